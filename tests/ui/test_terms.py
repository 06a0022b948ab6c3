"""The terms of an intake by keys: per kind of repair, with proposals and warnings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from intake_app.models.people import Staff
from intake_app.services.drafts import IntakeDraft, RepairKind
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from uuid import UUID

    from tests.rigs.watch import Watch
    from tests.ui.counter import Counter

TALK = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается")


def technician(counter: Counter, name: str) -> UUID:
    store = counter.desk.shop.services.intakes.store
    with store.writing() as session:
        person = Staff(created_at=session.now, name=name, role="technician")
        session.add(person)
    counter.parts.intake.terms.refresh()
    return person.id


def begin(counter: Counter, kind: RepairKind = RepairKind.PAID) -> None:
    counter.parts.intake.show_draft(replace(TALK, repair_kind=kind))
    counter.press("Alt+5")


def in_sight(counter: Counter) -> set[str]:
    terms = counter.parts.intake.terms
    return {name for name, field in terms.fields.items() if field.isVisibleTo(terms)}


@pytest.mark.parametrize(
    ("kind", "asked", "unasked"),
    [
        (RepairKind.PAID, {"estimate", "limit", "prepayment"}, {"seller", "rework_of"}),
        (RepairKind.WARRANTY, {"seller", "bought_on", "claim_number"}, {"estimate", "travel"}),
        (RepairKind.OWN_WARRANTY, {"rework_of"}, {"estimate", "seller"}),
        (RepairKind.ONSITE, {"site_address", "site_window", "travel"}, {"article"}),
        (RepairKind.PRESALE, {"article", "grade", "estimate"}, {"site_address"}),
    ],
)
def test_each_kind_is_asked_its_own(
    counter: Counter, kind: RepairKind, asked: set[str], unasked: set[str]
) -> None:
    begin(counter, kind)
    assert asked <= in_sight(counter)
    assert not unasked & in_sight(counter)


def test_a_warranty_repair_by_keys(counter: Counter) -> None:
    begin(counter)
    counter.press("Right", "Return", "Return")
    for text in ("ДНС", "25.12.2025", "25.12.2027", "77", "5-6"):
        counter.type(text)
        counter.press("Return")
    counter.press("Space", "Ctrl+Return")
    card = counter.order()
    assert card.repair_kind == "warranty"
    assert (card.terms.seller, card.terms.bought_on) == ("ДНС", "2025-12-25")
    assert (card.terms.warranty_until, card.terms.warranty_card) == ("2027-12-25", "77")
    assert (card.terms.claim_number, card.terms.loaner_wanted) == ("5-6", True)


def test_a_visit_by_keys(counter: Counter) -> None:
    begin(counter, RepairKind.ONSITE)
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["site_address"]
    counter.type("Новая, 5")
    counter.press("Return")
    counter.type("пт 10-14")
    counter.press("Return")
    counter.type("500")
    counter.press("Ctrl+Return")
    terms = counter.order().terms
    assert terms.site_address == "Новая, 5"
    assert terms.site_from is not None
    assert f"{terms.site_from:%d.%m %H:%M}" == "27.11 07:00"
    assert terms.travel is not None
    assert terms.travel.minor == 500_00


def test_a_rework_names_the_order_before(counter: Counter) -> None:
    first = counter.give()
    begin(counter, RepairKind.OWN_WARRANTY)
    counter.press("Return", "Return")
    counter.type(first.number)
    counter.press("Return", "Ctrl+Return")
    assert counter.order().terms.rework_number == first.number


def test_a_number_no_order_has_is_refused(counter: Counter) -> None:
    begin(counter, RepairKind.OWN_WARRANTY)
    counter.press("Return", "Return")
    counter.type("Z-99999")
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["rework_of"]


def test_a_technician_is_chosen_by_a_few_letters(counter: Counter) -> None:
    technician(counter, "Илья Громов")
    begin(counter)
    counter.press("Return", "Return", "Return")
    counter.type("uhj")
    assert counter.offered() == ["Илья Громов"]
    counter.press("Return", "Ctrl+Return")
    assert counter.order().terms.technician == "Илья Громов"


def test_somebody_who_does_not_repair_here_is_refused(counter: Counter) -> None:
    technician(counter, "Илья Громов")
    begin(counter)
    counter.press("Return", "Return", "Return")
    counter.type("Пётр")
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["technician"]


def test_sums_of_the_last_time_are_grey_until_taken(counter: Counter) -> None:
    counter.give(replace(TALK, estimate_minor=3000_00, limit_minor=4000_00))
    begin(counter)
    terms = counter.parts.intake.terms
    assert (terms.estimate.proposed(), terms.estimate.text()) == ("3000", "")
    assert counter.parts.intake.draft().estimate_minor is None
    counter.press("Ctrl+L")
    assert counter.parts.intake.draft().estimate_minor == 3000_00
    assert counter.parts.intake.draft().limit_minor == 4000_00


def test_backspace_drops_a_proposal(counter: Counter) -> None:
    counter.give(replace(TALK, estimate_minor=3000_00))
    begin(counter)
    terms = counter.parts.intake.terms
    terms.estimate.line.setFocus()
    counter.press("Backspace", "Ctrl+L")
    assert counter.parts.intake.draft().estimate_minor is None


def test_the_technician_of_the_last_time_is_recorded(counter: Counter) -> None:
    ident = technician(counter, "Илья Громов")
    counter.give(replace(TALK, technician_id=ident))
    begin(counter)
    counter.press("Ctrl+Return")
    assert counter.order().terms.technician == "Илья Громов"


def test_a_firm_price_must_be_named(counter: Counter) -> None:
    begin(counter)
    button = counter.window.findChild(QWidget, "estimate_kind.firm")
    assert button is not None
    button.setFocus()
    counter.press("Space", "Ctrl+Return")
    assert counter.bad_fields() == ["estimate"]


def test_more_than_45_days_of_warranty_are_refused(counter: Counter) -> None:
    begin(counter, RepairKind.WARRANTY)
    terms = counter.parts.intake.terms
    terms.promise.line.setFocus()
    counter.type("+46")
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["promised_at"]


def test_a_promise_the_queue_cannot_keep_is_marked_as_it_is_typed(
    counter: Counter, watch: Watch
) -> None:
    services = counter.desk.shop.services
    for place in range(5):
        order = counter.give(replace(TALK, fault=f"{place}")).order_id
        for stage in ("diagnostics", "in_repair", "ready"):
            services.moves.move(order, stage)
    for place in range(12):
        counter.give(replace(TALK, fault=f"ждёт {place}"))
    watch.forward(days=1)  # Monday: five a day are done, twelve wait
    begin(counter)
    promise = counter.parts.intake.terms.promise
    promise.line.setFocus()
    counter.type("+1")
    assert promise.is_warned()
    assert "26.11" in promise.sentence()
    counter.press("Ctrl+Return")
    assert not counter.received
    assert "26.11" in promise.sentence()  # the day that can be kept is named still
    counter.press("Ctrl+A")
    counter.type("+3")
    assert not promise.is_warned()
    counter.press("Ctrl+Return")
    assert counter.order().row.promised_at is not None


def test_a_day_too_far_ahead_names_the_furthest(counter: Counter) -> None:
    begin(counter)
    promise = counter.parts.intake.terms.promise
    promise.line.setFocus()
    counter.type("+999")
    assert "23.11.2027" in promise.sentence()
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["promised_at"]
    assert "23.11.2027" in promise.sentence()
    counter.press("Ctrl+G")
    assert promise.sentence().endswith(counter.desk.tr("This cannot be left as it is"))
    assert counter.offered() == []


def test_a_day_off_is_said_so(counter: Counter) -> None:
    begin(counter)
    promise = counter.parts.intake.terms.promise
    promise.line.setFocus()
    counter.type("вс")
    assert promise.frame.echo() != promise.frame.echo().split(",")[0]


def test_how_it_was_paid_is_asked_only_when_something_was(counter: Counter) -> None:
    begin(counter)
    terms = counter.parts.intake.terms
    assert not terms.method.isVisibleTo(terms)
    terms.prepayment.line.setFocus()
    counter.type("500")
    assert terms.method.isVisibleTo(terms)


def test_what_the_owner_hides_stays_hidden_with_its_label_when_the_fold_opens(
    counter: Counter,
) -> None:
    names = ("photos", "passcode", "client.birthday", "client.source")
    counter.desk.shop.services.preferences.choose("fields.paid", dict.fromkeys(names, "hidden"))
    counter.window.show_changes(frozenset({"preference"}))
    form = counter.parts.intake
    counter.press("Alt+4")
    form.client.fold.click()
    shown = {label.text() for label in form.findChildren(QLabel) if label.isVisible()}
    titles = {counter.desk.tr(title) for title in ("Photos", "Passcode", "Birthday", "Why us")}
    assert shown & titles == set()
    assert not any(form.fields[name].isVisible() for name in names)
    counter.press("Alt+4", "Return")
    assert counter.focused() == "repair_kind.paid"  # Enter passes by what is hidden

    counter.desk.shop.services.preferences.choose("fields.paid", {})
    counter.window.show_changes(frozenset({"preference"}))
    shown = {label.text() for label in form.findChildren(QLabel) if label.isVisible()}
    assert titles <= shown


def test_a_hidden_field_of_another_section_goes_and_comes(counter: Counter) -> None:
    counter.desk.shop.services.preferences.choose("fields.paid", {"device.imei": "hidden"})
    counter.window.show_changes(frozenset({"preference"}))
    form = counter.parts.intake
    field = form.fields["device.imei"]
    assert not field.isVisibleTo(form)
    counter.press("Alt+5", "Right")
    assert field.isVisibleTo(form)
