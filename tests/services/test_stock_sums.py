"""Whatever is asked for: what is shown is the sum of the facts, and no more is set aside."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.errors import RejectedError
from intake_app.services.work_rows import LineDraft
from tests.services.workshop import SCREEN, order

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

pieces = st.integers(1, 4).map(lambda number: number * 500)
steps = st.lists(
    st.tuples(
        st.sampled_from(
            ("receive", "add", "used", "reserved", "wanted", "edit", "remove", "count", "off")
        ),
        st.integers(0, 5),
        pieces,
    ),
    max_size=14,
)


def carry_out(services: Services, asked: UUID, item: UUID, step: tuple[str, int, int]) -> None:
    what, nth, quantity = step
    lines, stock = services.lines, services.stock
    there = lines.sheet(asked).lines
    if what == "receive":
        stock.receive(item, quantity)
    elif what == "add":
        lines.add(asked, LineDraft(item_id=item, quantity=quantity))
    elif what == "count":
        stock.count({item: quantity})
    elif what == "off":
        stock.write_off(item, quantity, "разбит")
    elif there and what == "edit":
        lines.edit(there[nth % len(there)].id, {"quantity": quantity})
    elif there and what == "remove":
        lines.remove(there[nth % len(there)].id)
    elif there:
        lines.part(there[nth % len(there)].id, what)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_the_books_agree_with_the_facts(
    services: Services, steps: list[tuple[str, int, int]]
) -> None:
    item, asked = services.price_list.add(SCREEN), order(services)
    counted = False
    for step in steps:
        with suppress(RejectedError):
            carry_out(services, asked, item, step)
            counted = counted or step[0] == "count"
        row = next(one for one in services.stock.rows() if one.id == item)
        with services.lines.store.reading() as session:
            facts = session.driver.execute(
                "SELECT kind, quantity FROM stock_move WHERE item_id = ?", (item.bytes,)
            ).fetchall()
        there = sum(number for kind, number in facts if kind not in {"reserved", "released"})
        held = {"reserved": 1, "released": -1}
        assert row.there == there
        assert row.reserved == sum(held.get(kind, 0) * number for kind, number in facts)
        assert row.there >= 0
        lines = services.lines.sheet(asked).lines
        asked_for = sum(line.quantity for line in lines if line.state == "reserved")
        assert row.reserved in {0, asked_for}
        assert counted or 0 <= row.reserved <= row.there
