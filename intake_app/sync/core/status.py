"""What the status bar may say about the exchange; never more than is true."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.errors import Problem


class StuckWhy(StrEnum):
    """Why only a person can get the exchange going; nothing is lost meanwhile."""

    REVOKED = "revoked"  # the hub does not know this PC (any more): enrol it
    OUTDATED = "outdated"  # the hub speaks a newer protocol: update this program
    NO_PROGRESS = "no_progress"  # changes wait although the hub answers


@dataclass(frozen=True, slots=True)
class Off:
    """No hub is set, or the exchange is paused."""


@dataclass(frozen=True, slots=True)
class Synced:
    """Everything made here is in the hub's feed and everything in the feed is here, as of `at`.

    The hub's clock is `clock_off_min` ahead of ours, where that is worth a word; nothing hangs
    on it.
    """

    at: datetime
    clock_off_min: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """In touch, or about to be, but not yet in step; `pending` may be 0 while news come in."""

    pending: int
    oldest_at: str  # ISO 8601 UTC; empty when nothing of ours waits


@dataclass(frozen=True, slots=True)
class Receiving:
    """The hub's state comes in as a whole: a new PC, or a hub that was restored."""

    done: int
    total: int  # 0 while the two still find out what the other lacks
    pending: int


@dataclass(frozen=True, slots=True)
class Offline:
    """The hub cannot be reached; work goes on here."""

    pending: int
    oldest_at: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class NeedsAttention:
    """`count` records were put aside for a person to look at; the others flow."""

    count: int
    pending: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """Only a person can go on from here."""

    why: StuckWhy
    pending: int
    oldest_at: str


SyncStatus: TypeAlias = Off | Synced | Waiting | Receiving | Offline | NeedsAttention | Stuck
