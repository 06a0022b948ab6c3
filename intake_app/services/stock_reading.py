"""What is in the stock: sums of its facts, by plain SQL. Light."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from intake_app.services.work_rows import PriceDraft, StockRow, WantedRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ITEM = ", ".join(f"i.{field.name}" for field in fields(PriceDraft))
_THERE = "sum(CASE WHEN m.kind IN ('reserved', 'released') THEN 0 ELSE m.quantity END)"
_RESERVED = "sum(CASE m.kind WHEN 'reserved' THEN m.quantity WHEN 'released' THEN -m.quantity END)"
_LAST_COST = (
    "(SELECT c.cost_minor FROM stock_move c WHERE c.item_id = i.id AND c.kind = 'received'"
    " AND c.cost_minor IS NOT NULL ORDER BY c.at DESC, c.id DESC LIMIT 1)"
)
_SERIALS = (
    "SELECT serial FROM stock_move WHERE item_id = ? AND serial <> ''"
    " AND kind NOT IN ('reserved', 'released') GROUP BY serial HAVING sum(quantity) > 0"
    " ORDER BY min(id)"
)
_SUMS = (
    f"SELECT coalesce({_THERE}, 0), coalesce({_RESERVED}, 0)"  # noqa: S608 - constants of this module
    " FROM stock_move m WHERE m.item_id = ?"
)
_HELD = (
    "SELECT coalesce(sum(CASE kind WHEN 'reserved' THEN quantity ELSE -quantity END), 0)"
    " FROM stock_move WHERE line_id = ? AND kind IN ('reserved', 'released')"
)
_BUILT_IN = (
    "SELECT coalesce(-sum(quantity), 0) FROM stock_move WHERE line_id = ?"
    " AND kind IN ('used', 'returned')"
)
_ROWS = (
    f"SELECT i.id, {_ITEM}, coalesce(t.there, 0), coalesce(t.reserved, 0), {_LAST_COST}"  # noqa: S608
    " FROM price_item i LEFT JOIN (SELECT m.item_id AS item_id,"
    f" {_THERE} AS there, {_RESERVED} AS reserved FROM stock_move m GROUP BY m.item_id) t"
    " ON t.item_id = i.id WHERE i.kind = 'part' AND (NOT i.archived OR coalesce(t.there, 0) <> 0)"
    " ORDER BY i.text, i.id"
)
_ONE_COST = f"SELECT {_LAST_COST} FROM price_item i WHERE i.id = ?"  # noqa: S608 - the same
_SERIAL_COST = (
    "SELECT cost_minor FROM stock_move WHERE item_id = ? AND serial = ? AND kind = 'received'"
    " AND cost_minor IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1"
)
OPEN = (
    "o.stage NOT IN ('issued', 'issued_no_repair', 'cancelled', 'disposed', 'unclaimed',"
    " 'ready_no_repair')"
)
"""Orders whose parts are still waited for."""
_WANTED = (
    "SELECT l.id, l.item_id, l.text, coalesce(i.article, ''), l.quantity,"  # noqa: S608 - the same
    " l.state, l.order_id,"
    " o.number, d.brand, d.model, d.kind, coalesce(s.name, ''), l.created_at, l.eta"
    ' FROM line l JOIN "order" o ON o.id = l.order_id JOIN device d ON d.id = o.device_id'
    " LEFT JOIN price_item i ON i.id = l.item_id LEFT JOIN staff s ON s.id = coalesce("
    f"l.technician_id, o.technician_id) WHERE l.state IN ('wanted', 'ordered') AND {OPEN}"
    " AND NOT l.archived ORDER BY l.created_at, l.id"
)
_WAITING = (
    "SELECT l.id, l.order_id, l.quantity, l.text, o.number,"  # noqa: S608 - the same
    " coalesce(l.technician_id,"
    ' o.technician_id) FROM line l JOIN "order" o ON o.id = l.order_id'
    f" WHERE l.item_id = ? AND l.state IN ('wanted', 'ordered') AND {OPEN}"
    " AND NOT l.archived ORDER BY l.created_at, l.id"
)


class Sums(NamedTuple):
    """Thousandths of one part."""

    there: int
    reserved: int

    @property
    def free(self) -> int:
        """What may be taken."""
        return self.there - self.reserved


class Waiting(NamedTuple):
    """A line that waits for a part."""

    line: UUID
    order: UUID
    quantity: int
    text: str
    number: str
    technician: UUID | None


def sums(driver: Connection, item: UUID) -> Sums:
    """What is there of a part, and what of it is set aside."""
    return Sums(*driver.execute(_SUMS, (item.bytes,)).fetchone())


def held(driver: Connection, line: UUID) -> int:
    """What is set aside for a line."""
    return int(driver.execute(_HELD, (line.bytes,)).fetchone()[0])


def built_in(driver: Connection, line: UUID) -> int:
    """What was taken out of the stock for a line and did not come back."""
    return int(driver.execute(_BUILT_IN, (line.bytes,)).fetchone()[0])


def serials(driver: Connection, item: UUID) -> tuple[str, ...]:
    """Numbers of the pieces that are there, who came first stands first."""
    return tuple(row[0] for row in driver.execute(_SERIALS, (item.bytes,)).fetchall())


def cost(driver: Connection, item: UUID, serial: str = "") -> int | None:
    """What one cost at its last receipt, or what that very piece did."""
    row = driver.execute(_SERIAL_COST, (item.bytes, serial)).fetchone() if serial else None
    row = row or driver.execute(_ONE_COST, (item.bytes,)).fetchone()
    return None if row is None else row[0]


def rows(driver: Connection, *, with_costs: bool) -> tuple[StockRow, ...]:
    """Every part of the price list, and those put away of which something is still there."""
    names = [field.name for field in fields(PriceDraft)]
    found: list[StockRow] = []
    for ident, *values, there, reserved, last in driver.execute(_ROWS).fetchall():
        known = dict(zip(names, values, strict=True))
        known["by_serial"] = bool(known["by_serial"])
        item = UUID(bytes=ident)
        pieces = serials(driver, item) if known["by_serial"] else ()
        row = StockRow(item, PriceDraft(**known), there, reserved, last, pieces)
        found.append(row if with_costs else _uncosted(row))
    return tuple(found)


def wanted(driver: Connection) -> tuple[WantedRow, ...]:
    """What orders wait for, the longest first, then what the stock itself has too little of."""
    found = (_wanted(row) for row in driver.execute(_WANTED).fetchall())
    return (*found, *_too_few(driver))


def waiting(driver: Connection, item: UUID) -> tuple[Waiting, ...]:
    """Lines that wait for a part, who asked first stands first."""
    return tuple(
        Waiting(
            UUID(bytes=line),
            UUID(bytes=order),
            quantity,
            text,
            number,
            None if technician is None else UUID(bytes=technician),
        )
        for line, order, quantity, text, number, technician in driver.execute(
            _WAITING, (item.bytes,)
        ).fetchall()
    )


def _uncosted(row: StockRow) -> StockRow:
    return replace(row, item=replace(row.item, cost_minor=None), cost_minor=None)


def _wanted(row: Any) -> WantedRow:  # noqa: ANN401 - the driver's rows are untyped
    line, item, text, article, quantity, state, order, number, *rest = row
    brand, model, kind, technician, since, eta = rest
    return WantedRow(
        text=text,
        quantity=quantity,
        state=state,
        line=UUID(bytes=line),
        item_id=None if item is None else UUID(bytes=item),
        article=article,
        order=UUID(bytes=order),
        number=number,
        device=" ".join(filter(None, (brand, model))) or kind,
        technician=technician,
        since=datetime.fromisoformat(since),
        eta=eta,
    )


def _too_few(driver: Connection) -> list[WantedRow]:
    """What lies free less than it should, beside what orders wait for."""
    return [
        WantedRow(
            text=row.item.text,
            quantity=row.item.low - row.free,
            state="low",
            item_id=row.id,
            article=row.item.article,
        )
        for row in rows(driver, with_costs=False)
        if row.is_low
    ]
