"""How a device leaves: what was checked, to whom it was given, what was lent meanwhile."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Checkup(Base, kw_only=True):
    """A fact: the questions of the intake asked again, when tested or when handed over.

    `marks` is JSON: chip to yes, no.
    """

    __tablename__ = "checkup"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[str]  # testing, handover
    marks: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]


class Handover(Base, kw_only=True):
    """A fact: the device was given to somebody. `proxy` is the number and day of his power."""

    __tablename__ = "handover"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    to_whom: Mapped[str]  # client, contact, proxy, bearer
    name: Mapped[str] = mapped_column(default="")
    proxy: Mapped[str] = mapped_column(default="")
    known_by: Mapped[str]  # receipt, label, phone, code
    accessories: Mapped[str] = mapped_column(default="")
    old_parts: Mapped[str] = mapped_column(default="")  # returned, kept, none
    remarks: Mapped[str] = mapped_column(default="")
    debt_minor: Mapped[int] = mapped_column(default=0)
    allowed_by: Mapped[str] = mapped_column(default="")
    currency: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]


class Loaner(Base, kw_only=True):
    """A device of the shop that clients may use while theirs is here."""

    __tablename__ = "loaner"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    kind: Mapped[str]
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    imei: Mapped[str] = mapped_column(default="")
    appearance: Mapped[str] = mapped_column(default="")
    accessories: Mapped[str] = mapped_column(default="")
    agreed_value_minor: Mapped[int | None] = mapped_column(default=None)
    archived: Mapped[bool] = mapped_column(default=False)


class Loan(Base, kw_only=True):
    """A fact: a loaner went out; `due_on` is an ISO 8601 day."""

    __tablename__ = "loan"
    __table_args__ = (
        Index(None, "loaner_id"),
        Index(None, "order_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    loaner_id: Mapped[UUID] = mapped_column(ForeignKey("loaner.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    appearance: Mapped[str] = mapped_column(default="")
    accessories: Mapped[str] = mapped_column(default="")
    deposit_minor: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str]
    due_on: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]


class LoanReturn(Base, kw_only=True):
    """A fact: a loaner is back; `wiped` tells that the client's data was removed from it."""

    __tablename__ = "loan_return"
    __table_args__ = (Index(None, "loan_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    loan_id: Mapped[UUID] = mapped_column(ForeignKey("loan.id"))
    appearance: Mapped[str] = mapped_column(default="")
    wiped: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
