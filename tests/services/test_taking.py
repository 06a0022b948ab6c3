"""Work is handed out by the rule; what is next is passed over with a reason only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from intake_app.checks.legal_terms import LegalKind
from intake_app.checks.queue import standing
from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.models.work import Finding, Line
from intake_app.services import bench_limits, bench_reading
from intake_app.services.bench_rows import BenchList, asker
from intake_app.services.drafts import RepairKind
from intake_app.services.legal_clocks import Law
from intake_app.services.operators import Operator
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, edit, put
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.bench_rows import Asker, BenchRow
    from intake_app.services.shop import Shop
    from tests.rigs.watch import Watch

MOSCOW = ZoneInfo("Europe/Moscow")
LONG_AGO = "2026-11-01T00:00:00.000000Z"


def technician(shop: Shop, name: str = "Илья") -> UUID:
    row = shop.services.staff.add(name, "technician")
    shop.switch(row.operator)
    return row.id


def give(shop: Shop, **more: object) -> UUID:
    return shop.services.intakes.receive(replace(INTAKE, **more)).order_id


def asks(shop: Shop, person: UUID | None = None, **more: object) -> Asker:
    found = asker(shop.services.taking.store.recorder.now(), MOSCOW, person, shop.operator.name)
    return replace(found, **more)


def listed(shop: Shop, which: BenchList, asker: Asker) -> list[BenchRow]:
    with shop.services.taking.store.reading() as session:
        numbers = bench_reading.numbers(session.driver, which, asker)
        return list(bench_reading.rows(session.driver, numbers))


def alter(shop: Shop, order: UUID, **values: object) -> None:
    with (
        shop.services.taking.store.writing() as session,
        session.unrecorded({"order"}) as driver,
    ):
        for name, value in values.items():
            sql = f'UPDATE "order" SET {name} = ? WHERE id = ?'  # noqa: S608 - names of ours
            driver.execute(sql, (value, order.bytes))  # pyright: ignore[reportArgumentType]


def refused(act: object) -> Problem:
    with pytest.raises(RejectedError) as told:
        act()  # pyright: ignore[reportCallIssue] - a call
    return told.value.problem


def test_the_top_is_handed_out_and_begun_in_one_go(shop: Shop) -> None:
    first, urgent = give(shop), give(shop, urgent=True)
    person = technician(shop)
    taken = shop.services.taking.take_next()
    assert (taken.order_id, taken.stage, taken.device) == (urgent, "diagnostics", "Apple iPhone 13")
    (mine,) = listed(shop, BenchList.MINE, asks(shop, person))
    assert (mine.id, mine.technician, mine.stage) == (urgent, "Илья", "diagnostics")
    assert shop.services.taking.take_next().order_id == first
    assert refused(shop.services.taking.take_next) is Problem.QUEUE_EMPTY


def test_who_takes_must_be_known_and_may(shop: Shop) -> None:
    give(shop)
    assert refused(shop.services.taking.take_next) is Problem.SIGN_IN_FIRST
    shop.switch(shop.services.staff.add("Анна", "reception").operator)
    assert refused(shop.services.taking.take_next) is Problem.NOT_ALLOWED
    shop.switch(Operator(None, "Чужой"))
    assert refused(shop.services.taking.take_next) is Problem.NOT_ALLOWED


def test_what_was_begun_goes_on_where_it_stands(shop: Shop) -> None:
    order = give(shop)
    person = technician(shop)
    shop.services.moves.move(order, "diagnostics")
    alter(shop, order, technician_id=None)
    assert shop.services.taking.take_next().stage == "diagnostics"
    assert listed(shop, BenchList.MINE, asks(shop, person))[0].id == order


def test_what_was_diagnosed_is_repaired_at_once_unless_something_is_missing(shop: Shop) -> None:
    orders = [give(shop), give(shop)]
    technician(shop)
    with shop.services.taking.store.writing() as session:
        now = session.now
        for order in orders:
            fact: dict[str, Any] = {"order_id": order, "by": "Илья"}
            session.add(Finding(kind="diagnosis", text="плата", at=now, **fact))
        line: dict[str, Any] = {"order_id": orders[1], "by": "Илья", "created_at": now}
        session.add(Line(kind="work", text="замена платы", price_minor=9_000_000, **line))
    stages = [shop.services.taking.take_next().stage for _ in orders]
    assert stages == ["in_repair", "diagnostics"]


def test_what_the_counter_gave_to_somebody_waits_for_him_alone(shop: Shop) -> None:
    person = technician(shop)
    his, other = give(shop), give(shop)
    alter(shop, his, technician_id=person.bytes)
    alter(shop, other, technician_id=shop.services.staff.add("Пётр").id.bytes)
    assert [row.id for row in listed(shop, BenchList.QUEUE, asks(shop, person))] == [his]
    assert shop.services.taking.take_next().order_id == his


def test_passing_over_needs_a_reason_and_holds_till_tomorrow(shop: Shop, watch: Watch) -> None:
    first, second = give(shop), give(shop)
    person = technician(shop)
    taking = shop.services.taking
    for reason, note, problem in (
        ("", "", Problem.MALFORMED),
        ("other", " ", Problem.MISSING),
        ("other", "я" * 501, Problem.TOO_LONG),
    ):
        assert refused(lambda r=reason, n=note: taking.pass_over(first, r, n)) is problem
    assert refused(lambda: taking.pass_over(second, "no_part")) is Problem.NOT_NEXT
    taking.pass_over(first, "other", " нет микроскопа ")
    rows = listed(shop, BenchList.QUEUE, asks(shop, person))
    assert [(row.id, row.skips) for row in rows] == [(second, 0), (first, 1)]
    shop.services.staff.add("Вера", "owner")
    owner = replace(asks(shop, person), name="Вера")
    with taking.store.reading() as session:
        (passed,) = bench_reading.passed(session.driver, "Вера", 9)
        assert bench_reading.counts(session.driver, owner)[BenchList.PASSED] == 1
        assert BenchList.PASSED not in bench_reading.counts(session.driver, asks(shop, person))
        with pytest.raises(RejectedError) as caught:
            bench_reading.passed(session.driver, "Илья", 9)
    assert (caught.value.problem, caught.value.detail) == (Problem.NOT_ALLOWED, "see_passed")
    assert (passed.order_id, passed.by, passed.note) == (first, "Илья", "нет микроскопа")
    taking.pass_over(second, "no_skill")
    assert refused(taking.take_next) is Problem.QUEUE_EMPTY
    assert refused(lambda: taking.pass_over(first, "no_part")) is Problem.NOT_NEXT
    watch.forward(days=1)
    assert taking.take_next().order_id == first


def test_two_take_one_and_the_loser_hears_of_it(shop: Shop) -> None:
    order = give(shop)
    person = technician(shop)
    feed = Feed(shop.services.replica)
    feed.echo()
    shop.services.taking.take_next()
    other = put("staff", created_at=AT, name="Пётр", role="technician", active=True, badge="")
    moved = {"from_stage": "accepted", "to_stage": "diagnostics", "at": AT, "by": "Пётр"}
    feed.bring(
        other,
        edit("order", order, "technician_id", str(other.rec)),
        put("stage", order_id=str(order), comment="", **moved),
    )
    feed.echo()
    with shop.services.taking.store.reading() as session:
        lost = {one: bench_reading.lost(session.driver, one) for one in (person, other.rec)}
        owner = session.driver.execute('SELECT technician_id FROM "order"').fetchone()[0]
        facts = session.driver.execute("SELECT count(*) FROM stage").fetchone()[0]
    loser = person if owner == other.rec.bytes else other.rec
    winner = other.rec if loser == person else person
    assert facts == 3
    assert [one.order_id for one in lost[loser]] == [order]
    assert lost[winner] == ()
    shop.services.disputes.keep(lost[loser][0].loser)
    with shop.services.taking.store.reading() as session:
        assert bench_reading.lost(session.driver, loser) == ()


def test_late_due_today_untouched_and_stuck(shop: Shop) -> None:
    late, today, lying, stuck, asked_for = (give(shop) for _ in range(5))
    person = technician(shop)
    hour = timedelta(hours=1)
    for order, promised in ((late, NOON - hour), (today, NOON + hour)):
        alter(shop, order, promised_at=f"{promised:%Y-%m-%dT%H:%M:%S}.000000Z")
    long_ago = "2026-11-01T00:00:00.000000Z"
    alter(shop, asked_for, stage="awaiting_approval", promised_at="2026-11-01T00:00:00.000000Z")
    alter(shop, lying, accepted_at=long_ago, stage_at=long_ago)
    alter(shop, stuck, stage="in_repair", stage_at=long_ago)
    limits = {"accepted": NOON - hour, "in_repair": NOON - hour}
    shipped = bench_limits.in_force(lambda _key: None, NOON, MOSCOW, "RU")
    asked = asks(shop, person, watch=replace(shipped, limits=limits))
    for which, wanted in (
        (BenchList.OVERDUE, late),
        (BenchList.TODAY, today),
        (BenchList.UNTOUCHED, lying),
        (BenchList.STUCK, stuck),
    ):
        assert [row.id for row in listed(shop, which, asked)] == [wanted]
        with shop.services.taking.store.reading() as session:
            assert bench_reading.counts(session.driver, asked)[which] == 1


@tried(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([RepairKind.PAID, RepairKind.WARRANTY, RepairKind.OWN_WARRANTY]),
            st.booleans(),
            st.integers(0, 60),
            st.none() | st.integers(-5, 5),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_list_stands_as_the_rule_says(
    shop: Shop, given_: list[tuple[RepairKind, bool, int, int | None]]
) -> None:
    with (
        shop.services.taking.store.writing() as session,
        session.unrecorded({"order"}) as driver,
    ):
        driver.execute("UPDATE \"order\" SET stage = 'issued'")
    for kind, urgent, age, due in given_:
        moment = NOON - timedelta(days=age)
        promised = None if due is None else NOON + timedelta(days=due)
        alter(
            shop,
            give(shop),
            repair_kind=kind.value,
            urgent=urgent,
            accepted_at=f"{moment:%Y-%m-%dT%H:%M:%S}.000000Z",
            promised_at=promised and f"{promised:%Y-%m-%dT%H:%M:%S}.000000Z",
        )
    rows = listed(shop, BenchList.QUEUE, asks(shop))
    assert len(rows) == len(given_)
    assert rows == sorted(rows, key=lambda row: (*standing(row, NOON), row.no))


def test_limits_are_those_of_the_table() -> None:
    limits = bench_limits.in_force(lambda _key: None, NOON, MOSCOW, "RU").limits
    assert Stage.ACCEPTED in limits
    assert Stage.ISSUED not in limits


def test_the_finder_asks_the_same_and_nothing_of_a_store_that_is_not_there(shop: Shop) -> None:
    order = give(shop)
    person = technician(shop)
    finder, asked = shop.finder, asks(shop, person)
    (no,) = finder.bench_numbers(BenchList.QUEUE, asked)
    assert finder.bench_rows((no, no + 1))[0].id == order
    top = finder.bench_next(asked)
    assert top is not None
    assert (top.id, finder.bench_person("Илья"), finder.bench_person("?")) == (order, person, None)
    law = Law("ru", ZoneInfo("Europe/Moscow"), asked.now)
    assert finder.bench_counts(asked)[BenchList.QUEUE] == 1
    shop.services.staff.add("Вера", "owner")
    assert (finder.bench_passed("Вера"), finder.bench_legal(law)) == ((), ())
    assert finder.bench_alarming(asked) == 0
    assert finder.bench_lost(person) == ()
    finder.close()
    finder.lock()
    assert (finder.bench_numbers(BenchList.QUEUE, asked), finder.bench_rows((no,))) == ((), ())
    assert (finder.bench_next(asked), finder.bench_person("Илья")) == (None, None)
    assert (finder.bench_counts(asked), finder.bench_passed("?")) == ({}, ())
    assert (finder.bench_legal(law), finder.bench_alarming(asked)) == ((), 0)
    assert finder.bench_lost(person) == ()
    finder.unlock(None)


def test_the_wall_counts_by_stage_and_what_is_ready_is_late_no_more(shop: Shop) -> None:
    late, ready = give(shop), give(shop)
    for order, stage in ((late, "in_repair"), (ready, "ready")):
        alter(shop, order, stage=stage, promised_at=LONG_AGO)
    finder = shop.finder
    watch = bench_limits.in_force(finder.preference, NOON, MOSCOW, "RU")
    columns = {one.stage: one for one in finder.bench_wall(watch, 5)}
    assert (columns["in_repair"].count, columns["in_repair"].late) == (1, 1)
    assert columns["in_repair"].rows[0].is_late
    assert (columns["ready"].count, columns["ready"].late) == (1, 0)
    assert columns["ready"].rows[0].promised_at is None
    finder.close()
    finder.lock()
    assert finder.bench_wall(watch, 5) == ()
    finder.unlock(None)


def test_the_wall_calls_late_what_the_overdue_list_does(shop: Shop) -> None:
    """Who waits for the client's word is not late, unless he repairs under a warranty."""
    waits = give(shop, repair_kind=RepairKind.PAID)
    presses = give(shop, repair_kind=RepairKind.WARRANTY)
    undated = give(shop)
    for order in (waits, presses):
        alter(shop, order, stage="awaiting_approval", promised_at=LONG_AGO)
    alter(shop, undated, stage="awaiting_approval", promised_at=None)
    alter(shop, give(shop), stage="in_repair", promised_at=LONG_AGO)
    watch = bench_limits.in_force(shop.finder.preference, NOON, MOSCOW, "RU")
    columns = {one.stage: one for one in shop.finder.bench_wall(watch, 5)}
    paused = columns["awaiting_approval"]
    number = shop.services.orders.card(presses).row.number
    assert (paused.count, paused.late) == (3, 1)
    assert [row.is_late for row in paused.rows] == [True, False, False]
    assert paused.rows[0].number == number
    assert paused.rows[1].promised_at is not None  # told, though it does not press
    overdue = listed(shop, BenchList.OVERDUE, asks(shop, watch=watch))
    assert len(overdue) == sum(column.late for column in columns.values()) == 2
    assert all(column.rows[0].is_late for column in shop.finder.bench_wall(watch, 1))


def test_what_somebody_must_look_at_counts_once_and_the_law_counts_too(
    shop: Shop, watch: Watch
) -> None:
    order = shop.services.intakes.receive(
        replace(INTAKE, repair_kind=RepairKind.WARRANTY, promised_at=None)
    ).order_id
    watch.forward(days=36)
    finder, zone = shop.finder, ZoneInfo("Europe/Moscow")
    asked = asker(
        watch(), zone, None, "", bench_limits.in_force(finder.preference, watch(), zone, "RU")
    )
    law = Law("ru", zone, watch())
    assert finder.bench_alarming(asked) == 1
    assert finder.bench_alarming(replace(asked, law=law)) == 1 + 2
    year, term = finder.bench_legal(law)
    assert (year.order_id, term.order_id, term.stage) == (order, order, "accepted")
    assert (year.left.kind, term.left.days_left) == (LegalKind.WARRANTY_YEAR, 9)
    assert finder.bench_counts(replace(asked, law=law))[BenchList.LEGAL] == 2
