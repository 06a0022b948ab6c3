"""When an order can be promised: the usual term, the queue in front of it, and the law.

Pure and light, like `drafts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from intake_app.services import terms_checks
from intake_app.services.drafts import RepairKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from intake_app.services.calendar import Calendar

KEY = "terms"
_FEWEST = 5
"""With fewer repairs done than this their number says nothing of the pace."""

_LONGEST_QUEUE = 250  # days of work; a year


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind of repair usually takes."""

    days: int
    working: bool = True  # days of work, not of the calendar


URGENT = Term(1)
SHIPPED: Mapping[RepairKind, Term] = MappingProxyType(
    {
        RepairKind.PAID: Term(15, working=False),
        RepairKind.WARRANTY: Term(30, working=False),
        RepairKind.OWN_WARRANTY: Term(3),
        RepairKind.ONSITE: Term(2),
        RepairKind.PRESALE: Term(5),
        RepairKind.CONTRACT: Term(5),
        RepairKind.TRADE_IN: Term(1),
        RepairKind.DIAGNOSIS: Term(3),
    }
)


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
        return min(ceil(self.waiting * self.days / self.done), _LONGEST_QUEUE)


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


def read(chosen: object, repair_days: int) -> dict[RepairKind, Term]:
    """The owner's terms; what cannot be understood of them is as shipped.

    `repair_days` is what the settings of a desk say of a paid repair.
    """
    found = {**SHIPPED, RepairKind.PAID: Term(repair_days, working=False)}
    if not isinstance(chosen, dict):
        return found
    for kind in RepairKind:
        term = _term(chosen.get(kind.value))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - JSON
        if term is not None:
            found[kind] = term
    return found


def _term(value: object) -> Term | None:
    match value:
        case [int(days), bool(working)] if 0 <= days <= _LONGEST_QUEUE:
            return Term(days, working)
        case _:
            return None


def written(terms: Mapping[RepairKind, Term]) -> dict[str, Any]:
    """As the preference holds them."""
    return {kind.value: [term.days, term.working] for kind, term in terms.items()}


def _end_of(calendar: Calendar, term: Term, now: datetime) -> date:
    if term.working:
        return calendar.after(calendar.today(now), term.days)
    accepted = now.astimezone(calendar.zone).date()
    return calendar.next_open(accepted + timedelta(term.days))
