"""Tasks read by plain SQL, for the finder and for the use cases alike. Light, like `drafts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.clock import moment_text
from intake_app.services.task_rows import TaskCount, TaskRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ROW = (
    "SELECT t.id, t.text, t.by, coalesce(s.name, ''), t.at, t.due_at, t.done_at, t.done_by,"
    " t.order_id, coalesce(o.number, ''), t.kind FROM task t LEFT JOIN staff s ON s.id = t.for_id"
    ' LEFT JOIN "order" o ON o.id = t.order_id'
)
_OF_ORDER = f"{_ROW} WHERE t.order_id = ? ORDER BY t.done_at IS NOT NULL, t.due_at, t.id"
_MINE = (
    f"{_ROW} WHERE t.done_at IS NULL AND (t.for_id IS ?1 OR t.for_id IS NULL OR t.by = ?2)"
    " ORDER BY t.due_at, t.id LIMIT ?3"
)
_COUNT = (
    "SELECT count(*), coalesce(sum(due_at < ?2), 0) FROM task"
    " WHERE done_at IS NULL AND (for_id IS ?1 OR for_id IS NULL)"
)


def of_order(connection: Connection, order: UUID) -> tuple[TaskRow, ...]:
    """Everything asked about an order, the open ones first."""
    return tuple(_row(row) for row in connection.execute(_OF_ORDER, (order.bytes,)).fetchall())


def mine(connection: Connection, person: UUID | None, name: str, limit: int) -> tuple[TaskRow, ...]:
    """What is open for somebody, for anybody, or asked by him; the most urgent first."""
    ident = None if person is None else person.bytes
    rows = connection.execute(_MINE, (ident, name, limit)).fetchall()
    return tuple(_row(row) for row in rows)


def count(connection: Connection, person: UUID | None, now: datetime) -> TaskCount:
    """How many are open for somebody or for anybody, and how many are late."""
    ident = None if person is None else person.bytes
    return TaskCount(*connection.execute(_COUNT, (ident, moment_text(now))).fetchone())


def _row(row: Any) -> TaskRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, text, by, whose, at, due_at, done_at, done_by, order, number, kind = row
    return TaskRow(
        UUID(bytes=ident),
        text,
        by,
        whose,
        datetime.fromisoformat(at),
        datetime.fromisoformat(due_at),
        None if done_at is None else datetime.fromisoformat(done_at),
        done_by,
        None if order is None else UUID(bytes=order),
        number,
        kind,
    )
