"""What the machine asks its driver to do, in this order, before the next event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.events import Road
    from intake_app.sync.core.ops import FeedOp
    from intake_app.sync.core.repair_wire import PartReply, PartRequest
    from intake_app.sync.core.standing import Receipt, Repair
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.core.wire import HelloRequest, PullRequest


@dataclass(frozen=True, slots=True)
class Greet:
    """Say hello; answer with Greeted or Failed."""

    attempt: int
    request: HelloRequest


@dataclass(frozen=True, slots=True)
class Push:
    """Send the oldest unsent ops; answer with Pushed, OutboxEmpty or Failed."""

    attempt: int
    limit: int
    epoch: UUID | None
    inc: int
    clock_ms: int


@dataclass(frozen=True, slots=True)
class Pull:
    """Fetch a page of the feed; answer with Pulled or Failed."""

    attempt: int
    request: PullRequest


@dataclass(frozen=True, slots=True)
class Offer:
    """Give the hub what it lacks of the ops we keep behind `after`; answer Offered or Failed."""

    attempt: int
    epoch: UUID
    after: int | None


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetch a part of a snapshot; answer with Brought or Failed."""

    attempt: int
    request: PartRequest


@dataclass(frozen=True, slots=True)
class Compare:
    """Hold the store against the hub and mend it; answer with Compared or Failed."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Carry:
    """Move one chunk of a picture, whichever way it goes; answer with Carried or Failed."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Adopt:
    """Take what the hub granted; `epoch` only at the first contact. Answer with Stored(HELLO)."""

    epoch: UUID | None
    inc: int
    prefix: str
    durable: int = 0  # how far the hub's feed is in a proven backup


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Mark what the hub has taken; answer with Stored(PUSH)."""

    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Refuse:
    """Put ops aside that cannot travel; answer with Stored(PUSH)."""

    op_ids: tuple[UUID, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Apply:
    """Apply a page and move the cursor; answer with Stored(PULL)."""

    page: tuple[FeedOp, ...]
    epoch: UUID
    chain: str


@dataclass(frozen=True, slots=True)
class Mend:
    """Another epoch, or another past: note it and what is to be done. Answer with Stored(road)."""

    epoch: UUID
    repair: Repair
    road: Road | None  # None beside a hello, whose Adopt is still to come


@dataclass(frozen=True, slots=True)
class Absorb:
    """Take a part of a snapshot over; answer with Stored(REPAIR)."""

    reply: PartReply


@dataclass(frozen=True, slots=True)
class Look:
    """Read where we stand; answer with Stored. First note how far a proven backup goes, if told."""

    durable: int = 0


@dataclass(frozen=True, slots=True)
class Reconnect:
    """Drop every call under way and the connection itself; nothing is answered."""


@dataclass(frozen=True, slots=True)
class Report:
    """Tell people."""

    status: SyncStatus


StoreCommand: TypeAlias = Adopt | Acknowledge | Refuse | Apply | Mend | Absorb | Look
Command: TypeAlias = (
    Greet | Push | Pull | Offer | Fetch | Compare | Carry | StoreCommand | Reconnect | Report
)
