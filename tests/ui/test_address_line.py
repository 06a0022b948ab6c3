"""The one line that finds everything: what it offers, in which groups, and what that costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import IntakeDraft
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from intake_app.ui.widgets.suggestions import Suggestion
    from tests.ui.counter import Counter

_OLD = IntakeDraft(client=PETER, device=replace(IPHONE, serial="PETR77"), fault="не греет")


def _groups(counter: Counter) -> list[tuple[str, str]]:
    return [(row.group, row.text) for row in counter.parts.address.field.offered()]


def test_what_is_found_stands_in_groups(counter: Counter) -> None:
    order = counter.give()
    counter.press("F3")
    counter.type("Петров")
    assert _groups(counter) == [("Заказы", order.number), ("Клиенты", "Петров Пётр")]


def test_a_device_is_a_group_of_its_own_and_leads_to_whose_it_is(counter: Counter) -> None:
    order = counter.give(_OLD)
    counter.press("F3")
    counter.type("PETR77")
    assert _groups(counter) == [("Заказы", order.number), ("Устройства", "Apple iPhone 13")]
    counter.press("Down", "Return")
    counter.settle()
    assert counter.parts.in_sight(counter.parts.clients)


def test_what_was_opened_lately_is_offered_at_once(counter: Counter) -> None:
    order = counter.give()
    counter.press("F3")
    counter.type(order.number)
    counter.press("Return", "F3")
    assert _groups(counter) == [("Открытые недавно", order.number)]


def test_a_key_asks_once(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.give()
    asked: list[str] = []
    real = counter.parts.address.field._suggest

    def counted(typed: str) -> tuple[Suggestion, ...]:
        asked.append(typed)
        return real(typed)

    monkeypatch.setattr(counter.parts.address.field, "_suggest", counted)
    monkeypatch.setattr(counter.parts.address.field, "_everything", counted)
    counter.press("F3")
    asked.clear()
    counter.type("ъъъ")
    counter.press("Backspace", "Down")
    assert asked == ["ъ", "ъъ", "ъъъ", "ъъ", "ъъ"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_click_takes_the_row_and_no_heading(counter: Counter, place: int) -> None:
    counter.give()
    counter.press("F3")
    counter.type("Петров")
    field = counter.parts.address.field
    found = field._list
    assert found is not None
    tops = found._tops()
    assert [found._row_at(tops[place] + 1), found._row_at(tops[place + 1] - 1)] == [place, place]
    assert found.height() == tops[-1] + tops[0] - found._heading
