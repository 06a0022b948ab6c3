"""Who brings devices, and who works on them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, backwards, new_id

_TAIL = backwards("replace(e164, '+', '')")


class Staff(Base, kw_only=True):
    """Someone who works in the shop."""

    __tablename__ = "staff"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    badge: Mapped[str] = mapped_column(default="")  # digits of the badge, as a ticket
    pin: Mapped[str] = mapped_column(default="")  # salted hash; empty: none


class Client(Base, kw_only=True):
    """A person or a company; `name` may be an alias. `no` ties the row to its search words.

    `merged_into` is derived from the merge facts and is not sent to anyone. It names the card that
    survives, and never one that was merged itself.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("client_inn", "inn", sqlite_where=text("inn <> ''")),
        Index("client_source", "source", sqlite_where=text("source <> ''")),
        Index("client_merged_into", "merged_into", sqlite_where=text("merged_into IS NOT NULL")),
    )
    __mapper_args__ = {"primary_key": ("id",)}  # noqa: RUF012 - read once by SQLAlchemy

    no: Mapped[int] = mapped_column(primary_key=True, init=False, repr=False)
    id: Mapped[UUID] = mapped_column(unique=True, default_factory=new_id)
    created_at: Mapped[datetime]
    kind: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    inn: Mapped[str] = mapped_column(default="")
    kpp: Mapped[str] = mapped_column(default="")
    ogrn: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)
    bik: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    corr_account: Mapped[str] = mapped_column(default="")
    director: Mapped[str] = mapped_column(default="")
    consignee: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="")
    birthday: Mapped[str] = mapped_column(default="")  # ISO 8601: 1990-05-17, or --05-17
    source: Mapped[str] = mapped_column(default="")
    client_class: Mapped[str] = mapped_column(default="")  # empty: as computed
    class_reason: Mapped[str] = mapped_column(default="")
    class_until: Mapped[str] = mapped_column(default="")  # ISO 8601 day; empty: for good
    discount_bp: Mapped[int] = mapped_column(default=0)  # hundredths of a per cent
    conflict_level: Mapped[int] = mapped_column(default=0)
    conflict_note: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")  # of his papers; empty: the shop's
    email_confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    merged_into: Mapped[UUID | None] = mapped_column(default=None)


class Phone(Base, kw_only=True):
    """One number of a client; `tail` holds its digits backwards, for "ends with".

    `no` ties the row to its runs of digits.
    """

    __tablename__ = "phone"
    __table_args__ = (
        Index(None, "client_id"),
        Index(None, "e164"),
        Index(None, "tail"),
    )
    __mapper_args__ = {"primary_key": ("id",)}  # noqa: RUF012 - read once by SQLAlchemy

    no: Mapped[int] = mapped_column(primary_key=True, init=False, repr=False)
    id: Mapped[UUID] = mapped_column(unique=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    created_at: Mapped[datetime]
    e164: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    archived: Mapped[bool] = mapped_column(default=False)
    tail: Mapped[str] = mapped_column(Computed(_TAIL, persisted=False), init=False, repr=False)


class Contact(Base, kw_only=True):
    """Someone who speaks for a company."""

    __tablename__ = "contact"
    __table_args__ = (Index(None, "client_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    created_at: Mapped[datetime]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # E.164
    email: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)
