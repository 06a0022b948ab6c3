"""Two cards of one client: compared, merged and taken apart by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cards import another, board, client_of, opened, stored
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.ui.clients.merge_page import Difference
    from tests.ui.counter import Counter


@pytest.fixture
def client(counter: Counter) -> UUID:
    return opened(counter)


def test_two_cards_are_compared_and_merged_by_keys(counter: Counter, client: UUID) -> None:
    other = client_of(counter, another())
    counter.press("F6")
    assert counter.focused() == "clients.other"
    counter.type("3555")
    counter.press("Escape", "Ctrl+A")
    counter.type("4433")
    counter.press("Return")
    counter.settle()
    assert counter.focused() == "clients.reason"
    rows = {row.title: (row.one, row.other, row.after) for row in _differences(counter)}
    assert ("1", "1", "2") in rows.values()
    counter.press("F6")
    assert _differences(counter)[0].one == "Петров П."
    counter.press("F6")
    counter.type("сам сказал")
    counter.press("Ctrl+Return")
    card = stored(counter, other)
    assert card.facts.row.id == client
    assert card.order_count == 2
    assert card.merges[0].reason == "сам сказал"


def test_a_merge_is_taken_back_on_the_panel_of_cards(counter: Counter, client: UUID) -> None:
    other = client_of(counter, another(phone=PETER.phone))
    counter.window.show_changes(frozenset({"client"}))
    counter.settle()
    counter.press("Alt+8")
    assert counter.focused() == "clients.near"
    counter.press("Return")
    counter.settle()
    counter.press("Ctrl+Return")
    assert stored(counter, other).facts.row.id == client
    counter.settle()
    assert counter.focused() == "clients.merged"
    counter.press("Return")
    assert stored(counter, other).facts.row.id == other


def test_undo_takes_a_merge_back(counter: Counter, client: UUID) -> None:
    other = client_of(counter, another(phone=PETER.phone))
    board(counter)._on_near(other)
    counter.settle()
    counter.press("Ctrl+Return")
    assert stored(counter, other).facts.row.id == client
    counter.press("Ctrl+Z")
    assert stored(counter, other).facts.row.id == other


def test_possible_doubles_are_a_list_of_their_own(counter: Counter, client: UUID) -> None:
    client_of(counter, another(phone=PETER.phone))
    counter.press("Ctrl+3")
    board(counter).found.lists.take_focus()
    counter.press("Right")
    pairs = board(counter).found.pairs
    counter.qtbot.waitUntil(lambda: bool(pairs.rows))
    counter.press("Return")
    assert counter.focused() == "clients.pairs"
    counter.press("Return")
    counter.settle()
    assert board(counter).currentWidget() is board(counter).merging


def _differences(counter: Counter) -> tuple[Difference, ...]:
    return board(counter).merging.table.rows
