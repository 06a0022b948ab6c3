"""What somebody is to do, and why somebody did not take what was next."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Task(Base, kw_only=True):
    """One thing one person is to do by a moment; about an order, a client, or nothing."""

    __tablename__ = "task"
    __table_args__ = (
        Index("task_order_id", "order_id", sqlite_where=text("order_id IS NOT NULL")),
        Index("task_open", "for_id", "due_at", sqlite_where=text("done_at IS NULL")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID | None] = mapped_column(default=None)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    for_id: Mapped[UUID | None] = mapped_column(default=None)  # of the staff; none: anybody
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by: Mapped[str] = mapped_column(default="")


class Skip(Base, kw_only=True):
    """A fact: a technician took something else than the order that was next, and said why."""

    __tablename__ = "skip"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
