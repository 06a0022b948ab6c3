"""When an order can be promised: the usual term, the queue in front of it, and the law.

Pure and light, like `drafts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from intake_app.services import terms_checks
from intake_app.services.drafts import RepairKind
from intake_app.services.usual_terms import LONGEST, URGENT, Term

if TYPE_CHECKING:
    from datetime import date, datetime

    from intake_app.services.calendar import Calendar

_FEWEST = 5
"""With fewer repairs done than this their number says nothing of the pace."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The work in front of a technician, or of all: `done` of it went in `days` days of work."""

    waiting: int = 0
    done: int = 0
    days: int = 0

    def length(self) -> int:
        """Days of work until the last one waiting is done; 0 while the pace is not known."""
        if self.done < _FEWEST or self.days <= 0:
            return 0
        return min(ceil(self.waiting * self.days / self.done), LONGEST)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a promise is asked for."""

    kind: RepairKind
    urgent: bool = False
    parts_days: int = 0  # that parts took the last time
    legal_profile: str = "ru"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`earliest` is what the queue can keep, none for what goes before all others."""

    moment: datetime
    queue_days: int = 0
    earliest: datetime | None = None


def proposal(calendar: Calendar, term: Term, queue: Queue, wish: Wish, now: datetime) -> Proposal:
    """The closing of a day of work: after the usual term, not before the queue, within the law."""
    today = calendar.today(now)
    usual = _end_of(calendar, URGENT if wish.urgent else term, now)
    usual = calendar.after(usual, wish.parts_days)
    days = queue.length()
    first = calendar.after(today, days)
    jumps = wish.urgent or wish.kind is RepairKind.OWN_WARRANTY
    day = usual if jumps else max(usual, first)
    if wish.kind is RepairKind.WARRANTY and wish.legal_profile == "ru":
        accepted = now.astimezone(calendar.zone).date()
        last = calendar.last_open(terms_checks.last_warranty_day(accepted))
        day = min(day, max(last, accepted))
    earliest = None if jumps or not days else calendar.closing(first)
    return Proposal(calendar.closing(day), days, earliest)


def _end_of(calendar: Calendar, term: Term, now: datetime) -> date:
    if term.working:
        return calendar.after(calendar.today(now), term.days)
    accepted = now.astimezone(calendar.zone).date()
    return calendar.next_open(accepted + timedelta(term.days))
