"""A prepayment in cash without a shift: the line says what to do, and the intake goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.test_money_page import rest

if TYPE_CHECKING:
    from tests.ui.counter import Counter

SAID = "Alt+O"


def test_the_line_says_what_to_do_and_nothing_is_lost(counter: Counter) -> None:
    counter.desk.shop.services.shifts.add_box("Касса 1")
    terms = counter.parts.intake.terms
    counter.press("Alt+5")
    terms.prepayment.line.setFocus()
    counter.type("1000")
    assert SAID in terms.prepayment.sentence()
    terms.method.buttons[1].click()
    assert terms.prepayment.sentence() == ""
    terms.method.buttons[0].click()
    assert SAID in terms.prepayment.sentence()
    counter.press("Alt+O")
    rest(counter)
    counter.type("0")
    counter.press("Return")
    rest(counter)
    terms.refresh()  # the root tells of the change; here nobody does
    assert terms.prepayment.sentence() == ""
    assert terms.prepayment.text() == "1000"


def test_a_shop_without_a_box_is_told_nothing(counter: Counter) -> None:
    terms = counter.parts.intake.terms
    counter.press("Alt+5")
    terms.prepayment.line.setFocus()
    counter.type("1000")
    assert terms.prepayment.sentence() == ""
