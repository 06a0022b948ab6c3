"""The owner's choices, by keys: saved at once, taken back by one key, obeyed by the form."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from intake_app.services import calendar, client_classes, field_policy, usual_terms
from intake_app.services.drafts import RepairKind
from intake_app.services.usual_terms import Term
from intake_app.ui.preferences.calendar_page import CalendarPage
from intake_app.ui.preferences.fields_page import FieldsPage
from intake_app.ui.preferences.pages import PAGES
from intake_app.ui.preferences.terms_page import TermsPage

if TYPE_CHECKING:
    from intake_app.services.calendar import Calendar
    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.page import PreferencePage
    from tests.ui.counter import Counter


def page(counter: Counter, name: str) -> PreferencePage:
    """Open the screen at one page by keys."""
    counter.press("Ctrl+9", "Home")
    for _ in range([spec.id for spec in PAGES].index(name)):
        counter.press("Down")
    return counter.parts.preferences.board.page()


def chosen(counter: Counter, key: str) -> object:
    counter.settle()
    return counter.desk.shop.finder.preference(key)


def working(desk: Desk) -> Calendar:
    from intake_app.services.usual_promise import calendar_of  # noqa: PLC0415 - one test's word

    return calendar_of(desk.settings.shop, desk.shop.finder.preference)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.id)
def test_every_page_opens_and_names_its_fields(counter: Counter, spec: object) -> None:
    shown = page(counter, getattr(spec, "id", ""))
    shown.focus_first()
    inner = shown.widget()
    assert inner is not None
    nameless = [
        type(child).__name__
        for child in inner.findChildren(QWidget)
        if child.focusPolicy().value & 1 and child.isVisibleTo(inner) and not child.objectName()
    ]
    assert nameless == []


def test_a_rule_is_saved_at_once_and_the_form_obeys_it(counter: Counter) -> None:
    shown = page(counter, "fields")
    assert isinstance(shown, FieldsPage)
    shown.rules["client.phone"].take_focus()
    counter.press("Right")
    assert chosen(counter, field_policy.key(RepairKind.PAID)) == {"client.phone": "mandatory"}
    counter.press("Ctrl+1")
    counter.type("Петров")
    counter.press("Return", "Alt+3")
    counter.type("не включается")
    counter.press("Ctrl+Return")
    assert "client.phone" in counter.bad_fields()


def test_a_change_is_taken_back_by_one_key(counter: Counter) -> None:
    shown = page(counter, "fields")
    assert isinstance(shown, FieldsPage)
    shown.rules["estimate"].take_focus()
    counter.press("Right")
    assert chosen(counter, field_policy.key(RepairKind.PAID))
    counter.press("Ctrl+Z")
    assert chosen(counter, field_policy.key(RepairKind.PAID)) is None
    assert shown.rules["estimate"].value() == "optional"


def test_the_numbers_of_clients_and_passcodes_are_the_owners(counter: Counter) -> None:
    shown = page(counter, "terms")
    assert isinstance(shown, TermsPage)
    for name, typed in (
        ("clients.regular.orders", "5"),
        ("clients.regular.minor", "30000"),
        ("passcode.days", "30"),
    ):
        shown.numbers[name].line.setFocus()
        counter.press("Ctrl+A")
        counter.type(typed)
        counter.press("Return")
    rule = client_classes.regular(chosen(counter, client_classes.KEY))
    assert rule == client_classes.Regular(orders=5, minor=3_000_000)
    assert chosen(counter, "passcode.days") == 30


def test_a_page_goes_back_to_what_was_shipped(counter: Counter) -> None:
    shown = page(counter, "terms")
    assert isinstance(shown, TermsPage)
    shown.days[RepairKind.PAID].line.setFocus()
    counter.press("Ctrl+A")
    counter.type("4")
    counter.press("Return")
    counter.settle()
    assert shown.days[RepairKind.PAID].text() == "4"
    counter.parts.preferences.board.shipped.setFocus()
    counter.press("Space")
    assert chosen(counter, usual_terms.KEY) is None
    assert shown.days[RepairKind.PAID].text() == "15"


def test_a_term_is_what_the_form_proposes(counter: Counter) -> None:
    shown = page(counter, "terms")
    assert isinstance(shown, TermsPage)
    shown.days[RepairKind.PAID].line.setFocus()
    counter.press("Ctrl+A")
    counter.type("2")
    counter.press("Return")
    terms = usual_terms.read(chosen(counter, usual_terms.KEY), 15)
    assert terms[RepairKind.PAID] == Term(2, working=False)
    counter.window.show_changes(frozenset({"preference"}))
    counter.press("Ctrl+1")
    assert "24.11" in counter.parts.intake.terms.promise.frame.echo()


def test_a_number_that_is_none_is_refused(counter: Counter) -> None:
    shown = page(counter, "terms")
    assert isinstance(shown, TermsPage)
    field = shown.days[RepairKind.WARRANTY]
    field.line.setFocus()
    counter.press("Ctrl+A")
    counter.type("46")
    counter.press("Return")
    assert field.is_marked()
    assert chosen(counter, usual_terms.KEY) is None


def test_hours_and_days_off_make_the_calendar(counter: Counter) -> None:
    shown = page(counter, "calendar")
    assert isinstance(shown, CalendarPage)
    shown.week[0].line.setFocus()
    counter.press("Ctrl+A")
    counter.type("9-20:30")
    counter.press("Return")
    shown.exceptions.text_edit.setFocus()
    counter.type("31.12 10-15")
    counter.press("Shift+Return")
    counter.type("30.12")
    counter.press("Return")
    counter.settle()
    found = working(counter.desk)
    assert found.week[0] == calendar.Hours(time(9), time(20, 30))
    assert found.hours(date(2026, 12, 31)) == calendar.Hours(time(10), time(15))
    assert found.hours(date(2026, 12, 30)) is None


def test_hours_that_are_none_are_refused(counter: Counter) -> None:
    shown = page(counter, "calendar")
    assert isinstance(shown, CalendarPage)
    shown.week[2].line.setFocus()
    counter.press("Ctrl+A")
    counter.type("20-9")
    counter.press("Return")
    shown.exceptions.text_edit.setFocus()
    counter.type("когда-нибудь")
    counter.press("Return")
    assert shown.week[2].is_marked()
    assert shown.exceptions.is_marked()
    assert chosen(counter, calendar.KEY) is None


def test_a_kind_of_repair_can_be_offered_and_taken_away(counter: Counter) -> None:
    shown = page(counter, "fields")
    assert isinstance(shown, FieldsPage)
    choice = shown.findChild(QWidget, "fields.kind1.diagnosis")
    assert choice is not None
    choice.setFocus()
    counter.press("Space")
    shown.done_here.setFocus()
    counter.press("Space")
    counter.settle()
    counter.window.show_changes(frozenset({"preference"}))
    counter.press("Ctrl+1")
    button = counter.window.findChild(QWidget, "repair_kind.diagnosis")
    assert button is not None
    assert not button.isHidden()
