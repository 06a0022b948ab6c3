"""Shares, middles and times of work that the figures of the shop are made of; pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from intake_app.checks.working_time import Opening

_WHOLE = 100
AGES = (1, 3, 7, 14, 30, 45)
"""Days here; each bounds an age from above, and what is older is the last age."""


def percent(part: int, whole: int) -> int | None:
    """So much of a hundred, rounded down so that a hundred means all; None of nothing."""
    return None if whole <= 0 else min(_WHOLE, max(0, part * _WHOLE // whole))


def quantile(sorted_values: Sequence[float], share: float) -> float:
    """The value that so large a share does not exceed; nothing of nothing."""
    if not sorted_values:
        return 0.0
    place = max(0, -int(-share * len(sorted_values) // 1) - 1)
    return sorted_values[min(place, len(sorted_values) - 1)]


def age(days: int) -> int:
    """The place of an age in `AGES`; one behind the last for what is older."""
    return next((place for place, most in enumerate(AGES) if days < most), len(AGES))


def shared(whole: int, weights: Mapping[str, int]) -> Mapping[str, int]:
    """A sum divided by weights into whole minor units that add up to it; empty without weights."""
    total = sum(weights.values())
    if total <= 0:
        return {}
    found: dict[str, int] = {}
    given = reached = 0
    for name, weight in weights.items():
        reached += weight
        part = whole * reached // total - given
        found[name] = part
        given += part
    return found


@dataclass(frozen=True, slots=True)
class WorkClock:
    """The time of work between any two moments of some years, without counting day by day.

    Says the same as `working_time.worked`, in the time of two look-ups.
    """

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    before: tuple[float, ...]  # seconds worked before each opening

    @classmethod
    def of(cls, opening: Opening, first: date, last: date) -> WorkClock:
        """Learn the hours of all days from `first` to `last`."""
        opens: list[float] = []
        closes: list[float] = []
        before: list[float] = []
        total = 0.0
        for ahead in range((last - first).days + 1):
            span = opening.span(first + timedelta(ahead))
            if span is None:
                continue
            opened, closed = (moment.astimezone(UTC).timestamp() for moment in span)
            opens.append(opened)
            closes.append(max(opened, closed))
            before.append(total)
            total += closes[-1] - opened
        return cls(tuple(opens), tuple(closes), tuple(before))

    def hours(self, start: datetime, end: datetime) -> float:
        """Hours of work from one moment to another; none where the end is before the start."""
        return max(0.0, self._worked(end.timestamp()) - self._worked(start.timestamp())) / 3600

    def _worked(self, at: float) -> float:
        place = bisect_right(self.opens, at) - 1
        if place < 0:
            return 0.0
        return self.before[place] + min(at, self.closes[place]) - self.opens[place]
