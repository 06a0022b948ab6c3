"""What is kept beside an order: photos, files, and the passcode that lets the technician in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Photo(Base, kw_only=True):
    """A fact: a picture belongs to an order; its bytes are the blob of that SHA-256."""

    __tablename__ = "photo"
    __table_args__ = (Index(None, "order_id"), Index(None, "sha256"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    sha256: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]  # bytes
    caption: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
    thumb: Mapped[str] = mapped_column(default="", repr=False)  # a small JPEG: it needs no blob


class OrderFile(Base, kw_only=True):
    """A fact: a file of any kind belongs to an order; its bytes are the blob of that SHA-256."""

    __tablename__ = "order_file"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    sha256: Mapped[str]
    name: Mapped[str]  # as it was called where it came from, without its folder
    size: Mapped[int]  # bytes
    at: Mapped[datetime]
    by: Mapped[str]


class Passcode(Base, kw_only=True):
    """How a device is unlocked. `sealed` is ciphertext, and empty once it was wiped."""

    __tablename__ = "passcode"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[str]
    sealed: Mapped[str] = mapped_column(repr=False)
    at: Mapped[datetime]
    by: Mapped[str]


class PasscodeView(Base, kw_only=True):
    """A fact: somebody looked at a passcode."""

    __tablename__ = "passcode_view"
    __table_args__ = (Index(None, "passcode_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    passcode_id: Mapped[UUID] = mapped_column(ForeignKey("passcode.id"))
    at: Mapped[datetime]
    by: Mapped[str]
