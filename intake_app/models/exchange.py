"""What this workstation owes the hub, what it has heard, and where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id

_STATES = "state IN ('new', 'acked', 'done', 'quarantined')"


class OutboxOp(Base, kw_only=True):
    """One change made here; written by the recorder alone, in the transaction of its rows."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(_STATES, name="state"),
        Index("outbox_waiting", "inc", "n", sqlite_where=text("state <> 'done'")),
        Index("outbox_rec", "rec"),
        Index("outbox_done", "hub_seq", sqlite_where=text("state = 'done'")),
        {"sqlite_with_rowid": False},
    )

    inc: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    op_id: Mapped[UUID] = mapped_column(unique=True)
    txn: Mapped[UUID]
    verb: Mapped[str]
    entity: Mapped[str]
    rec: Mapped[UUID]
    field: Mapped[str]
    payload: Mapped[str]  # canonical JSON of the op's values
    base: Mapped[UUID | None]
    hlc: Mapped[int]
    schema: Mapped[int]
    made_at: Mapped[str]
    by_user: Mapped[str]
    state: Mapped[str] = mapped_column(default="new")
    hub_seq: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(default="")
    last_error: Mapped[str] = mapped_column(default="")


class FeedEntry(Base, kw_only=True):
    """An op of another workstation as it came, kept for repair and for replay after an upgrade."""

    __tablename__ = "feed"
    __table_args__ = (
        Index(None, "seq"),
        Index(None, "rec"),
        Index("feed_unread", "seq", sqlite_where=text("NOT understood")),
        {"sqlite_with_rowid": False},
    )

    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[UUID]
    seq: Mapped[int]
    outcome: Mapped[str]
    raw: Mapped[str]
    rec: Mapped[UUID]
    taken_ms: Mapped[int]
    understood: Mapped[bool] = mapped_column(default=True)  # False: replayed after an upgrade


class SyncState(Base, kw_only=True):
    """One row: who we are, how far we are, which number comes next.

    `guard` is 1 only while the recorder writes; the triggers of synced tables refuse otherwise.
    """

    __tablename__ = "sync"
    __table_args__ = (CheckConstraint("one = 1", name="one"),)

    one: Mapped[int] = mapped_column(primary_key=True, default=1)
    origin: Mapped[UUID]
    inc: Mapped[int] = mapped_column(default=0)
    next_n: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[UUID | None] = mapped_column(default=None)
    cursor: Mapped[int] = mapped_column(default=0)
    hlc: Mapped[int] = mapped_column(default=0)
    prefix: Mapped[str] = mapped_column(default="A")
    order_counter: Mapped[int] = mapped_column(default=0)
    nonce: Mapped[UUID | None] = mapped_column(default=None)
    guard: Mapped[int] = mapped_column(default=0)
    chain: Mapped[str] = mapped_column(default="")  # of the feed up to the cursor, hex
    repair: Mapped[str] = mapped_column(default="")  # `sync.core.standing.Repair`
    snapshot: Mapped[UUID | None] = mapped_column(default=None)  # being taken in
    part: Mapped[int] = mapped_column(default=0)  # of it, the next
    schema_seen: Mapped[int] = mapped_column(default=0)
    whole_seq: Mapped[int] = mapped_column(default=0)  # of the feed, when it last came as a whole
    durable_seq: Mapped[int] = mapped_column(default=0)
    durable_mark: Mapped[int] = mapped_column(default=0)  # what it was at `marked_ms`
    durable_old: Mapped[int] = mapped_column(default=0)  # … and a month before that
    marked_ms: Mapped[int] = mapped_column(default=0)
    compared_ms: Mapped[int] = mapped_column(default=0)  # the last digest that agreed
    scrub: Mapped[bool] = mapped_column(default=False)  # erased bytes may still be in the file


class FieldVersion(Base, kw_only=True):
    """Which op gave a card's field its value, for fields edited since the record was made.

    `op_id` gave the value that is shown, `confirmed_op` the one the hub's feed agrees with. They
    differ while an edit of ours is on its way; only then `confirmed_value` (JSON) is needed.
    """

    __tablename__ = "field_version"
    __table_args__ = ({"sqlite_with_rowid": False},)

    rec: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    op_id: Mapped[UUID]
    confirmed_op: Mapped[UUID]
    confirmed_value: Mapped[str | None] = mapped_column(default=None)


class Conflict(Base, kw_only=True):
    """An edit that lost to one made at the same time elsewhere; a person decides."""

    __tablename__ = "conflict"
    __table_args__ = ({"sqlite_with_rowid": False},)

    loser: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str]
    rec: Mapped[UUID]
    field: Mapped[str]
    lost_value: Mapped[str]  # JSON
    seq: Mapped[int]
    resolved: Mapped[bool] = mapped_column(default=False)
    reopened: Mapped[bool] = mapped_column(default=False)  # here: our own edits do not settle it


class DeskName(Base, kw_only=True):
    """How another desk of the shop is called, as the hub told last."""

    __tablename__ = "desk_name"
    __table_args__ = ({"sqlite_with_rowid": False},)

    origin: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class Discard(Base, kw_only=True):
    """A fact: a person gave up an op that the hub had put aside, and why."""

    __tablename__ = "discard"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    op_id: Mapped[UUID]
    rec: Mapped[UUID]
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]


class Attention(Base, kw_only=True):
    """Something the exchange could not settle by itself: a late stage move, a refused op."""

    __tablename__ = "attention"
    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: Mapped[str] = mapped_column(primary_key=True)
    rec: Mapped[UUID] = mapped_column(primary_key=True)
    about: Mapped[UUID]  # the record a person should open
    code: Mapped[str] = mapped_column(default="")
    resolved: Mapped[bool] = mapped_column(default=False)
