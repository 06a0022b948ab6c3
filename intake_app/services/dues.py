"""What orders cost and what was paid for them, by plain SQL in any transaction. Light."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from intake_app.checks import line_sums
from intake_app.checks.account import Account, Entry, account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlcipher3.dbapi2 import Connection

_HEADS = (
    "SELECT o.id, o.repair_kind, o.stage, o.estimate_minor, coalesce(o.travel_minor, 0),"
    " coalesce(r.discount_bp, c.discount_bp)"
    ' FROM "order" o JOIN client c ON c.id = o.client_id'
    " LEFT JOIN client r ON r.id = c.merged_into"
    " WHERE o.id IN (SELECT unhex(value) FROM json_each(?))"
)
_LINES = (
    "SELECT order_id, kind, quantity, price_minor FROM line WHERE NOT archived"
    " AND order_id IN (SELECT unhex(value) FROM json_each(?))"
)
_PAYMENTS = (
    "SELECT order_id, id, kind, method, minor, owed_minor, reverses FROM payment"
    " WHERE order_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY at, id"
)
_FREE = frozenset({"warranty"})  # whoever gave the warranty pays
_OUR_FAULT = "own_warranty"
_UNREPAIRED = frozenset({"ready_no_repair", "issued_no_repair"})
_NOTHING_DUE = frozenset({"cancelled", "disposed"})


class Standing(NamedTuple):
    """An order's sums, and the facts they come from."""

    account: Account
    entries: tuple[Entry, ...]


def standing(driver: Connection, order: UUID) -> Standing:
    """How one order stands; one that is not here owes nothing and was paid nothing."""
    return standings(driver, (order,)).get(order, Standing(Account(None, 0, 0), ()))


def standings(driver: Connection, orders: Iterable[UUID]) -> Mapping[UUID, Standing]:
    """How orders stand, in three questions however many they are."""
    asked = (json.dumps([one.bytes.hex() for one in orders]),)
    lines: dict[bytes, list[line_sums.Sum]] = {}
    for order, kind, quantity, price in driver.execute(_LINES, asked).fetchall():
        lines.setdefault(order, []).append(line_sums.Sum(kind, quantity, price))
    entries: dict[bytes, list[Entry]] = {}
    for order, ident, kind, method, minor, owed, reverses in driver.execute(
        _PAYMENTS, asked
    ).fetchall():
        back = reverses.hex() if reverses else ""
        entries.setdefault(order, []).append(Entry(ident.hex(), kind, method, minor, owed, back))
    found: dict[UUID, Standing] = {}
    for order, kind, stage, estimate, travel, discount in driver.execute(_HEADS, asked).fetchall():
        own = tuple(entries.get(order, ()))
        due = _due((kind, stage), (estimate, travel, discount), lines.get(order))
        found[UUID(bytes=order)] = Standing(account(due, own), own)
    return found


def _due(
    what: tuple[str, str],
    agreed: tuple[int | None, int, int],
    lines: list[line_sums.Sum] | None,
) -> int | None:
    """By the lines where there are some; else by the price that was said, if it was done."""
    (kind, stage), (estimate, travel, discount) = what, agreed
    if stage in _NOTHING_DUE or kind in _FREE:
        return 0
    if lines is not None:
        return line_sums.totals(lines, discount).due + travel
    if stage in _UNREPAIRED or (kind == _OUR_FAULT and estimate is None):
        return travel
    return None if estimate is None else estimate + travel
