"""Who else may read: tokens of programs that are no workstation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_hub.store.base import Base


class ReadToken(Base):
    """Lets one program read one shop; only its hash is kept."""

    __tablename__ = "read_token"
    __table_args__ = (
        ForeignKeyConstraint(["shop"], ["shop.id"]),
        Index(None, "shop", "name", unique=True),
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    shop: Mapped[UUID]
    name: Mapped[str]
    is_personal: Mapped[bool]  # it may see who a client is
    made_ms: Mapped[int]
    used_ms: Mapped[int]  # about: noted once an hour
