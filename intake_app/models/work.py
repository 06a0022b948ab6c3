"""What is done to a device: the price list, lines of work and parts, findings, the stock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class PriceItem(Base, kw_only=True):
    """A work of the price list, or a part that may lie in the stock."""

    __tablename__ = "price_item"
    __table_args__ = (
        Index("price_item_article", "article", sqlite_where=text("article <> ''")),
        Index("price_item_barcode", "barcode", sqlite_where=text("barcode <> ''")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    kind: Mapped[str]  # work, part
    text: Mapped[str]
    article: Mapped[str] = mapped_column(default="")
    barcode: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    device_kind: Mapped[str] = mapped_column(default="")  # empty: for any
    price_minor: Mapped[int | None] = mapped_column(default=None)
    cost_minor: Mapped[int | None] = mapped_column(default=None)
    warranty_days: Mapped[int] = mapped_column(default=0)
    low: Mapped[int] = mapped_column(default=0)  # thousandths; less than this is to be ordered
    by_serial: Mapped[bool] = mapped_column(default=False)
    archived: Mapped[bool] = mapped_column(default=False)


class Line(Base, kw_only=True):
    """One work or part of an order; `quantity` counts thousandths of its unit.

    `state` is of parts only: wanted, ordered, reserved, used; `eta` is an ISO 8601 day. Lines
    stand by `rank`.
    """

    __tablename__ = "line"
    __table_args__ = (
        Index(None, "order_id"),
        Index("line_wanted", "state", sqlite_where=text("state IN ('wanted', 'ordered')")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    created_at: Mapped[datetime]
    by: Mapped[str]
    kind: Mapped[str]  # work, part
    item_id: Mapped[UUID | None] = mapped_column(default=None)
    text: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1000)
    price_minor: Mapped[int] = mapped_column(default=0)  # of one unit
    cost_minor: Mapped[int] = mapped_column(default=0)
    warranty_days: Mapped[int] = mapped_column(default=0)
    technician_id: Mapped[UUID | None] = mapped_column(default=None)
    serial: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    eta: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=0)
    archived: Mapped[bool] = mapped_column(default=False)


class StockMove(Base, kw_only=True):
    """A fact: parts came, were set aside, used, brought back; what is there is the sum.

    `quantity` is signed for `kind` in received, returned, used, written_off, counted; a
    reservation (reserved, released) changes what is free, not what is there.
    """

    __tablename__ = "stock_move"
    __table_args__ = (
        Index(None, "item_id"),
        Index("stock_move_line", "line_id", sqlite_where=text("line_id IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("price_item.id"))
    kind: Mapped[str]
    quantity: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    cost_minor: Mapped[int | None] = mapped_column(default=None)
    order_id: Mapped[UUID | None] = mapped_column(default=None)
    line_id: Mapped[UUID | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Finding(Base, kw_only=True):
    """A fact: what the technician saw; the last diagnosis is the one that holds."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    kind: Mapped[str]  # diagnosis, finding, recommendation
    text: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]


class OutsideJob(Base, kw_only=True):
    """A device given to another workshop; `eta` and `returned_on` are ISO 8601 days."""

    __tablename__ = "outside_job"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    partner: Mapped[str]
    act: Mapped[str] = mapped_column(default="")
    eta: Mapped[str] = mapped_column(default="")
    cost_minor: Mapped[int | None] = mapped_column(default=None)
    returned_on: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
