"""Works, parts and findings read by plain SQL, for services and the finder alike. Light."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.line_sums import Sum, Totals, totals
from intake_app.services.work_rows import (
    FindingRow,
    LineRow,
    OutsideRow,
    PriceDraft,
    PriceRow,
    WorkSheet,
)

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ITEM = (
    "i.kind, i.text, i.article, i.barcode, i.unit, i.device_kind, i.price_minor, i.cost_minor,"
    " i.warranty_days, i.low, i.by_serial"
)
FREE = (
    "coalesce((SELECT sum(CASE m.kind WHEN 'reserved' THEN -m.quantity ELSE m.quantity END)"
    " FROM stock_move m WHERE m.item_id = i.id), 0)"
)
"""What may be taken: a reservation is counted off, a released one counts again."""

_PRICES = (
    f"SELECT i.id, {_ITEM}, {FREE} FROM price_item i"  # noqa: S608 - constants of this module
    " WHERE NOT i.archived ORDER BY i.kind DESC, i.text, i.id"
)
_LISTED = (
    f"SELECT i.id, {_ITEM}, 0 FROM price_item i"  # noqa: S608 - constants of this module
    " WHERE NOT i.archived ORDER BY i.kind DESC, i.text, i.id"
)
_FREE_OF = f"SELECT {FREE} FROM price_item i WHERE i.id = ?"  # noqa: S608 - the same
_ONE_PRICE = f"SELECT i.id, {_ITEM}, {FREE} FROM price_item i WHERE i.id = ?"  # noqa: S608 - the same
_LIKE = (
    f"SELECT i.id, {_ITEM}, 0 FROM price_item i"  # noqa: S608 - constants of this module
    " WHERE NOT i.archived AND i.kind = ?1 AND ((i.article <> '' AND i.article = ?2)"
    " OR (i.barcode <> '' AND i.barcode = ?3) OR (i.text = ?4 AND (?2 = '' OR i.article = '')))"
    " ORDER BY (i.article <> '' AND i.article = ?2) DESC, (i.barcode <> '' AND i.barcode = ?3)"
    " DESC, i.id LIMIT 1"
)
_CODED = (
    f"SELECT i.id, {_ITEM}, {FREE} FROM price_item i WHERE NOT i.archived"  # noqa: S608 - the same
    " AND ((i.barcode <> '' AND i.barcode = ?1) OR (i.article <> '' AND i.article = ?1))"
    " ORDER BY i.barcode = ?1 DESC, i.id LIMIT 1"
)
_LINES = (
    "SELECT l.id, l.kind, l.text, l.quantity, l.price_minor, l.warranty_days,"
    " coalesce(s.name, ''), l.cost_minor, l.item_id, coalesce(i.article, ''),"
    " coalesce(i.unit, ''), l.serial, l.state, l.eta FROM line l"
    " LEFT JOIN staff s ON s.id = l.technician_id LEFT JOIN price_item i ON i.id = l.item_id"
    " WHERE l.order_id = ? AND NOT l.archived ORDER BY l.rank, l.id"
)
_SUMS = (
    "SELECT l.kind, l.quantity, l.price_minor, l.cost_minor FROM line l"
    " WHERE l.order_id = ? AND NOT l.archived"
)
_OF_ORDER = (
    "SELECT o.currency, coalesce((SELECT m.discount_bp FROM client m WHERE m.id = k.merged_into),"
    ' k.discount_bp), d.kind FROM "order" o JOIN client k ON k.id = o.client_id'
    " JOIN device d ON d.id = o.device_id WHERE o.id = ?"
)
_FINDINGS = "SELECT kind, text, at, by FROM finding WHERE order_id = ? ORDER BY id"
_DIAGNOSIS = (
    "SELECT text FROM finding WHERE order_id = ? AND kind = 'diagnosis' ORDER BY id DESC LIMIT 1"
)
_OUTSIDE = (
    "SELECT id, at, by, partner, act, eta, cost_minor, returned_on, note FROM outside_job"
    " WHERE order_id = ? ORDER BY id"
)


def price_row(row: Any) -> PriceRow:  # noqa: ANN401 - the driver's rows are untyped
    """One line of the price list."""
    ident, *values, free = row
    known = dict(zip((field.name for field in fields(PriceDraft)), values, strict=True))
    known["by_serial"] = bool(known["by_serial"])
    return PriceRow(UUID(bytes=ident), PriceDraft(**known), free)


def prices(driver: Connection, *, with_costs: bool) -> tuple[PriceRow, ...]:
    """All that is in force, works first."""
    found = (price_row(row) for row in driver.execute(_PRICES).fetchall())
    return tuple(row if with_costs else uncosted(row) for row in found)


def listed(driver: Connection) -> tuple[Any, ...]:
    """The bare rows of the price list, without what is free: cheap, and the same while it is."""
    return tuple(driver.execute(_LISTED).fetchall())


def free_of(driver: Connection, item: UUID) -> int:
    """What of a part may be taken."""
    return int(driver.execute(_FREE_OF, (item.bytes,)).fetchone()[0])


def price(driver: Connection, item: UUID) -> PriceRow | None:
    """One, in force or not."""
    row = driver.execute(_ONE_PRICE, (item.bytes,)).fetchone()
    return None if row is None else price_row(row)


def item_like(driver: Connection, draft: PriceDraft) -> PriceRow | None:
    """The one that a line of a file means: by article, by barcode, else by the very words."""
    marks = (draft.kind, draft.article, draft.barcode, draft.text)
    row = driver.execute(_LIKE, marks).fetchone()
    return None if row is None else price_row(row)


def item_coded(driver: Connection, code: str) -> PriceRow | None:
    """What bears a barcode, or else an article."""
    row = driver.execute(_CODED, (code,)).fetchone()
    return None if row is None else price_row(row)


def merged(known: PriceDraft, said: PriceDraft) -> PriceDraft:
    """What is known, with what was said over it; what was not said stays."""
    default = PriceDraft()
    told = {
        field.name: getattr(said, field.name)
        for field in fields(PriceDraft)
        if getattr(said, field.name) != getattr(default, field.name)
    }
    return replace(known, **told)


def lines(driver: Connection, order: UUID) -> tuple[LineRow, ...]:
    """Works and parts of an order as they stand, costs included."""
    return tuple(_line(row) for row in driver.execute(_LINES, (order.bytes,)).fetchall())


def order_totals(driver: Connection, order: UUID) -> Totals:
    """What the lines of an order come to; `due` is what the client must have agreed to."""
    head = driver.execute(_OF_ORDER, (order.bytes,)).fetchone()
    found = driver.execute(_SUMS, (order.bytes,)).fetchall()
    return totals((Sum(*row) for row in found), head[1] if head else 0)


def sheet(driver: Connection, order: UUID, *, with_costs: bool) -> WorkSheet | None:
    """All work on an order; None for one that is not here."""
    is_here = driver.execute(_OF_ORDER, (order.bytes,)).fetchone() is not None
    return known_sheet(driver, order, with_costs=with_costs) if is_here else None


def known_sheet(driver: Connection, order: UUID, *, with_costs: bool) -> WorkSheet:
    """All work on an order that is here."""
    head = driver.execute(_OF_ORDER, (order.bytes,)).fetchone()
    found, summed = lines(driver, order), order_totals(driver, order)
    if not with_costs:
        found = tuple(replace(line, cost_minor=None) for line in found)
        summed = replace(summed, cost=None)
    away = outside(driver, order)
    return WorkSheet(
        order=order,
        currency=head[0],
        lines=found,
        totals=summed,
        discount_bp=head[1],
        findings=findings(driver, order),
        outside=away if with_costs else tuple(replace(one, cost_minor=None) for one in away),
        device_kind=head[2],
    )


def findings(driver: Connection, order: UUID) -> tuple[FindingRow, ...]:
    """What was seen, oldest first."""
    rows = driver.execute(_FINDINGS, (order.bytes,)).fetchall()
    return tuple(
        FindingRow(kind, text, datetime.fromisoformat(at), by) for kind, text, at, by in rows
    )


def diagnosis(driver: Connection, order: UUID) -> str:
    """The last one holds; empty before the first."""
    row = driver.execute(_DIAGNOSIS, (order.bytes,)).fetchone()
    return "" if row is None else str(row[0])


def outside(driver: Connection, order: UUID) -> tuple[OutsideRow, ...]:
    """Where the device was besides, oldest first."""
    rows = driver.execute(_OUTSIDE, (order.bytes,)).fetchall()
    return tuple(_outside(row) for row in rows)


def _outside(row: Any) -> OutsideRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, at, by, partner, act, eta, cost, returned, note = row
    return OutsideRow(
        id=UUID(bytes=ident),
        at=datetime.fromisoformat(at),
        by=by,
        partner=partner,
        act=act,
        eta=eta,
        cost_minor=cost,
        returned_on=returned,
        note=note,
    )


def _line(row: Any) -> LineRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, kind, text, quantity, price_minor, days, technician, cost, item, *rest = row
    article, unit, serial, state, eta = rest
    return LineRow(
        id=UUID(bytes=ident),
        kind=kind,
        text=text,
        quantity=quantity,
        price_minor=price_minor,
        warranty_days=days,
        technician=technician,
        cost_minor=cost,
        item_id=None if item is None else UUID(bytes=item),
        article=article,
        unit=unit,
        serial=serial,
        state=state,
        eta=eta,
    )


def uncosted(row: PriceRow) -> PriceRow:
    """The same for somebody whom costs do not concern."""
    return replace(row, item=replace(row.item, cost_minor=None))
