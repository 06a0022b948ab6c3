"""Tables beside the feed: who was erased, and snapshots being given out."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from intake_hub.store.base import Base


class Erased(Base):
    """A record whose personal content was erased by op `op_id`; later ops on it are `gone`."""

    __tablename__ = "erased"

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    rec: Mapped[UUID] = mapped_column(primary_key=True)
    op_id: Mapped[UUID]


class ErasedFile(Base):
    """Bytes that belonged to an erased person: removed, and not taken again."""

    __tablename__ = "erased_file"

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    is_gone: Mapped[bool] = mapped_column(default=False)


class Snapshot(Base):
    """The state of a shop at number `seq`, cut into parts so that it can be fetched bit by bit."""

    __tablename__ = "snapshot"

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[UUID]
    seq: Mapped[int]
    chain: Mapped[bytes]
    made_ms: Mapped[int]
    total: Mapped[int]  # records, as counted at its beginning
    parts: Mapped[int]  # 0 while it is being made


class SnapshotPart(Base):
    """The records of one part: gzip of JSON."""

    __tablename__ = "snapshot_part"

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes]
