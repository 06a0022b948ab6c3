"""Where things lie: a tree of places, what was put where, and what a stock-take found."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Place(Base, kw_only=True):
    """A room, rack, shelf or cell; `parent_id` is the place it stands in."""

    __tablename__ = "place"
    __table_args__ = (
        Index("place_barcode", "barcode", sqlite_where=text("barcode <> ''")),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(default=None)
    barcode: Mapped[str] = mapped_column(default="")  # digits of its label, as a ticket
    archived: Mapped[bool] = mapped_column(default=False)


class Placement(Base, kw_only=True):
    """A fact: an order's device was put somewhere, or taken out (no place).

    `seq` is its number in the hub's feed, once it has one.
    """

    __tablename__ = "placement"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    place_id: Mapped[UUID | None] = mapped_column(default=None)
    at: Mapped[datetime]
    by: Mapped[str]
    seq: Mapped[int | None] = mapped_column(default=None, repr=False)


class Stocktaking(Base, kw_only=True):
    """A fact: everything of a place was scanned; the lists are JSON: numbers of orders."""

    __tablename__ = "stocktaking"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    place_id: Mapped[UUID | None] = mapped_column(default=None)  # none: the whole shop
    found: Mapped[str]
    missing: Mapped[str]
    stray: Mapped[str]  # scanned, and expected elsewhere or nowhere
    at: Mapped[datetime]
    by: Mapped[str]
