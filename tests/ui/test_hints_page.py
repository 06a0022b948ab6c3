"""The page on which the shop keeps what its receptionists are told, by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.ui.preferences.hints_page import HintsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.i18n.translator import Translator
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


@pytest.fixture
def page(counter: Counter) -> HintsPage:
    counter.press("Ctrl+9")
    board = counter.parts.preferences.board
    board.open_page("hints")
    counter.settle()
    found = board.page()
    assert isinstance(found, HintsPage)
    return found


def titles(page: HintsPage) -> list[str]:
    return [page.list.item(place).text() for place in range(page.list.count())]


def test_a_hint_is_added_changed_and_removed(counter: Counter, page: HintsPage) -> None:
    page.list.setFocus()
    counter.press("Insert")
    assert counter.focused() == "hint.text"
    counter.type("Снять чехол")
    counter.press("Tab")
    counter.type("утюг")
    counter.press("Return")
    counter.settle()
    assert "утюг · Снять чехол" in titles(page)
    assert counter.desk.shop.finder.hints_for("утюг", "", "")[0].text == "Снять чехол"

    page.fields["text"].line.setFocus()
    page.fields["text"].line.selectAll()
    counter.type("Снять шнур")
    counter.press("Return")
    counter.settle()
    assert "утюг · Снять шнур" in titles(page)
    assert "утюг · Снять чехол" not in titles(page)

    page.list.setFocus()
    counter.press("Delete")
    counter.settle()
    assert "утюг · Снять шнур" not in titles(page)
    assert counter.desk.shop.finder.hints_for("утюг", "", "") == ()


def test_a_shipped_hint_becomes_the_shops_own(counter: Counter, page: HintsPage) -> None:
    shipped = page.list.count()
    page.list.setFocus()
    page.list.setCurrentRow(0)
    counter.press("Return")
    assert counter.focused() == "hint.text"
    page.fields["text"].line.selectAll()
    counter.type("Спросить про поиск")
    counter.press("Return")
    counter.settle()
    assert page.list.count() == shipped
    found = counter.desk.shop.finder.hints_for("смартфон", "Apple", "iPhone 13")
    assert found[0].text == "Спросить про поиск"


def test_a_hint_without_words_is_marked(counter: Counter, page: HintsPage) -> None:
    page.list.setFocus()
    counter.press("Insert", "Tab")
    counter.type("утюг")
    counter.press("Return")
    counter.settle()
    assert page.fields["text"].is_marked()
    assert counter.focused() == "hint.text"


def test_keeping_what_was_not_changed_writes_nothing(counter: Counter, page: HintsPage) -> None:
    page.list.setCurrentRow(0)
    page.keep()
    counter.settle()
    assert counter.desk.shop.finder.hints()[0].shipped


def test_what_is_gone_meanwhile_is_told(counter: Counter, page: HintsPage) -> None:
    told: list[object] = []
    counter.parts.preferences.board.choices.failed.connect(told.append)
    page.list.setCurrentRow(0)
    counter.desk.shop.close()
    page.archive()
    counter.settle()
    assert len(told) == 1


def test_an_english_desk_reads_shipped_kinds_in_english(
    desk: Desk, at_counter: Callable[[Desk], Counter], english: Translator
) -> None:
    counter = at_counter(replace(desk, tr=english))
    counter.window.store_ready()
    counter.settle()
    counter.press("Ctrl+9")
    counter.parts.preferences.board.open_page("hints")
    page = counter.parts.preferences.board.page()
    assert isinstance(page, HintsPage)
    assert any(title.startswith("smartphone Apple") for title in titles(page))
