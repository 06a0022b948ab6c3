"""Cash boxes and shifts as they stand, by plain SQL in any transaction. Light."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import till
from intake_app.errors import Problem, RejectedError
from intake_app.services.money_rows import BoxRow, JournalRow, ShiftRow, TillState

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.till import Figures

LONGEST_H = 24
"""A shift that is open longer is a day that nobody closed."""

_FIRST_CLOSE = (
    "(SELECT k.id FROM shift_close k WHERE k.shift_id = s.id ORDER BY k.at, k.id LIMIT 1)"
)
_BOXES = "SELECT id, name FROM cash_box WHERE NOT archived ORDER BY name, id"
_OPEN = (
    "SELECT s.id, s.at, s.by FROM shift s WHERE s.box_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)"
    " ORDER BY s.at, s.id LIMIT 1"
)
_LAST_COUNT = (
    "SELECT c.counted_minor FROM shift_close c JOIN shift s ON s.id = c.shift_id"
    " WHERE s.box_id = ? ORDER BY c.at DESC, c.id DESC LIMIT 1"
)
_SHIFT = (
    "SELECT s.id, s.box_id, b.name, s.at, s.by, s.currency, s.float_minor, c.at,"  # noqa: S608 - words of ours
    " coalesce(c.by, ''), c.expected_minor, c.counted_minor, coalesce(c.reason, '')"
    " FROM shift s JOIN cash_box b ON b.id = s.box_id"
    f" LEFT JOIN shift_close c ON c.id = {_FIRST_CLOSE}"
)
_ONE = f"{_SHIFT} WHERE s.id = ?"
_LATEST = f"{_SHIFT} ORDER BY s.at DESC, s.id DESC LIMIT ?"
_TAKEN = "SELECT method, minor FROM payment WHERE shift_id = ?"
_MOVED = "SELECT minor FROM cash_move WHERE shift_id = ?"
_JOURNAL = (
    "SELECT p.id, p.at, p.kind, p.method, p.minor, p.by, p.note, p.order_id, o.number"
    ' FROM payment p JOIN "order" o ON o.id = p.order_id WHERE p.shift_id = ?1'
    " UNION ALL SELECT id, at, kind, 'cash', minor, by, reason, NULL, '' FROM cash_move"
    " WHERE shift_id = ?1 ORDER BY 2 DESC, 1 DESC"
)


def state(driver: Connection, wanted: str) -> TillState:
    """The box of a desk: the one its setting names, or the only one there is."""
    rows = driver.execute(_BOXES).fetchall()
    named = [row for row in rows if row[1] == wanted]
    chosen = named[0] if named else rows[0] if len(rows) == 1 else None
    if chosen is None:
        return TillState(has_boxes=bool(rows))
    found = driver.execute(_OPEN, (chosen[0],)).fetchone()
    return TillState(
        has_boxes=True,
        box=UUID(bytes=chosen[0]),
        name=chosen[1],
        shift=UUID(bytes=found[0]) if found else None,
        since=datetime.fromisoformat(found[1]) if found else None,
    )


def shift_for(driver: Connection, wanted: str, *, cash: bool) -> UUID | None:
    """The shift that money belongs to. Raises RejectedError(NO_SHIFT) for cash without one."""
    found = state(driver, wanted)
    if cash and not found.takes_cash:
        raise RejectedError(Problem.NO_SHIFT, fields={"sum": Problem.NO_SHIFT})
    return found.shift


def boxes(driver: Connection, here: UUID | None) -> tuple[BoxRow, ...]:
    """Every box in use, by name."""
    rows = driver.execute(_BOXES).fetchall()
    return tuple(_box(driver, box, name, here) for box, name in rows)


def _box(driver: Connection, box: bytes, name: str, here: UUID | None) -> BoxRow:
    shift = driver.execute(_OPEN, (box,)).fetchone()
    last = driver.execute(_LAST_COUNT, (box,)).fetchone()
    return BoxRow(
        id=UUID(bytes=box),
        name=name,
        is_here=here is not None and here.bytes == box,
        shift=UUID(bytes=shift[0]) if shift else None,
        since=datetime.fromisoformat(shift[1]) if shift else None,
        by=shift[2] if shift else "",
        last_minor=last[0] if last else 0,
    )


def open_shift(driver: Connection, box: UUID) -> UUID | None:
    """The shift of a box that goes on; of several, opened without a line, the first."""
    row = driver.execute(_OPEN, (box.bytes,)).fetchone()
    return UUID(bytes=row[0]) if row else None


def figures(driver: Connection, shift: UUID, float_minor: int) -> Figures:
    """The sums of a shift as they stand now."""
    asked = (shift.bytes,)
    taken = (till.Taken(*row) for row in driver.execute(_TAKEN, asked).fetchall())
    moved = (row[0] for row in driver.execute(_MOVED, asked).fetchall())
    return till.figures(float_minor, taken, moved)


def one(driver: Connection, shift: UUID) -> ShiftRow:
    """A shift with its sums. Raises RejectedError(UNKNOWN_RECORD)."""
    row = driver.execute(_ONE, (shift.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "shift")
    return _shift(driver, row)


def latest(driver: Connection, limit: int) -> tuple[ShiftRow, ...]:
    """The last shifts of all boxes, the newest first."""
    return tuple(_shift(driver, row) for row in driver.execute(_LATEST, (limit,)).fetchall())


def journal(driver: Connection, shift: UUID) -> tuple[JournalRow, ...]:
    """All that happened in a shift, the newest first."""
    rows = driver.execute(_JOURNAL, (shift.bytes,)).fetchall()
    return tuple(_line(*row) for row in rows)


def _line(ident: bytes, at: str, *rest: Any) -> JournalRow:  # noqa: ANN401 - the driver's rows are untyped
    kind, method, minor, by, note, order, number = rest
    known = UUID(bytes=order) if order else None
    moment = datetime.fromisoformat(at)
    return JournalRow(UUID(bytes=ident), moment, kind, method, minor, by, note, known, number)


def _shift(driver: Connection, row: Any) -> ShiftRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, box, name, at, by, currency, floated, closed_at, *closed = row
    shift = UUID(bytes=ident)
    return ShiftRow(
        shift,
        UUID(bytes=box),
        name,
        datetime.fromisoformat(at),
        by,
        currency,
        figures(driver, shift, floated),
        datetime.fromisoformat(closed_at) if closed_at else None,
        *closed,
    )


def demand_cash(driver: Connection, shift: UUID, minor: int) -> None:
    """Insist that so much lies in the box. Raises RejectedError(BOX_SHORT)."""
    if one(driver, shift).figures.expected < minor:
        raise RejectedError(Problem.BOX_SHORT, fields={"sum": Problem.BOX_SHORT})
