"""How long our own work is under warranty: a term for each work and part; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Done:
    """One work or part as it was billed; no days of its own: the usual term of the shop."""

    text: str
    kind: str  # work, part
    days: int = 0
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One work or part, and the last day of its warranty."""

    text: str
    kind: str
    until: date
    serial: str = ""


def last_day(issued: date, days: int) -> date:
    """The warranty begins on the day of the hand-over, which is not counted."""
    return issued + timedelta(days=max(0, days))


def terms(done: Iterable[Done], issued: date, usual: int) -> tuple[Term, ...]:
    """Each with its own term; a part built in has one of its own (ЗПП 20 п.4)."""
    return tuple(
        Term(one.text, one.kind, last_day(issued, one.days or usual), one.serial) for one in done
    )


def running(found: Iterable[Term], today: date) -> tuple[Term, ...]:
    """What is still under warranty, the longest first; the last day counts."""
    left = [term for term in found if term.until >= today]
    return tuple(sorted(left, key=_by_day, reverse=True))


def until(done: Iterable[Done], issued: date, usual: int) -> date:
    """The day until which anything of an order is under warranty; with no lines the usual one."""
    days = [term.until for term in terms(done, issued, usual)]
    return max(days, default=last_day(issued, usual))


def extended(end: date, accepted: date, issued: date) -> date:
    """The warranty of goods is longer by the days of a repair under it (ЗПП 20 п.3)."""
    return end + max(timedelta(), issued - accepted)


def _by_day(term: Term) -> date:
    return term.until
