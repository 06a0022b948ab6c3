"""How much time of work lies between two moments; pure, and never less than none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

_NOTHING = timedelta()
_FURTHEST = 3 * 366
"""So many days back something of work must lie, or the calendar is taken for a slip."""


class Opening(Protocol):
    """When the shop works; `services.calendar` knows."""

    @property
    def zone(self) -> ZoneInfo:
        """In which the days of the shop begin."""
        ...

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """From opening to closing on one day; None on a day off."""
        ...


def worked(opening: Opening, start: datetime, end: datetime) -> timedelta:
    """The time of work from one moment to another; none where the end is before the start."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    found, day = _NOTHING, start.astimezone(opening.zone).date()
    last = end.astimezone(opening.zone).date()
    while start < end and day <= last:
        found += _within(opening.span(day), start, end)
        day += timedelta(1)
    return found


def before(opening: Opening, end: datetime, amount: timedelta) -> datetime:
    """The moment from which to `end` just `amount` was worked: what began earlier took longer.

    For a shop that hardly works it lies so far back that nothing did.
    """
    end = end.astimezone(UTC)
    day = end.astimezone(opening.zone).date()
    for _ in range(_FURTHEST):
        span = opening.span(day)
        here = _within(span, end - timedelta(days=2 * _FURTHEST), end)
        if span is not None and here >= amount:
            return min(span[1].astimezone(UTC), end) - amount
        amount -= here
        day -= timedelta(1)
    return end - timedelta(days=_FURTHEST)


def _within(span: tuple[datetime, datetime] | None, start: datetime, end: datetime) -> timedelta:
    if span is None:
        return _NOTHING
    opens, closes = (moment.astimezone(UTC) for moment in span)
    return max(_NOTHING, min(closes, end) - max(opens, start))
