"""Cash boxes, shifts, and what the fiscal register said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class CashBox(Base, kw_only=True):
    """A drawer that money goes into; a shop without one keeps no shifts."""

    __tablename__ = "cash_box"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    name: Mapped[str]
    archived: Mapped[bool] = mapped_column(default=False)


class Shift(Base, kw_only=True):
    """A fact: somebody began to take money into a box, with so much in it."""

    __tablename__ = "shift"
    __table_args__ = (Index(None, "box_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    box_id: Mapped[UUID] = mapped_column(ForeignKey("cash_box.id"))
    float_minor: Mapped[int]
    currency: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]


class ShiftClose(Base, kw_only=True):
    """A fact: the box was counted; a difference has its reason. The first close counts."""

    __tablename__ = "shift_close"
    __table_args__ = (Index(None, "shift_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    expected_minor: Mapped[int]
    counted_minor: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")  # the Z report's figures as JSON, frozen
    at: Mapped[datetime]
    by: Mapped[str]


class CashMove(Base, kw_only=True):
    """A fact: cash put into a box or taken out for another reason than an order.

    `minor` is signed; `reverses` names the move that this one takes back.
    """

    __tablename__ = "cash_move"
    __table_args__ = (Index(None, "shift_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    kind: Mapped[str]  # in, out, collected, deposit
    minor: Mapped[int]
    currency: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    reverses: Mapped[UUID | None] = mapped_column(default=None)
    at: Mapped[datetime]
    by: Mapped[str]


class Cheque(Base, kw_only=True):
    """A fact: the fiscal cheque of a payment, as its QR told it (ФНС, `t s fn i fp n`)."""

    __tablename__ = "cheque"
    __table_args__ = (Index(None, "payment_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"))
    registrar: Mapped[str]  # manual, emulator …
    fn: Mapped[str]
    fd: Mapped[str]
    fp: Mapped[str]
    minor: Mapped[int]
    printed_at: Mapped[str]  # as on the cheque: 20261121T1200
    at: Mapped[datetime]
    by: Mapped[str]


class FiscalJob(Base, kw_only=True):
    """One operation at a register of this desk: its key is kept before anything is sent.

    `state`: new, sending, ok, refused, unknown. An unknown one is looked up, never repeated.
    `payment_id` names the payment of a cheque; of other `kind`s, what they were asked for.
    """

    __tablename__ = "fiscal_job"
    __table_args__ = (
        Index("fiscal_job_open", "state", sqlite_where=text("state IN ('new', 'unknown')")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    payment_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(default="cheque")  # cheque, open, report, close
    registrar: Mapped[str]
    data: Mapped[str]  # JSON
    state: Mapped[str] = mapped_column(default="new")
    answer: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
