"""Terms the law sets to a repair, and when to warn before they run out; pure, dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEAP_DAY = (2, 29)


class LegalKind(StrEnum):
    """What runs out."""

    WARRANTY_TERM = "warranty_term"
    WARRANTY_YEAR = "warranty_year"
    LOANER = "loaner"
    REWORK = "rework"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days of the calendar; from `warn` days on somebody is told. `source` is the law."""

    days: int
    warn: int
    source: str


TERMS: Mapping[LegalKind, Term] = MappingProxyType(
    {
        LegalKind.WARRANTY_TERM: Term(45, 35, "ЗПП 20 п. 1"),
        LegalKind.WARRANTY_YEAR: Term(30, 20, "ЗПП 18"),
        LegalKind.LOANER: Term(3, 0, "ЗПП 20 п. 2"),
        LegalKind.REWORK: Term(0, -3, "ЗПП 30"),
    }
)
"""In force since 2000 at the latest; a change of the law is a new table with its day."""


@dataclass(frozen=True, slots=True)
class Left:
    """How far one term has run; below 0 days left it is over."""

    kind: LegalKind
    used: int
    days_left: int
    last_day: date

    @property
    def warns(self) -> bool:
        """Whether it is time to tell somebody."""
        return self.used >= TERMS[self.kind].warn


def since(kind: LegalKind, begun: date, today: date) -> Left:
    """A term that runs from a day on; the day itself does not count."""
    used = max(0, (today - begun).days)
    last = begun + timedelta(TERMS[kind].days)
    return Left(kind, used, (last - today).days, last)


def until(last_day: date, today: date) -> Left:
    """A term the client has set himself."""
    left = (last_day - today).days
    return Left(LegalKind.REWORK, -left, left, last_day)


def warranty_year(bought_on: date | None, today: date) -> date:
    """The day the running year of the warranty began; not known: a year ago."""
    if bought_on is None or bought_on > today:
        return _years_after(today, -1)
    years = today.year - bought_on.year
    begun = _years_after(bought_on, years)
    return begun if begun <= today else _years_after(bought_on, years - 1)


def in_year(stays: Iterable[tuple[date, date]], year: date, today: date) -> Left:
    """The days a device could not be used in its year, all its warranty repairs together."""
    used = sum(max(0, (min(end, today) - max(begun, year)).days) for begun, end in stays)
    left = TERMS[LegalKind.WARRANTY_YEAR].days - used
    return Left(LegalKind.WARRANTY_YEAR, used, left, today + timedelta(left))


def _years_after(day: date, years: int) -> date:
    if (day.month, day.day) == _LEAP_DAY:
        day -= timedelta(1)
    return day.replace(year=day.year + years)
