"""The figures of the shop: parts that come to the whole, and nobody sees them without the right."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3.dbapi2 import OperationalError

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models.agreeing import Notice
from intake_app.models.cash import CashBox, Shift, ShiftClose
from intake_app.models.orders import Order, Payment, StageMove
from intake_app.models.storage import Place
from intake_app.models.tasks import Skip
from intake_app.models.work import Line, OutsideJob
from intake_app.services import figures_file
from intake_app.services.charts import Bar, Chart, Table
from intake_app.services.figures_rows import By, Earned, Over, Period, Span, WayIn, before, span_of
from tests.rigs.watch import NOON
from tests.services import workshop

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.figures_rows import Figures
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

TODAY = NOON.date()
MONTH = Span(TODAY.replace(day=1), TODAY)


def quiet(_done: int, _of: int) -> None:
    """Hear nothing."""


def read(services: Services, span: Span = MONTH) -> Figures:
    return services.figures.read(span, quiet)


def alter(services: Services, order: UUID, **values: object) -> None:
    with services.figures.store.writing() as session:
        row = session.get(Order, order)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)


def add(services: Services, *rows: object) -> None:
    with services.figures.store.writing() as session:
        for row in rows:
            session.add(row)


def moved(order: UUID, before: str, after: str, at: datetime) -> StageMove:
    return StageMove(order_id=order, from_stage=before, to_stage=after, at=at, by="Илья")


def handed(services: Services, order: UUID, **values: object) -> None:
    alter(services, order, stage="issued", stage_at=NOON, **values)


def line(order: UUID, price: int, cost: int, **more: object) -> Line:
    made = {"kind": "work", "text": "работа", "created_at": NOON, "by": "Илья"}
    return Line(order_id=order, price_minor=price, cost_minor=cost, **made, **more)  # pyright: ignore[reportArgumentType]


def test_what_is_in_the_shop_by_everything(services: Services, shop: Shop, watch: Watch) -> None:
    watch.forward(days=-5)
    second = workshop.order(services, "Б")
    watch.forward(days=5)
    first, third = (workshop.order(services, name) for name in "АВ")
    person = shop.services.staff.add("Илья", "").id
    shelf = Place(created_at=NOON, name="А1")
    add(services, shelf)
    alter(services, first, agreed_value_minor=5_000, technician_id=person, place_id=shelf.id)
    alter(services, second, promised_at=NOON - timedelta(hours=1))
    handed(services, third)
    seen = read(services).held
    told = {
        by: [(row.key, row.name, row.count, row.valued, row.unvalued) for row in seen[by]]
        for by in By
    }
    assert told[By.STAGE] == [("accepted", "", 2, 5_000, 1)]
    assert told[By.AGE] == [("0", "", 1, 5_000, 0), ("2", "", 1, 0, 1)]
    assert sorted(told[By.TECHNICIAN]) == [
        ("", "", 1, 0, 1),
        (person.hex, "Илья", 1, 5_000, 0),
    ]
    assert sorted(row[1:3] for row in told[By.PLACE]) == [("", 1), ("А1", 1)]
    assert told[By.LATE] == [("overdue", "", 1, 0, 1)]
    rows, count = services.figures.behind(By.STAGE, "accepted")
    assert [row.id for row in rows] == [second, first]
    assert count == 2
    assert (rows[1].place, rows[1].technician, rows[1].valued) == ("А1", "Илья", 5_000)
    assert rows[0].promised_at == NOON - timedelta(hours=1)
    assert services.figures.behind(By.LATE, "stuck") == ((), 0)


def test_the_first_promise_and_the_last_are_counted_apart(services: Services) -> None:
    kept, late, open_one, moved_on = (workshop.order(services, name) for name in "АБВГ")
    due = NOON - timedelta(hours=2)
    for order in (kept, late, open_one, moved_on):
        alter(services, order, promised_at=due)
    add(
        services,
        moved(kept, "in_repair", "ready", due - timedelta(hours=1)),
        moved(late, "in_repair", "ready", due + timedelta(hours=1)),
        moved(moved_on, "in_repair", "ready", due + timedelta(hours=1)),
        Notice(
            order_id=moved_on, kind="promise", channel="", text="ждём", said_at=due, cause="shop",
            before=due, until=NOON - timedelta(minutes=1), at=due, by="Анна",
        ),
    )  # fmt: skip
    alter(services, kept, stage="ready", stage_at=NOON)
    alter(services, late, stage="ready", stage_at=NOON)
    alter(services, moved_on, stage="ready", promised_at=NOON - timedelta(minutes=1))
    over = read(services).over
    assert (over.first_promise.due, over.first_promise.kept) == (4, 1)
    assert (over.last_promise.due, over.last_promise.kept) == (4, 2)
    alter(services, open_one, promised_at=NOON + timedelta(hours=1))  # not due yet
    assert read(services).over.last_promise.due == 3
    long_ago = workshop.order(services, "Д")
    alter(services, long_ago, promised_at=due)
    add(
        services,
        Notice(
            order_id=long_ago, kind="promise", channel="", text="ждём", said_at=due, cause="shop",
            before=NOON - timedelta(days=40), until=due, at=due, by="Анна",
        ),
    )  # fmt: skip
    over = read(services).over
    assert (over.first_promise.due, over.last_promise.due) == (4 - 1, 4)
    gone = Span(date(2025, 1, 1), date(2025, 2, 1))
    assert read(services, gone).over.first_promise.due == 0


def test_hours_of_work_at_a_stage(services: Services) -> None:
    order = workshop.order(services)
    begun = datetime(2026, 11, 19, 9, tzinfo=UTC)  # noon in Moscow, Thursday
    add(
        services,
        moved(order, "accepted", "diagnostics", begun),
        moved(order, "diagnostics", "in_repair", begun + timedelta(hours=2)),
        moved(order, "in_repair", "ready", begun + timedelta(days=1)),
    )
    times = {row.stage: row for row in read(services).over.times}
    assert times["diagnostics"].median == pytest.approx(2)
    assert times["in_repair"].most == pytest.approx(6)
    assert times["accepted"].median == 0  # whatever came before is not known


def test_what_was_earned_comes_to_the_same_in_three_ways(services: Services, shop: Shop) -> None:
    paid, estimated, warranty, unpriced = (workshop.order(services, name) for name in "АБВГ")
    main, other = (shop.services.staff.add(name, "").id for name in ("Илья", "Олег"))
    handed(services, paid, technician_id=main)
    handed(services, estimated, estimate_minor=700)
    handed(services, warranty, repair_kind="warranty", technician_id=main)
    handed(services, unpriced, estimate_minor=None)
    add(
        services,
        line(paid, 1_000, 100),
        line(paid, 500, 50, technician_id=other),
        line(warranty, 900, 300, technician_id=main),
        OutsideJob(order_id=paid, at=NOON, by="Анна", partner="Цех", cost_minor=20),
    )
    over = read(services).over
    for rows in (over.kinds, over.technicians, over.clients):
        assert sum(row.revenue for row in rows) == 2_200
        assert sum(row.cost for row in rows) == 470
        assert sum(row.count for row in rows) == 4
    people = {row.name: (row.revenue, row.cost, row.profit) for row in over.technicians}
    assert people["Илья"] == (1_000, 420, 580)
    assert people["Олег"] == (500, 50, 450)
    assert people[""] == (700, 0, 700)
    assert over.unpriced == 1
    assert read(services, span_of(Period.TODAY, TODAY - timedelta(1))).over.kinds == ()


def test_money_in_against_the_box(services: Services) -> None:
    order = workshop.order(services)
    assert not read(services).over.keeps_boxes
    box = CashBox(created_at=NOON, name="Касса")
    add(services, box)
    day = NOON - timedelta(hours=8)
    closed = Shift(box_id=box.id, float_minor=100, currency="RUB", at=day, by="Анна")
    going = Shift(box_id=box.id, float_minor=0, currency="RUB", at=NOON, by="Анна")
    add(services, closed, going)
    usual = {"order_id": order, "kind": "payment", "currency": "RUB", "by": "Анна"}
    add(
        services,
        Payment(method="cash", minor=500, at=day, shift_id=closed.id, **usual),  # pyright: ignore[reportArgumentType]
        Payment(method="cash", minor=70, at=NOON, **usual),  # pyright: ignore[reportArgumentType]
        Payment(method="card", minor=300, at=NOON, shift_id=going.id, **usual),  # pyright: ignore[reportArgumentType]
        Payment(method="offset", minor=9, at=NOON, **usual),  # pyright: ignore[reportArgumentType]
        ShiftClose(shift_id=closed.id, expected_minor=600, counted_minor=590, at=NOON, by="Вера"),
    )
    over = read(services).over
    assert over.keeps_boxes
    assert over.ways == (WayIn("cash", 570, 500), WayIn("card", 300, 300))
    assert over.ways[0].outside == 70
    assert [(row.by, row.expected, row.counted, row.apart, row.late) for row in over.shifts] == [
        ("Вера", 600, 590, -10, 0),
        ("Анна", 0, None, 0, 0),
    ]


def test_who_passed_over_what_was_next(services: Services) -> None:
    order = workshop.order(services)
    add(
        services,
        *(Skip(order_id=order, reason="no_part", at=NOON, by="Илья") for _ in range(2)),
        Skip(order_id=order, reason="client", at=NOON, by="Илья"),
    )
    passed = read(services).over.passed
    assert [(row.reason, row.count) for row in passed] == [("no_part", 2), ("client", 1)]


def test_progress_is_told(services: Services) -> None:
    handed(services, workshop.order(services))
    heard: list[tuple[int, int]] = []

    def hear(done: int, of: int) -> None:
        heard.append((done, of))

    services.figures.read(MONTH, hear)
    assert heard[0][0] > 0
    assert heard == sorted(heard)
    assert heard[-1] == (100, 100)


def test_counting_can_be_stopped(services: Services) -> None:
    for name in "АБВ":
        handed(services, workshop.order(services, name))
    impatient = replace(services.figures, often=1)
    for patience in (0, 1, 50):
        left = [None] * patience

        def stopped(left: list[None] = left) -> bool:
            return not (left and [left.pop()])

        with pytest.raises(RejectedError) as caught:
            impatient.read(MONTH, quiet, stopped)
        assert caught.value.problem is Problem.STOPPED
    assert read(services).over.kinds  # the reader is as it was


@pytest.mark.parametrize("role", ["technician", "reception", "storekeeper", "cashier"])
def test_who_may_not_sees_no_figure(services: Services, shop: Shop, role: str) -> None:
    workshop.stands(shop, "Некто", role)
    for ask in (
        lambda: services.figures.read(MONTH, quiet),
        lambda: services.figures.behind(By.STAGE, "accepted"),
        lambda: services.figures.listed(Over.KIND, "paid", MONTH),
    ):
        with pytest.raises(RejectedError) as refused:
            ask()
        assert refused.value.problem is Problem.NOT_ALLOWED
    workshop.stands(shop, "Глава", "manager")
    assert services.figures.read(MONTH, quiet).currency == "RUB"


def test_spans_begin_whole_and_follow_each_other() -> None:
    day = date(2026, 11, 22)  # a Sunday
    spans = {period: span_of(period, day) for period in Period}
    assert spans[Period.TODAY] == spans[Period.OWN] == Span(day, day)
    assert spans[Period.WEEK].first == date(2026, 11, 16)
    assert spans[Period.MONTH].first == date(2026, 11, 1)
    assert spans[Period.QUARTER].first == date(2026, 10, 1)
    assert before(Period.MONTH, spans[Period.MONTH]) == Span(date(2026, 10, 1), date(2026, 10, 31))
    quarter = before(Period.QUARTER, spans[Period.QUARTER])
    assert quarter == Span(date(2026, 7, 1), date(2026, 9, 30))
    assert before(Period.WEEK, spans[Period.WEEK]) == Span(date(2026, 11, 9), date(2026, 11, 15))
    own = Span(date(2026, 11, 20), day)
    assert before(Period.OWN, own) == Span(date(2026, 11, 17), date(2026, 11, 19))


def test_a_day_of_the_shop_may_have_another_length() -> None:
    begin, after = Span(date(2026, 3, 29), date(2026, 3, 29)).moments(ZoneInfo("Europe/Berlin"))
    assert after - begin == timedelta(hours=23)


def test_files_for_a_spreadsheet_hold_no_formula(tmp_path: Path) -> None:
    table = Table("clients", ("", "Sum"), [("=1+1", 12.5), ("Ромашка", 3)])
    (path,) = figures_file.write(tmp_path / "new", (table,), ",")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows == [["", "Sum"], ["'=1+1", "12,50"], ["Ромашка", "3"]]
    with pytest.raises(UnavailableError) as refused:
        figures_file.write(path, (table,))
    assert refused.value.problem is Problem.FILE_UNWRITABLE


def test_the_longest_bar_fills_the_width() -> None:
    assert Chart("a", "A", (Bar("x", "1", 1), Bar("y", "2", 2))).most == 2
    assert Chart("a", "A", ()).most == 0
    assert Chart("a", "A", (Bar("x", "1", 1),), full=100).most == 100
    assert Earned("x", 1, 10, 15).profit == -5


def test_a_trouble_of_the_store_is_no_stop(services: Services) -> None:
    """The machine was told to end, and nobody had asked for that when it was looked at again."""
    handed(services, workshop.order(services))
    answers = iter([False, True])

    def stopped() -> bool:
        return next(answers, False)

    with pytest.raises(OperationalError):
        replace(services.figures, often=1).read(MONTH, quiet, stopped)
