"""What the screens of the workshop show: plain frozen values. Light, like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from intake_app.checks.legal_terms import Left
    from intake_app.services.alarms import Watch
    from intake_app.services.legal_clocks import Law


class BenchList(StrEnum):
    """The lists of the workshop, in the order of Alt+1, Alt+2 and so on."""

    MINE = "mine"
    QUEUE = "queue"
    OVERDUE = "overdue"
    TODAY = "today"
    UNTOUCHED = "untouched"
    STUCK = "stuck"
    LEGAL = "legal"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at the lists, and when; without a `watch` nothing is late or stuck."""

    now: datetime
    day: datetime  # its first moment in the shop
    next_day: datetime
    person: UUID | None = None
    name: str = ""
    watch: Watch | None = None
    law: Law | None = None  # without it no term of the law runs


def asker(
    now: datetime,
    zone: ZoneInfo,
    person: UUID | None,
    name: str,
    watch: Watch | None = None,
) -> Asker:
    """Who asks now; the day is the one on the shop's wall."""
    day = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Asker(now, day, day + timedelta(days=1), person, name, watch)


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One repair as a technician sees it: no client."""

    no: int
    id: UUID
    number: str
    device: str
    fault: str
    stage: str
    since: datetime
    accepted_at: datetime
    promised_at: datetime | None
    repair_kind: str
    urgent: bool
    technician: str
    place: str
    skips: int  # how often it was passed over


@dataclass(frozen=True, slots=True)
class WallRow:
    """One repair on the wall: whoever looks up must not learn whose it is."""

    number: str
    device: str
    technician: str
    promised_at: datetime | None
    is_late: bool = False  # the promised term runs, and has run out


@dataclass(frozen=True, slots=True)
class WallColumn:
    """One stage: how many stand there, how many of them late, and those to look at first."""

    stage: str
    count: int
    late: int
    rows: tuple[WallRow, ...]


@dataclass(frozen=True, slots=True)
class LegalRow:
    """A term of the law that runs out, or has: of which order, and how much of it is left."""

    order_id: UUID
    number: str
    device: str
    stage: str
    left: Left


@dataclass(frozen=True, slots=True)
class PassedRow:
    """Somebody took something else than this: who, when and why."""

    order_id: UUID
    number: str
    device: str
    at: datetime
    by: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was handed out."""

    order_id: UUID
    number: str
    device: str
    stage: str


@dataclass(frozen=True, slots=True)
class LostTake:
    """Two technicians took one repair at the same time, and the other one has it."""

    order_id: UUID
    number: str
    other: str
    loser: UUID  # the edit that lost
