"""What the orders handed over in a span brought and cost, by kind, technician and client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from intake_app.checks import line_sums, measures
from intake_app.services import dues
from intake_app.services.figures_rows import Earned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

_STEP = 2000
_HANDED = (
    "SELECT o.id, o.repair_kind, o.technician_id, coalesce(r.id, c.id), coalesce(r.name, c.name)"
    ' FROM "order" o JOIN client c ON c.id = o.client_id LEFT JOIN client r ON r.id = c.merged_into'
    " WHERE o.stage IN ('issued', 'issued_no_repair') AND o.currency = ?3"
    " AND coalesce(o.stage_at, (SELECT max(s.at) FROM stage s WHERE s.order_id = o.id),"
    " o.accepted_at) BETWEEN ?1 AND ?2 ORDER BY o.no"
)
_LINES = (
    "SELECT order_id, technician_id, quantity, price_minor, cost_minor FROM line WHERE NOT archived"
    " AND order_id IN (SELECT unhex(value) FROM json_each(?))"
)
_OUTSIDE = (
    "SELECT order_id, sum(cost_minor) FROM outside_job WHERE cost_minor IS NOT NULL"
    " AND order_id IN (SELECT unhex(value) FROM json_each(?)) GROUP BY order_id"
)
_STAFF = "SELECT id, name FROM staff"


class _Order(NamedTuple):
    id: bytes
    kind: str
    technician: str
    client: bytes
    name: str


class _Line(NamedTuple):
    technician: str
    price: int
    cost: int


class Takings(NamedTuple):
    """The same sums told apart in three ways, and how many orders nobody named a price for."""

    kinds: tuple[Earned, ...]
    technicians: tuple[Earned, ...]
    clients: tuple[Earned, ...]
    unpriced: int


class _Sums:
    """Counts, revenue and cost by a key."""

    def __init__(self) -> None:
        self._found: dict[object, list[int]] = {}

    def add(self, key: object, revenue: int, cost: int, *, count: int = 1) -> None:
        entry = self._found.setdefault(key, [0, 0, 0])
        entry[0] += count
        entry[1] += revenue
        entry[2] += cost

    def rows(self, names: Mapping[object, str]) -> tuple[Earned, ...]:
        made = (Earned(names.get(key, str(key)), *entry) for key, entry in self._found.items())
        return tuple(sorted(made, key=_by_revenue))


def takings(
    driver: Connection,
    span: tuple[str, str],
    currency: str,
    progress: Callable[[int, int], None],
) -> Takings:
    """Sum up; `progress` hears how many orders of how many are done."""
    orders = [
        _Order(ident, kind, technician.hex() if technician else "", client, name)
        for ident, kind, technician, client, name in driver.execute(_HANDED, (*span, currency))
    ]
    kinds, people, clients = _Sums(), _Sums(), _Sums()
    unpriced = 0
    for first in range(0, len(orders), _STEP):
        chunk = orders[first : first + _STEP]
        known = dues.standings(driver, [UUID(bytes=one.id) for one in chunk])
        lines, outside = _costs(driver, chunk)
        for one in chunk:
            due = known[UUID(bytes=one.id)].account.due
            unpriced += due is None
            own, sent = lines.get(one.id, ()), outside.get(one.id, 0)
            cost = sum(line.cost for line in own) + sent
            kinds.add(one.kind, due or 0, cost)
            clients.add(one.client, due or 0, cost)
            _add_people(people, one, (due or 0, sent), own)
        progress(min(first + _STEP, len(orders)), len(orders))
    staff = {ident.hex(): name for ident, name in driver.execute(_STAFF).fetchall()}
    return Takings(
        kinds.rows({}),
        people.rows(staff),
        clients.rows({one.client: one.name for one in orders}),
        unpriced,
    )


def _add_people(
    people: _Sums, order: _Order, sums: tuple[int, int], lines: Sequence[_Line]
) -> None:
    """Each gets his part of the price by his lines; what is no line's is the order's own."""
    due, sent = sums
    weights: dict[str, int] = {}
    costs: dict[str, int] = {}
    for line in lines:
        who = line.technician or order.technician
        weights[who] = weights.get(who, 0) + line.price
        costs[who] = costs.get(who, 0) + line.cost
    costs[order.technician] = costs.get(order.technician, 0) + sent
    shares = measures.shared(due, weights) or {order.technician: due}
    for who in dict.fromkeys((order.technician, *costs, *shares)):
        is_his = who == order.technician
        people.add(who, shares.get(who, 0), costs.get(who, 0), count=int(is_his))


def _costs(
    driver: Connection, orders: Iterable[_Order]
) -> tuple[Mapping[bytes, list[_Line]], Mapping[bytes, int]]:
    asked = (json.dumps([one.id.hex() for one in orders]),)
    lines: dict[bytes, list[_Line]] = {}
    for order, technician, quantity, price, cost in driver.execute(_LINES, asked):
        who = technician.hex() if technician else ""
        sums = (line_sums.line_sum(quantity, price), line_sums.line_sum(quantity, cost))
        lines.setdefault(order, []).append(_Line(who, *sums))
    return lines, dict(driver.execute(_OUTSIDE, asked).fetchall())


def _by_revenue(row: Earned) -> tuple[int, int, str]:
    return -row.revenue, -row.count, row.name
