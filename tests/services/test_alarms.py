"""What is late, stuck, or running out of the term of the law: lists and the card agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from intake_app.checks import stage_choices
from intake_app.checks.legal_terms import LegalKind
from intake_app.models.orders import Order
from intake_app.models.returning import Loan, Loaner
from intake_app.services import alarms, legal_clocks, synthetic
from intake_app.services.alarms import AlarmKind
from intake_app.services.calendar import Calendar
from intake_app.services.drafts import RepairKind
from intake_app.services.legal_clocks import Law
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send

if TYPE_CHECKING:
    from intake_app.checks.legal_terms import Left
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

MOSCOW = ZoneInfo("Europe/Moscow")
USUAL = Calendar(MOSCOW)
RULES = stage_choices.read(None)
WARRANTY = replace(INTAKE, repair_kind=RepairKind.WARRANTY)


def take(services: Services, draft: IntakeDraft = INTAKE, *way: str) -> UUID:
    order = services.intakes.receive(draft).order_id
    send(services, order, *way)
    return order


def told(services: Services, watch: Watch) -> dict[UUID, AlarmKind]:
    with services.moves.store.reading() as session:
        found = alarms.alarms(session.driver, alarms.watch(RULES, USUAL, watch()))
    assert len({one.order for one in found}) == len(found)
    return {one.order: one.kind for one in found}


def counted(services: Services, watch: Watch) -> dict[AlarmKind, int]:
    with services.moves.store.reading() as session:
        found = alarms.counted(session.driver, alarms.watch(RULES, USUAL, watch()))
    return {kind: count for kind, count in found.items() if count}


def legal(services: Services, watch: Watch, order: UUID) -> dict[LegalKind, Left]:
    return {left.kind: left for left in watched(services, order).legal}


def watched(services: Services, order: UUID):  # noqa: ANN201 - of the card
    found = services.orders.card(order).watch
    assert found is not None
    return found


def warned(services: Services, watch: Watch, profile: str = "ru") -> list[tuple[LegalKind, int]]:
    with services.moves.store.reading() as session:
        found = legal_clocks.warnings(session.driver, Law(profile, MOSCOW, watch()))
    return [(one.left.kind, one.left.days_left) for one in found]


def test_an_order_rings_when_it_is_late_or_due_or_nobody_began(
    services: Services, watch: Watch
) -> None:
    watch.at = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
    due = replace(INTAKE, promised_at=watch() + timedelta(hours=3))
    today = take(services, due)
    fresh = take(services)
    stuck = take(services, INTAKE, "in_repair")
    assert told(services, watch) == {today: AlarmKind.DUE_TODAY}
    watch.forward(days=1, hours=1)
    assert told(services, watch) == {today: AlarmKind.OVERDUE, fresh: AlarmKind.UNTOUCHED}
    watch.forward(days=7)
    assert told(services, watch)[stuck] is AlarmKind.STUCK
    assert counted(services, watch) == {
        AlarmKind.OVERDUE: 1,
        AlarmKind.UNTOUCHED: 1,
        AlarmKind.STUCK: 1,
    }


def test_what_waits_for_the_client_is_not_late_but_a_warranty_is(
    services: Services, watch: Watch
) -> None:
    soon = watch() + timedelta(hours=1)
    take(services, replace(INTAKE, promised_at=soon), "diagnostics", "awaiting_approval")
    law = take(services, replace(WARRANTY, promised_at=soon), "diagnostics", "awaiting_approval")
    ready = take(services, replace(INTAKE, promised_at=soon), "in_repair", "ready")
    watch.forward(hours=2)
    assert told(services, watch) == {law: AlarmKind.OVERDUE}
    assert watched(services, ready).alarm is None
    assert watched(services, law).alarm is AlarmKind.OVERDUE


def test_the_lists_and_the_rule_agree_on_any_shop(services: Services, watch: Watch) -> None:
    synthetic.generate(services.moves.store, clients=40, orders=300, seed=3)
    shop, kinds = alarms.watch(RULES, USUAL, watch()), dict[UUID, AlarmKind]()
    with services.moves.store.reading() as session:
        for one in session.query(Order).all():
            since = one.stage_at or one.accepted_at
            kind = shop.of(one.stage, since, one.promised_at, one.repair_kind)
            if kind is not None:
                kinds[one.id] = kind
        assert {row.order: row.kind for row in alarms.alarms(session.driver, shop, 999)} == kinds
    assert sum(counted(services, watch).values()) == len(kinds) > 20


def test_the_lists_ask_an_index(services: Services, watch: Watch) -> None:
    shop = alarms.watch(RULES, USUAL, watch())
    with services.moves.store.reading() as session:
        for sql in (alarms.LATE_COUNT, alarms.LONG_COUNT):
            plan = session.driver.execute(f"EXPLAIN QUERY PLAN {sql}", alarms.values(shop))
            steps = " ".join(row[3] for row in plan.fetchall())
            assert "order_promised" in steps or "order_open" in steps
            assert "SCAN o" not in steps


def test_the_owner_s_limit_is_in_force(services: Services, watch: Watch) -> None:
    watch.at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    order = take(services)
    watch.forward(hours=2)
    assert watched(services, order).alarm is None
    services.preferences.choose("stages", {"accepted": {"limit": 1}})
    found = watched(services, order)
    assert (found.alarm, found.is_long, found.limit_hours) == (AlarmKind.UNTOUCHED, True, 1)
    assert found.worked == timedelta(hours=2)


def test_the_card_tells_the_shop_s_time_from_the_client_s(services: Services, watch: Watch) -> None:
    watch.at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    order = take(services)
    watch.forward(hours=2)
    send(services, order, "on_hold")
    watch.forward(hours=3)
    found = watched(services, order)
    assert (found.ran, found.waited) == (timedelta(hours=2), timedelta(hours=3))
    send(services, order, "ready_no_repair")
    found = watched(services, order)
    assert (found.limit_hours, found.is_long, found.outcome) == (0, False, "refused_price")


def test_a_stage_of_a_newer_program_has_no_limit(services: Services) -> None:
    order = take(services)
    with services.moves.store.writing() as session:
        session.get_one(Order, order).stage = "teleported"
    with services.moves.store.reading() as session:
        shop = alarms.watch(RULES, USUAL, services.moves.store.recorder.now())
        assert alarms.alarms(session.driver, shop) == ()


def test_a_warranty_repair_has_its_forty_five_days(services: Services, watch: Watch) -> None:
    order = take(services, WARRANTY)
    found = legal(services, watch, order)
    assert found[LegalKind.WARRANTY_TERM].days_left == 45
    assert found[LegalKind.WARRANTY_YEAR].days_left == 30
    assert warned(services, watch) == []
    watch.forward(days=20)
    assert warned(services, watch) == [(LegalKind.WARRANTY_YEAR, 10)]
    watch.forward(days=16)
    assert warned(services, watch) == [
        (LegalKind.WARRANTY_YEAR, -6),
        (LegalKind.WARRANTY_TERM, 9),
    ]
    assert warned(services, watch, "neutral") == []
    send(services, order, "in_repair", "ready")
    assert warned(services, watch) == []
    assert legal(services, watch, order) == {}


def test_a_second_repair_in_one_year_rings_early(services: Services, watch: Watch) -> None:
    watch.at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    draft = replace(WARRANTY, bought_on="2026-01-15")
    first = take(services, draft)
    watch.forward(days=19)
    send(services, first, "in_repair", "ready", "issued")
    with services.moves.store.reading() as session:
        known = session.query(Order).one()
    watch.forward(days=30)
    again = replace(
        draft,
        client=replace(draft.client, id=known.client_id),
        device=replace(draft.device, id=known.device_id),
    )
    take(services, again)
    watch.forward(days=1)
    assert warned(services, watch) == [(LegalKind.WARRANTY_YEAR, 10)]


def test_a_loaner_rings_until_one_is_lent(services: Services, watch: Watch) -> None:
    order = take(services, replace(WARRANTY, loaner_wanted=True))
    assert warned(services, watch) == [(LegalKind.LOANER, 3)]
    with services.moves.store.writing() as session:
        loaner = session.create(Loaner, created_at=session.now, kind="смартфон")
        session.write_created()
        lent = {"loaner_id": loaner, "order_id": order, "currency": "RUB"}
        session.create(Loan, **lent, at=session.now, by="Анна")
    assert warned(services, watch) == []


@pytest.mark.parametrize(("days", "rings"), [(3, True), (9, False)])
def test_the_client_s_own_term_rings(
    services: Services, watch: Watch, days: int, rings: bool
) -> None:
    order = take(services)
    with services.moves.store.writing() as session:
        day = (watch() + timedelta(days)).date().isoformat()
        session.get_one(Order, order).due_by_client = day
    assert warned(services, watch, "neutral") == [(LegalKind.REWORK, days)] * rings


def test_a_shop_that_works_at_random_hours_never_counts_below_zero(
    services: Services, watch: Watch
) -> None:
    rolls = random.Random(5)
    synthetic.generate(services.moves.store, clients=20, orders=60, seed=4)
    with services.moves.store.reading() as session:
        orders = [row[0] for row in session.driver.execute('SELECT id FROM "order"').fetchall()]
    for ident in orders:
        watch.forward(minutes=rolls.randrange(-300, 300))
        found = watched(services, UUID(bytes=ident))
        assert min(found.worked, found.ran, found.waited) >= timedelta()
