"""Where a workstation stands in the exchange, and what the hub said about its ops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import Outcome


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the hub said about one pushed op."""

    op_id: UUID
    outcome: Outcome
    seq: int  # 0 while it has no number (parked, quarantined)
    code: str = ""
