"""Terms on their way through the store: columns, card, comments, and what they teach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Staff
from intake_app.money import Money
from intake_app.services.calendar import Calendar
from intake_app.services.drafts import DeviceDraft, Override, RepairKind
from intake_app.services.intake_checks import Doubts, unsettled, warnings
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

USUAL = Calendar(ZoneInfo("Europe/Moscow"))


def technician(services: Services, name: str, role: str = "technician") -> UUID:
    with services.intakes.store.writing() as session:
        person = Staff(created_at=session.now, name=name, role=role)
        session.add(person)
    return person.id


def test_the_order_keeps_every_term(services: Services) -> None:
    first = services.intakes.receive(INTAKE)
    draft = replace(
        INTAKE,
        repair_kind=RepairKind.CONTRACT,
        technician_id=technician(services, "Илья"),
        estimate_minor=100_00,
        estimate_kind="firm",
        data_copy="has_copy",
        seller=" ДНС ",
        bought_on="2025-12-25",
        warranty_until="2027-12-25",
        warranty_card="77",
        claim_number="5-6",
        loaner_wanted=True,
        rework_of=first.order_id,
        site_address="Новая, 5",
        site_from=NOON + timedelta(hours=20),
        site_to=NOON + timedelta(hours=24),
        travel_minor=500_00,
        article="A-1",
        grade="B",
    )
    terms = services.orders.card(services.intakes.receive(draft).order_id).terms
    assert (terms.technician, terms.rework_number) == ("Илья", first.number)
    assert (terms.estimate_kind, terms.data_copy, terms.seller) == ("firm", "has_copy", "ДНС")
    assert (terms.bought_on, terms.warranty_until) == ("2025-12-25", "2027-12-25")
    assert (terms.warranty_card, terms.claim_number, terms.loaner_wanted) == ("77", "5-6", True)
    assert (terms.site_address, terms.travel) == ("Новая, 5", Money(500_00))
    assert (terms.site_from, terms.site_to) == (draft.site_from, draft.site_to)
    assert (terms.article, terms.grade, terms.version) == ("A-1", "B", "ru 2026-01-01")


def test_what_was_let_stand_is_a_comment(services: Services) -> None:
    overrides = (
        Override(field="device.imei", reason="стёрта\nнаклейка"),
        Override(field="x", reason=" "),
    )
    accepted = services.intakes.receive(replace(INTAKE, overrides=overrides))
    story = services.orders.card(accepted.order_id).story
    assert [event.text for event in story if event.kind == "comment"] == [
        "[device.imei] стёрта наклейка"
    ]


def test_the_service_obeys_the_owner(services: Services) -> None:
    services.preferences.choose("fields.paid", {"limit": "mandatory"})
    with pytest.raises(RejectedError) as caught:
        services.intakes.receive(INTAKE)
    assert caught.value.fields == {"limit": Problem.MISSING}


def test_a_promise_shorter_than_the_queue_is_a_warning() -> None:
    doubts = Doubts(earliest=NOON + timedelta(days=3))
    hurried = replace(INTAKE, promised_at=NOON + timedelta(days=2))
    assert warnings(hurried, "RU", doubts) == {"promised_at": Problem.PROMISE_SHORT}
    kept = replace(hurried, promised_at=doubts.earliest)
    assert warnings(kept, "RU", doubts) == {}


def test_dear_work_on_a_thing_without_a_value_is_a_warning() -> None:
    dear = replace(INTAKE, limit_minor=10_000_01)
    assert warnings(dear, "RU") == {"agreed_value": Problem.VALUE_MISSING}
    assert warnings(replace(dear, agreed_value_minor=0), "RU") == {}
    assert warnings(replace(dear, limit_minor=10_000_00), "RU") == {}


def test_a_reason_settles_a_warning() -> None:
    dear = replace(INTAKE, limit_minor=10_000_01)
    reason = Override(field="agreed_value", reason="клиент не назвал")
    assert unsettled(dear, "RU")
    assert unsettled(replace(dear, overrides=(replace(reason, reason=" "),)), "RU")
    assert unsettled(replace(dear, overrides=(reason,)), "RU") == {}


def test_only_technicians_who_work_here_are_offered(services: Services, shop: Shop) -> None:
    ident = technician(services, "Илья")
    technician(services, "Анна", "reception")
    assert [(one.id, one.name) for one in shop.finder.technicians()] == [(ident, "Илья")]


def test_the_queue_is_what_waits_over_what_was_done(
    services: Services, shop: Shop, watch: Watch
) -> None:
    for place in range(6):
        order = services.intakes.receive(replace(INTAKE, fault=f"{place}")).order_id
        for stage in ("diagnostics", "in_repair", "ready"):
            services.moves.move(order, stage)
    mine = technician(services, "Илья")
    services.intakes.receive(replace(INTAKE, technician_id=mine))
    services.intakes.receive(INTAKE)
    queue = shop.finder.queue(USUAL, watch(), None)
    assert (queue.waiting, queue.done) == (2, 6)
    his = shop.finder.queue(USUAL, watch(), mine)
    assert (his.waiting, his.done) == (1, 0)


def test_the_last_similar_order_is_found(services: Services, shop: Shop) -> None:
    charge = replace(INTAKE, fault="не заряжается", estimate_minor=3000_00)
    services.intakes.receive(charge)
    services.intakes.receive(replace(INTAKE, fault="разбит экран", estimate_minor=9000_00))
    same = shop.finder.similar(replace(INTAKE, fault="перестал заряжаться, не заряжается"))
    other = shop.finder.similar(replace(INTAKE, fault="нет звука"))
    assert same is not None
    assert other is not None
    assert (same.estimate_minor, same.same_fault) == (3000_00, True)
    assert (other.estimate_minor, other.same_fault) == (9000_00, False)
    stranger = DeviceDraft(kind="утюг", brand="X", model="Y")
    assert shop.finder.similar(replace(INTAKE, device=stranger)) is None
    of_kind = DeviceDraft(kind=INTAKE.device.kind)
    found = shop.finder.similar(replace(INTAKE, device=of_kind, fault="не заряжается"))
    assert found is not None
    assert found.estimate_minor == 3000_00


def test_parts_teach_how_long_they_take(services: Services, shop: Shop, watch: Watch) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.moves.move(order, "diagnostics")
    services.moves.move(order, "awaiting_parts")
    watch.at += timedelta(days=4)
    services.moves.move(order, "in_repair")
    found = shop.finder.similar(INTAKE)
    assert found is not None
    assert found.parts_days == 4
    assert (
        services.orders.card(services.intakes.receive(INTAKE).order_id).row.promised_at is not None
    )
