"""The tables: feed, state, what is held back, and who may ask."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_hub.store.base import Base


class Shop(Base):
    """One business with its own feed; a hub may serve several that know nothing of each other."""

    __tablename__ = "shop"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_ms: Mapped[int]


class Head(Base):
    """The end of a shop's feed; its locked row gives out the numbers, so they have no gap."""

    __tablename__ = "hub_head"
    __table_args__ = (
        ForeignKeyConstraint(["shop"], ["shop.id"]),
        {"postgresql_with": {"fillfactor": "10"}},  # room for HOT updates: no index churn
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[UUID]
    seq: Mapped[int]
    chain: Mapped[bytes]
    floor: Mapped[int] = mapped_column(server_default="0")  # up to here the log was cut off
    floor_chain: Mapped[bytes] = mapped_column(server_default=text("''"))
    durable: Mapped[int] = mapped_column(server_default="0")  # in the last proven backup


class FeedEntry(Base):
    """One op as numbered; `body` is the op exactly as its author sent it."""

    __tablename__ = "op"
    __table_args__ = (Index("op_ids", "shop", "op_id", unique=True),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    op_id: Mapped[UUID]
    txn: Mapped[UUID]
    rec: Mapped[UUID]
    entity: Mapped[str]
    field: Mapped[str]
    outcome: Mapped[str]
    body: Mapped[str]
    chain: Mapped[bytes]
    received_ms: Mapped[int]


class Seen(Base):
    """Every op id ever taken and what became of it; kept for ever, so a retry is never new.

    The slot (origin, inc, n) detects forks and is not used for dedupe. A relayed op takes none,
    but tells that its author once got so far.
    """

    __tablename__ = "op_seen"
    __table_args__ = (
        Index(
            "op_slot",
            "shop",
            "origin",
            "inc",
            "n",
            unique=True,
            sqlite_where=text("relayed = 0"),
            postgresql_where=text("relayed = 0"),
        ),
        Index(
            "op_relayed",
            "shop",
            "origin",
            "inc",
            "n",
            sqlite_where=text("relayed = 1 AND outcome <> 'quarantined'"),
            postgresql_where=text("relayed = 1 AND outcome <> 'quarantined'"),
        ),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    origin: Mapped[UUID]
    inc: Mapped[int]
    n: Mapped[int]
    relayed: Mapped[int]
    seq: Mapped[int]
    outcome: Mapped[str]
    code: Mapped[str]


class Record(Base):
    """A record that exists, with the values it was born with."""

    __tablename__ = "record"

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    rec: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str]
    hlc: Mapped[int]
    born: Mapped[str]


class FieldVersion(Base):
    """The current value of a field that was edited after its record was made."""

    __tablename__ = "field_version"
    __table_args__ = (ForeignKeyConstraint(["shop", "rec"], ["record.shop", "record.rec"]),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    rec: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    op_id: Mapped[UUID]
    hlc: Mapped[int]
    value: Mapped[str]


class Conflict(Base):
    """Two edits whose authors did not see each other; the loser is kept for a person."""

    __tablename__ = "conflict"
    __table_args__ = (Index(None, "shop", "rec"),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    edit: Mapped[UUID] = mapped_column(primary_key=True)  # the op that met another one
    rec: Mapped[UUID]
    field: Mapped[str]
    winner: Mapped[UUID]
    loser: Mapped[UUID]
    winner_value: Mapped[str]
    loser_value: Mapped[str]
    noted_ms: Mapped[int]
    resolved: Mapped[int] = mapped_column(server_default="0")  # 1: somebody saw and decided


class Held(Base):
    """An op taken but not numbered: parked until what it hangs on arrives, or in quarantine."""

    __tablename__ = "held"
    __table_args__ = (
        Index(None, "shop", "waits_for"),
        Index(None, "shop", "txn"),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    txn: Mapped[UUID]
    place: Mapped[int]  # within its transaction
    outcome: Mapped[str]
    code: Mapped[str]
    waits_for: Mapped[UUID | None]
    body: Mapped[str]
    offset_ms: Mapped[int]  # the author's clock error when it came
    received_ms: Mapped[int]


class Station(Base):
    """A workstation that enrolled, with the public keys it brought along last."""

    __tablename__ = "station"
    __table_args__ = (
        Index(None, "shop", "name", unique=True),
        Index(None, "shop", "prefix", unique=True),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    origin: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    prefix: Mapped[str]
    inc: Mapped[int]  # the highest one granted
    key: Mapped[bytes]  # Ed25519: what it signs with now
    seal_key: Mapped[bytes]  # X25519: what is meant for this desk alone is sealed to it
    enrolled_ms: Mapped[int]
    greeted_ms: Mapped[int]
    revoked_ms: Mapped[int]  # 0: may ask


class StationKey(Base):
    """Every Ed25519 key a workstation ever signed with; a relayed op may be older than the last."""

    __tablename__ = "signing_key"
    __table_args__ = (ForeignKeyConstraint(["shop", "origin"], ["station.shop", "station.origin"]),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    origin: Mapped[UUID] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(primary_key=True)
    since_ms: Mapped[int]


class Token(Base):
    """A token of a workstation; only its hash is here. The one before dies some days later."""

    __tablename__ = "station_token"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "origin"], ["station.shop", "station.origin"]),
        Index(None, "shop", "origin"),
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    shop: Mapped[UUID]
    origin: Mapped[UUID]
    made_ms: Mapped[int]
    used_ms: Mapped[int]  # 0: its owner may never have received it
    ends_ms: Mapped[int]  # 0: no end in sight


class HandedKey(Base):
    """A vault key on its way to one desk, sealed to that desk; the hub cannot open it."""

    __tablename__ = "handed_key"
    __table_args__ = (ForeignKeyConstraint(["shop", "origin"], ["station.shop", "station.origin"]),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    origin: Mapped[UUID] = mapped_column(primary_key=True)  # whom it is for
    key_id: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[UUID]
    sealed: Mapped[str]
    posted_ms: Mapped[int]


class Code(Base):
    """A one-time enrolment code; only its hash is here."""

    __tablename__ = "enrolment_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    shop: Mapped[UUID]
    expires_ms: Mapped[int]
    used_ms: Mapped[int]  # 0: still good
