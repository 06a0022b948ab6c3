"""A consumer who demands a loaner gets it in three days: the task that says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.models.tasks import Task
from intake_app.services.loaner_rows import demand_until

if TYPE_CHECKING:
    from datetime import tzinfo

    from intake_app.models.writing import Writing

KIND = "loaner"
"""Of the task that a demand makes; screens word it, so that it has no text of its own."""
_OPEN = "SELECT id FROM task WHERE order_id = ? AND kind = ? AND done_at IS NULL"


def remind(session: Writing, order: UUID, demanded: date, zone: tzinfo | None) -> None:
    """One task an order, due at the end of the last day."""
    if session.driver.execute(_OPEN, (order.bytes, KIND)).fetchone() is not None:
        return
    day_after = datetime.combine(demand_until(demanded) + timedelta(days=1), time(), zone)
    session.create(
        Task,
        order_id=order,
        kind=KIND,
        text="",
        at=session.now,
        by=session.operator,
        due_at=(day_after - timedelta(minutes=1)).astimezone(UTC),
    )


def settle(session: Writing, order: UUID) -> None:
    """A loaner was given: what was to be done is done."""
    for (ident,) in session.driver.execute(_OPEN, (order.bytes, KIND)).fetchall():
        task = session.get_one(Task, UUID(bytes=ident))
        task.done_at, task.done_by = session.now, session.operator
