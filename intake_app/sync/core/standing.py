"""Where a workstation stands in the exchange, and what the hub said about its ops."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import Outcome


class Repair(StrEnum):
    """What has to be done before the feed is followed again; durable, so that a crash goes on."""

    NONE = ""
    OFFER = "offer"  # the hub was restored: give back what it lacks
    SNAPSHOT = "snapshot"  # take its state as a whole


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this workstation stands; all of it durable."""

    origin: UUID
    inc: int
    next_n: int
    epoch: UUID | None  # the hub's; None before the first contact
    cursor: int  # highest feed number applied here
    pending: int  # ops not yet seen in the feed
    oldest_pending_at: str  # ISO 8601 UTC, empty when nothing waits
    quarantined: int
    chain: str = ""  # of the feed up to the cursor, as hex
    repair: Repair = Repair.NONE
    snapshot: UUID | None = None  # the one being taken in
    part: int = 0  # of it, the next
    compared_ms: int = 0  # when this store agreed with the hub last


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the hub said about one pushed op."""

    op_id: UUID
    outcome: Outcome
    seq: int  # 0 while it has no number (parked, quarantined)
    code: str = ""
