"""What the orders handed over in a span brought and cost, by kind, technician and client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from intake_app.checks import line_sums, measures
from intake_app.services import due_sql
from intake_app.services.figures_rows import Earned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

_STEP = 5000
HANDED = (
    "SELECT o.id FROM \"order\" o WHERE o.stage IN ('issued', 'issued_no_repair')"
    " AND o.currency = ?3 AND coalesce(o.stage_at,"
    " (SELECT max(s.at) FROM stage s WHERE s.order_id = o.id), o.accepted_at) BETWEEN ?1 AND ?2"
)
"""The orders of a span: from, until, and the currency."""
_PRICED = (
    f"WITH {due_sql.priced(HANDED)} SELECT id, kind, technician_id, client,"  # noqa: S608 - ours
    " client_name, due, worked, sent, mixed, count(*) OVER () FROM priced"
)
_LINES = (
    "SELECT order_id, technician_id, quantity, price_minor, cost_minor FROM line WHERE NOT archived"
    " AND order_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY order_id, id"
)
_STAFF = "SELECT id, name FROM staff"


class _Order(NamedTuple):
    id: bytes
    kind: str
    technician: bytes | None
    client: bytes
    name: str
    due: int | None
    worked: int
    sent: int
    mixed: int
    of: int


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
        self._found: dict[str, list[int]] = {}

    def add(self, key: str, revenue: int, cost: int, *, count: int = 1) -> None:
        entry = self._found.setdefault(key, [0, 0, 0])
        entry[0] += count
        entry[1] += revenue
        entry[2] += cost

    def rows(self, names: Mapping[str, str]) -> tuple[Earned, ...]:
        found = self._found.items()
        made = (Earned(names.get(key, key), *entry, key=key) for key, entry in found)
        return tuple(sorted(made, key=_by_revenue))


def takings(
    driver: Connection,
    span: tuple[str, str],
    currency: str,
    progress: Callable[[int, int], None],
) -> Takings:
    """Sum up; `progress` hears how many orders of how many are done."""
    kinds, people, clients = _Sums(), _Sums(), _Sums()
    names: dict[str, str] = {}
    unpriced = done = 0
    rows = driver.execute(_PRICED, (*span, currency))
    while chunk := [_Order(*row) for row in rows.fetchmany(_STEP)]:
        lines = _lines(driver, [one.id for one in chunk if one.mixed])
        for one in chunk:
            cost, client = one.worked + one.sent, one.client.hex()
            unpriced += one.due is None
            kinds.add(one.kind, one.due or 0, cost)
            clients.add(client, one.due or 0, cost)
            names[client] = one.name
            _add_people(people, one, lines.get(one.id, ()))
        done += len(chunk)
        progress(done, chunk[0].of)
    staff = {ident.hex(): name for ident, name in driver.execute(_STAFF).fetchall()}
    return Takings(kinds.rows({}), people.rows(staff), clients.rows(names), unpriced)


def _add_people(people: _Sums, order: _Order, lines: Sequence[_Line]) -> None:
    """Each gets his part of the price by his lines; what is no line's is the order's own."""
    own, due = order.technician.hex() if order.technician else "", order.due or 0
    if not order.mixed:
        people.add(own, due, order.worked + order.sent)
        return
    weights: dict[str, int] = {}
    costs: dict[str, int] = {own: order.sent}
    for line in lines:
        who = line.technician or own
        weights[who] = weights.get(who, 0) + line.price
        costs[who] = costs.get(who, 0) + line.cost
    shares = measures.shared(due, weights) or {own: due}
    for who in dict.fromkeys((*costs, *shares)):
        people.add(who, shares.get(who, 0), costs.get(who, 0), count=int(who == own))


def _lines(driver: Connection, orders: Sequence[bytes]) -> Mapping[bytes, list[_Line]]:
    """The lines of orders that more than one technician worked on."""
    asked = (json.dumps([one.hex() for one in orders]),)
    lines: dict[bytes, list[_Line]] = {}
    for order, technician, quantity, price, cost in driver.execute(_LINES, asked).fetchall():
        who = technician.hex() if technician else ""
        sums = (line_sums.line_sum(quantity, price), line_sums.line_sum(quantity, cost))
        lines.setdefault(order, []).append(_Line(who, *sums))
    return lines


def _by_revenue(row: Earned) -> tuple[int, int, str]:
    return -row.revenue, -row.count, row.name
