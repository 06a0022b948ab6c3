"""Devices, the orders to repair them, and the facts that tell an order's story."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.checks.stages import CLOSED_SQL
from intake_app.models.base import Base, backwards, new_id
from intake_app.money import Money

_IN_WORK = "stage IN ('accepted', 'diagnostics', 'awaiting_parts', 'in_repair', 'testing')"
"""What stands in front of a technician; `services.terms_finder` asks in the same words."""

_OPEN = f"stage NOT IN {CLOSED_SQL}"
"""What is in the shop; whoever asks for it by this index says the same words."""


class Device(Base, kw_only=True):
    """A thing that is repaired; it stays the same through many orders.

    The tails hold the ends of its numbers backwards: people read out the last few characters.
    """

    __tablename__ = "device"
    __table_args__ = (
        Index(None, "client_id"),
        Index("device_model_name", "model", sqlite_where=text("model <> ''")),
        Index("device_serial", "serial", sqlite_where=text("serial <> ''")),
        Index("device_imei", "imei", sqlite_where=text("imei <> ''")),
        Index("device_imei2", "imei2", sqlite_where=text("imei2 <> ''")),
        Index("device_serial_tail", "serial_tail", sqlite_where=text("serial <> ''")),
        Index("device_imei_tail", "imei_tail", sqlite_where=text("imei <> ''")),
        Index("device_imei2_tail", "imei2_tail", sqlite_where=text("imei2 <> ''")),
    )
    __mapper_args__ = {"primary_key": ("id",)}  # noqa: RUF012 - read once by SQLAlchemy

    no: Mapped[int] = mapped_column(primary_key=True, init=False, repr=False)
    id: Mapped[UUID] = mapped_column(unique=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    created_at: Mapped[datetime]
    kind: Mapped[str]
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    imei: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    imei2: Mapped[str] = mapped_column(default="")
    serial_tail: Mapped[str] = mapped_column(
        Computed(backwards("serial"), persisted=False), init=False, repr=False
    )
    imei_tail: Mapped[str] = mapped_column(
        Computed(backwards("imei"), persisted=False), init=False, repr=False
    )
    imei2_tail: Mapped[str] = mapped_column(
        Computed(backwards("imei2"), persisted=False), init=False, repr=False
    )


class Order(Base, kw_only=True):
    """The header of one repair.

    `stage`, since when it stands there, and `place_id` are derived from the facts and are not sent
    to anyone.
    """

    __tablename__ = "order"
    __table_args__ = (
        Index(None, "client_id"),
        Index(None, "device_id"),
        Index(None, "ticket"),
        Index(None, "counter"),
        Index("order_in_work", "technician_id", sqlite_where=text(_IN_WORK)),
        Index("order_open", "stage", "stage_at", sqlite_where=text(_OPEN)),
        Index("order_promised", "promised_at", sqlite_where=text(_OPEN)),
        Index(
            "order_warranty",
            "accepted_at",
            sqlite_where=text(f"repair_kind = 'warranty' AND {_OPEN}"),
        ),
        Index(
            "order_loaner_wanted",
            "loaner_wanted_on",
            sqlite_where=text(f"loaner_wanted_on <> '' AND {_OPEN}"),
        ),
        Index(
            "order_due_by_client",
            "due_by_client",
            sqlite_where=text(f"due_by_client <> '' AND {_OPEN}"),
        ),
        Index("order_place_id", "place_id", sqlite_where=text("place_id IS NOT NULL")),
        Index("order_cancelled", "client_id", sqlite_where=text("stage = 'cancelled'")),
        Index("order_visit_id", "visit_id", sqlite_where=text("visit_id IS NOT NULL")),
        Index("order_rework_of", "rework_of", sqlite_where=text("rework_of IS NOT NULL")),
    )
    __mapper_args__ = {"primary_key": ("id",)}  # noqa: RUF012 - read once by SQLAlchemy

    no: Mapped[int] = mapped_column(primary_key=True, init=False, repr=False)
    id: Mapped[UUID] = mapped_column(unique=True, default_factory=new_id)
    number: Mapped[str]
    ticket: Mapped[str]
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"))
    accepted_at: Mapped[datetime]
    accepted_by: Mapped[str]
    fault: Mapped[str]
    accessories: Mapped[str] = mapped_column(default="")
    appearance: Mapped[str] = mapped_column(default="")
    repair_kind: Mapped[str]
    urgent: Mapped[bool] = mapped_column(default=False)
    promised_at: Mapped[datetime | None] = mapped_column(default=None)
    estimate_minor: Mapped[int | None] = mapped_column(default=None)
    limit_minor: Mapped[int | None] = mapped_column(default=None)
    agreed_value_minor: Mapped[int | None] = mapped_column(default=None)
    currency: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    technician_id: Mapped[UUID | None] = mapped_column(default=None)
    visit_id: Mapped[UUID | None] = mapped_column(default=None)
    accessory_marks: Mapped[str] = mapped_column(default="")  # JSON: chip to yes, no
    appearance_marks: Mapped[str] = mapped_column(default="")
    estimate_kind: Mapped[str] = mapped_column(default="")
    data_copy: Mapped[str] = mapped_column(default="")
    terms_version: Mapped[str] = mapped_column(default="")
    seller: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[str] = mapped_column(default="")  # ISO 8601 date
    warranty_until: Mapped[str] = mapped_column(default="")
    warranty_card: Mapped[str] = mapped_column(default="")
    claim_number: Mapped[str] = mapped_column(default="")
    loaner_wanted: Mapped[bool] = mapped_column(default=False)
    rework_of: Mapped[UUID | None] = mapped_column(default=None)
    site_address: Mapped[str] = mapped_column(default="")
    site_from: Mapped[datetime | None] = mapped_column(default=None)
    site_to: Mapped[datetime | None] = mapped_column(default=None)
    travel_minor: Mapped[int | None] = mapped_column(default=None)
    article: Mapped[str] = mapped_column(default="")
    grade: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    outcome_note: Mapped[str] = mapped_column(default="")
    due_by_client: Mapped[str] = mapped_column(default="")  # ISO 8601 day (ЗПП 30)
    loaner_wanted_on: Mapped[str] = mapped_column(default="")  # ISO 8601 day (ЗПП 20)
    stage: Mapped[str] = mapped_column(default="accepted")
    stage_at: Mapped[datetime | None] = mapped_column(default=None)
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    counter: Mapped[int] = mapped_column(
        Computed("CAST(substr(ticket, 6, 6) AS INTEGER)", persisted=False), init=False, repr=False
    )


class StageMove(Base, kw_only=True):
    """A fact: somebody moved an order, at the desk whose numbers begin with `desk`.

    `seq` is its place in the hub's feed, once it has one.
    """

    __tablename__ = "stage"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    from_stage: Mapped[str]
    to_stage: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    comment: Mapped[str] = mapped_column(default="")
    desk: Mapped[str] = mapped_column(default="")
    seq: Mapped[int | None] = mapped_column(default=None, repr=False)


class Payment(Base, kw_only=True):
    """A fact: money changed hands; the balance is the sum of all."""

    __tablename__ = "payment"
    __table_args__ = (
        Index(None, "order_id"),
        Index("payment_shift_id", "shift_id", sqlite_where=text("shift_id IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[str]
    method: Mapped[str]
    minor: Mapped[int]
    currency: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    shift_id: Mapped[UUID | None] = mapped_column(default=None)
    reverses: Mapped[UUID | None] = mapped_column(default=None)  # the payment it takes back
    note: Mapped[str] = mapped_column(default="")
    owed_minor: Mapped[int] = mapped_column(default=0)  # on account: to be paid later
    registrar: Mapped[str] = mapped_column(default="")  # from which its cheque is due

    @property
    def amount(self) -> Money:
        """The sum as money."""
        return Money(self.minor, self.currency)


class Comment(Base, kw_only=True):
    """A fact: an internal remark, never shown to the client."""

    __tablename__ = "comment"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
