"""What the owner reads of the shop: plain values. Light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.clock import moment_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID
    from zoneinfo import ZoneInfo


class By(StrEnum):
    """In which way what is in the shop is told apart."""

    STAGE = "stage"
    AGE = "age"
    TECHNICIAN = "technician"
    PLACE = "place"
    LATE = "late"


class Over(StrEnum):
    """What of a span has a list behind it."""

    KIND = "kind"
    WORKER = "worker"
    CLIENT = "client"
    FIRST = "first"  # promised first for that span, and not kept
    LAST = "last"
    TIME = "time"
    WAY = "way"
    SHIFT = "shift"
    PASSED = "passed"


class Period(StrEnum):
    """Spans that have a key; the last one is typed."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of one day to the end of another, by the clock on the wall."""

    first: date
    last: date

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first moment, and the first one that is after it."""
        after = self.last + timedelta(1)
        begin, end = (datetime.combine(day, time(), zone) for day in (self.first, after))
        return begin.astimezone(UTC), end.astimezone(UTC)

    def texts(self, zone: ZoneInfo) -> tuple[str, str]:
        """The first moment and the last one, as the store writes them."""
        begin, after = self.moments(zone)
        return moment_text(begin), moment_text(after - timedelta(microseconds=1))


_MONTHS_OF_QUARTER = 3


def span_of(period: Period, today: date) -> Span:
    """A day, week, month or quarter up to today, whole at its beginning."""
    month = today.month
    if period is Period.QUARTER:
        month -= (month - 1) % _MONTHS_OF_QUARTER
    if period is Period.WEEK:
        return Span(today - timedelta(today.weekday()), today)
    if period in {Period.MONTH, Period.QUARTER}:
        return Span(date(today.year, month, 1), today)
    return Span(today, today)


def before(period: Period, span: Span) -> Span:
    """The whole span of its kind that was before; of typed days as many as they are."""
    last = span.first - timedelta(1)
    if period is Period.MONTH:
        return Span(last.replace(day=1), last)
    if period is Period.QUARTER:
        month = last.month - _MONTHS_OF_QUARTER + 1
        return Span(date(last.year, month, 1), last)
    days = 7 if period is Period.WEEK else (span.last - span.first).days + 1
    return Span(span.first - timedelta(days), last)


@dataclass(frozen=True, slots=True)
class Held:
    """Orders in the shop that have one thing in common; `key` opens the list behind them.

    `valued` is the sum of what their devices are worth by agreement, `unvalued` how many have no
    such value: those are at risk for an unknown sum.
    """

    key: str
    name: str
    count: int
    valued: int
    unvalued: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the promises that fell due, how many were kept."""

    due: int
    kept: int


@dataclass(frozen=True, slots=True)
class StageTime:
    """Hours of work that orders stood at a stage: the middle one, and what nine of ten needed."""

    stage: str
    count: int
    median: float
    most: float


@dataclass(frozen=True, slots=True)
class Earned:
    """Orders handed over, by one thing: what they brought and what they cost."""

    name: str
    count: int
    revenue: int
    cost: int
    key: str = ""  # opens the list behind it

    @property
    def profit(self) -> int:
        """What is left."""
        return self.revenue - self.cost


@dataclass(frozen=True, slots=True)
class WayIn:
    """Money of orders that came one way, and how much of it went into shifts."""

    method: str
    taken: int
    in_shifts: int

    @property
    def outside(self) -> int:
        """What no shift knows of."""
        return self.taken - self.in_shifts


@dataclass(frozen=True, slots=True)
class Counted:
    """A shift of the span: what had to be in the box, and what was; None while it goes on."""

    box: str
    at: datetime
    by: str
    expected: int
    counted: int | None
    late: int  # came after it had been counted
    key: str = ""

    @property
    def apart(self) -> int:
        """What is too much, or below nothing: missing."""
        return 0 if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Passed:
    """How often somebody passed over what was next, for one reason."""

    by: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class OverSpan:
    """What happened over a span."""

    first_promise: Kept
    last_promise: Kept
    times: tuple[StageTime, ...]
    kinds: tuple[Earned, ...]
    technicians: tuple[Earned, ...]
    clients: tuple[Earned, ...]
    unpriced: int  # handed over, and nobody ever named a price
    keeps_boxes: bool  # without one no money goes into shifts, and none is missing there
    ways: tuple[WayIn, ...]
    shifts: tuple[Counted, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The page."""

    at: datetime
    span: Span
    currency: str
    held: Mapping[By, tuple[Held, ...]]
    over: OverSpan


@dataclass(frozen=True, slots=True)
class Behind:
    """One order of the list behind a figure."""

    id: UUID
    number: str
    device: str
    client: str
    stage: str
    accepted_at: datetime
    promised_at: datetime | None
    valued: int | None
    technician: str
    place: str
