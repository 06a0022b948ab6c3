"""What the client was offered, what he answered, what he was told: all of them facts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Estimate(Base, kw_only=True):
    """One alternative of one version: `lines` is what it was made of, as JSON, frozen."""

    __tablename__ = "estimate"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    version: Mapped[int]
    variant: Mapped[str] = mapped_column(default="")  # A, B …; empty: the only one
    title: Mapped[str] = mapped_column(default="")
    lines: Mapped[str]
    minor: Mapped[int]
    currency: Mapped[str]
    estimate_kind: Mapped[str]
    ready_by: Mapped[str] = mapped_column(default="")  # ISO 8601 day that would be promised
    at: Mapped[datetime]
    by: Mapped[str]


class Approval(Base, kw_only=True):
    """The client's answer: `minor` is the sum up to which he agreed, none for a no.

    It answers an estimate, a warning (`notice_id`), or says by itself how far he goes.
    """

    __tablename__ = "approval"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    estimate_id: Mapped[UUID | None] = mapped_column(default=None)
    notice_id: Mapped[UUID | None] = mapped_column(default=None)
    agreed: Mapped[bool]
    minor: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str]
    channel: Mapped[str]  # phone, counter, message, page
    said_by: Mapped[str] = mapped_column(default="")  # who answered for the client
    said_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]


class Notice(Base, kw_only=True):
    """Something the client was told and when, with what proves it.

    `kind`: risk, delay (ГК 716), ready, unclaimed, promise, wait. A promise that was moved says
    from `before` to `until`, why (`text`) and for whose sake (`cause`: shop, parts, client).
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[str]
    channel: Mapped[str]
    text: Mapped[str]
    said_at: Mapped[datetime]
    proof: Mapped[str] = mapped_column(default="")  # number of a letter, of a message …
    cause: Mapped[str] = mapped_column(default="")
    before: Mapped[datetime | None] = mapped_column(default=None)
    until: Mapped[datetime | None] = mapped_column(default=None)
    at: Mapped[datetime]
    by: Mapped[str]
