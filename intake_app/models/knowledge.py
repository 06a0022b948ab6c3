"""What the shop knows and wants: catalogue, hints, preferences shared by all its desks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Preference(Base, kw_only=True):
    """One choice of the owner, for every desk; its id is made from its key. `value` is JSON."""

    __tablename__ = "preference"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str]
    value: Mapped[str] = mapped_column(default="")


class CatalogueModel(Base, kw_only=True):
    """A model of a device that somebody entered or imported; its id is made from its words.

    Two desks that import the same list mean the same records. With a `tac` it says what the
    first eight digits of an IMEI are.
    """

    __tablename__ = "catalogue_model"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    tac: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)


class Hint(Base, kw_only=True):
    """One line for whoever takes such a device in, with such a fault; empty fields match all."""

    __tablename__ = "hint"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="")
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    fault: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    archived: Mapped[bool] = mapped_column(default=False)
