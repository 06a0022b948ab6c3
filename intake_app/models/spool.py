"""Paper that is due, and what is typed but not yet saved: local to this PC, never synced."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id

_STATES = "state IN ('queued', 'sending', 'confirmed', 'sent', 'unknown', 'failed')"


class PrintJobEntry(Base, kw_only=True):
    """One job of one printer; `data` is frozen, so a repeat says exactly the same."""

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint(_STATES, name="state"),
        Index(
            "print_job_open",
            "printer",
            sqlite_where=text("state IN ('queued', 'sending', 'unknown')"),
        ),
        Index(None, "about"),
    )
    __mapper_args__ = {"primary_key": ("id",)}  # noqa: RUF012 - read once by SQLAlchemy

    no: Mapped[int] = mapped_column(primary_key=True, init=False, repr=False)
    id: Mapped[UUID] = mapped_column(unique=True, default_factory=new_id)
    key: Mapped[str] = mapped_column(unique=True)
    printer: Mapped[str]
    document: Mapped[str]
    about: Mapped[UUID]  # the order it belongs to
    data: Mapped[str]
    language: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    payload: Mapped[bytes | None] = mapped_column(default=None, repr=False)
    composed: Mapped[str] = mapped_column(default="", repr=False)  # the blocks on the paper
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    reprint_of: Mapped[UUID | None] = mapped_column(default=None)
    error: Mapped[str] = mapped_column(default="")


class PrintAttempt(Base, kw_only=True):
    """One try to send a job; written before the first byte leaves."""

    __tablename__ = "print_attempt"
    __table_args__ = ({"sqlite_with_rowid": False},)

    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    nth: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")


class Printer(Base, kw_only=True):
    """What is remembered of one printer between runs."""

    __tablename__ = "printer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(primary_key=True)
    paused: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str] = mapped_column(default="")
    last_printed_at: Mapped[datetime | None] = mapped_column(default=None)
    since: Mapped[datetime | None] = mapped_column(default=None)  # when the trouble began


class Draft(Base, kw_only=True):
    """What stood in a form when it was last looked at."""

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_with_rowid": False},)

    slot: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]
    saved_at: Mapped[datetime]


class IntakeCount(Base, kw_only=True):
    """How long one intake took: counts only, never what was typed."""

    __tablename__ = "intake_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    at: Mapped[datetime]
    milliseconds: Mapped[int]  # from the first key to Ctrl+Enter
    keys: Mapped[int]
    corrections: Mapped[int]  # Backspace and Delete among them
    scans: Mapped[int]
    mouse: Mapped[int]
