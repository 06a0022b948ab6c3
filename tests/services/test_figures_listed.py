"""Behind every bar of a span stand its orders; sums in SQL say what sums in Python say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.models.cash import CashBox, Shift
from intake_app.models.orders import Order, Payment
from intake_app.models.people import Client
from intake_app.models.tasks import Skip
from intake_app.models.work import Line
from intake_app.services import due_sql, dues
from intake_app.services.figures_rows import Over
from tests.rigs.watch import NOON
from tests.services import workshop
from tests.services.test_figures import MONTH, add, alter, handed, line, moved, read

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def listed(services: Services, over: Over, key: str) -> set[UUID]:
    rows, count = services.figures.listed(over, key, MONTH)
    assert count == len(rows)
    return {row.id for row in rows}


def test_every_sum_opens_the_orders_it_is_made_of(services: Services, shop: Shop) -> None:
    first, second, third = (workshop.order(services, name) for name in "АБВ")
    ilya, oleg = (shop.services.staff.add(name, "").id for name in ("Илья", "Олег"))
    handed(services, first, technician_id=ilya, estimate_minor=700)
    handed(services, second, repair_kind="warranty")
    handed(services, third, estimate_minor=500)
    alter(services, third, stage_at=NOON - timedelta(days=90))
    add(services, line(first, 1_000, 100, technician_id=oleg))
    over = read(services).over
    kinds = {row.name: row.key for row in over.kinds}
    assert listed(services, Over.KIND, kinds["paid"]) == {first}
    assert listed(services, Over.KIND, kinds["warranty"]) == {second}
    people = {row.name: row.key for row in over.technicians}
    assert listed(services, Over.WORKER, people["Илья"]) == {first}
    assert listed(services, Over.WORKER, people["Олег"]) == {first}
    assert listed(services, Over.WORKER, people[""]) == {second}
    for row in over.clients:
        assert len(listed(services, Over.CLIENT, row.key)) == row.count


def test_behind_promises_stand_those_that_were_broken(services: Services) -> None:
    kept, late, waits = (workshop.order(services, name) for name in "АБВ")
    due = NOON - timedelta(hours=2)
    for order in (kept, late):
        alter(services, order, stage="ready", stage_at=NOON, promised_at=due)
    alter(services, waits, promised_at=NOON + timedelta(hours=2))
    add(
        services,
        moved(kept, "in_repair", "ready", due - timedelta(hours=1)),
        moved(late, "in_repair", "ready", due + timedelta(hours=1)),
    )
    over = read(services).over
    assert (over.first_promise.due, over.first_promise.kept) == (2, 1)
    assert listed(services, Over.FIRST, "") == listed(services, Over.LAST, "") == {late}
    assert listed(services, Over.TIME, "in_repair") == {kept, late}
    assert listed(services, Over.TIME, "testing") == set()


def test_money_and_what_was_passed_over(services: Services) -> None:
    order, other = (workshop.order(services, name) for name in "АБ")
    box = CashBox(created_at=NOON, name="Касса")
    add(services, box)
    shift = Shift(box_id=box.id, float_minor=0, currency="RUB", at=NOON, by="Анна")
    add(services, shift)
    usual = {"kind": "payment", "currency": "RUB", "by": "Анна", "at": NOON}
    add(
        services,
        Payment(order_id=order, method="cash", minor=5, shift_id=shift.id, **usual),  # pyright: ignore[reportArgumentType]
        Payment(order_id=other, method="card", minor=7, **usual),  # pyright: ignore[reportArgumentType]
        Skip(order_id=other, reason="client", at=NOON, by="Илья"),
    )
    assert listed(services, Over.WAY, "cash") == {order}
    assert listed(services, Over.WAY, "card") == {other}
    (kept,) = read(services).over.shifts
    assert listed(services, Over.SHIFT, kept.key) == {order}
    assert listed(services, Over.PASSED, "client|Илья") == {other}
    assert listed(services, Over.PASSED, "no_part|Илья") == set()


LINE = st.tuples(
    st.sampled_from(["work", "part"]), st.integers(1, 9_999), st.integers(0, 10**6), st.booleans()
)
CARD = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(
            ["accepted", "issued", "issued_no_repair", "ready_no_repair", "cancelled", "disposed"]
        ),
        "repair_kind": st.sampled_from(["paid", "warranty", "own_warranty", "onsite"]),
        "estimate_minor": st.none() | st.integers(0, 10**6),
        "travel_minor": st.none() | st.integers(0, 10**5),
    }
)
USUAL = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@USUAL
@given(st.lists(LINE, max_size=4), st.integers(0, 10_000), CARD)
def test_sql_and_python_come_to_the_same(
    services: Services,
    lines: list[tuple[str, int, int, bool]],
    discount: int,
    card: dict[str, object],
) -> None:
    ident = workshop.order(services)
    alter(services, ident, **card)
    with services.figures.store.writing() as session:
        row = session.get_one(Order, ident)
        session.get_one(Client, row.client_id).discount_bp = discount
    made = [
        Line(order_id=ident, created_at=NOON, by="Илья", kind=what, text="x", quantity=count,
             price_minor=price, cost_minor=price // 2, archived=gone)
        for what, count, price, gone in lines
    ]  # fmt: skip
    add(services, *made)
    asked = f"WITH {due_sql.priced('SELECT ?1 AS id')} SELECT due FROM priced"  # noqa: S608 - ours
    with services.figures.store.reading() as session:
        (due,) = session.driver.execute(asked, (ident.bytes,)).fetchone()
        assert due == dues.standing(session.driver, ident).account.due
