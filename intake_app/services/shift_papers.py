"""The X or Z report of a shift, frozen for its paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from intake_app.money import Money
from intake_app.services.papers import ShiftData, TakingData
from intake_app.services.tendered_data import CountData

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.money_rows import ShiftRow
    from intake_app.services.paperwork import Paperwork

_TAKINGS = (
    "SELECT p.at, o.number, p.kind, p.method, p.by, p.minor FROM payment p"
    ' JOIN "order" o ON o.id = p.order_id WHERE p.shift_id = ? AND p.minor <> 0'
    " AND p.method <> 'offset' ORDER BY p.at, p.id"
)
_NUMBER = (
    "SELECT count(*) FROM shift WHERE box_id = ?1"
    " AND (at, id) <= (SELECT at, id FROM shift WHERE id = ?2)"
)


def of(
    driver: Connection, paperwork: Paperwork, shift: ShiftRow, now: datetime, by: str
) -> ShiftData:
    """X while it goes on; Z with the count when it is closed."""
    number = driver.execute(_NUMBER, (shift.box.bytes, shift.id.bytes)).fetchone()[0]
    is_closed = shift.closed_at is not None
    rows = driver.execute(_TAKINGS, (shift.id.bytes,)).fetchall()
    figures = shift.figures
    return ShiftData(
        shop=paperwork.heading,
        number=str(number),
        day=shift.at.astimezone(paperwork.zone),
        at=(shift.closed_at or now).astimezone(paperwork.zone),
        by=shift.closed_by if is_closed else by,
        of="",
        closing=is_closed,
        takings=tuple(
            TakingData(
                at=datetime.fromisoformat(at).astimezone(paperwork.zone),
                order=order,
                kind=kind,
                method=method,
                by=who,
                amount=Money(minor, shift.currency),
            )
            for at, order, kind, method, who, minor in rows
        ),
        currency=shift.currency,
        demo=paperwork.settings.demo,
        count=CountData(
            box=shift.name,
            opened_at=shift.at.astimezone(paperwork.zone),
            opened_by=shift.by,
            float_minor=figures.float_minor,
            cash=figures.cash,
            moved_in=figures.moved_in,
            moved_out=figures.moved_out,
            expected=figures.expected if shift.expected is None else shift.expected,
            counted=shift.counted,
            reason=shift.reason,
        ),
    )
