"""When the shop works: hours by weekday, public holidays, and the owner's own exceptions.

Pure and light, like `drafts`: the tables of holidays take most of a second to load, so they come
in a lane (`load_holidays`) and count from then on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

KEY = "calendar"
_WEEK = 7
_FURTHEST = 3 * 366
"""So many days ahead there must be a day of work, or the calendar is taken for a slip."""

_holidays: dict[tuple[str, int], frozenset[date]] = {}


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From opening to closing on one day, by the clock on the wall."""

    opens: time
    closes: time


USUAL_HOURS = Hours(time(10), time(18))
USUAL_WEEK: tuple[Hours | None, ...] = (*((USUAL_HOURS,) * 6), None)
"""Monday first; closed on Sunday."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day of work is one of the week that is no holiday, or one the owner made one."""

    zone: ZoneInfo
    week: tuple[Hours | None, ...] = USUAL_WEEK
    country: str = ""  # whose public holidays are days off; empty: nobody's
    exceptions: Mapping[date, Hours | None] = field(default_factory=dict[date, "Hours | None"])

    def hours(self, day: date) -> Hours | None:
        """The hours of a day; None on a day off."""
        if day in self.exceptions:
            return self.exceptions[day]
        if day in _holidays.get((self.country, day.year), ()):
            return None
        return self.week[day.weekday()]

    def next_open(self, day: date) -> date:
        """The first day of work from `day` on; `day` itself where the shop never works."""
        days = (day + timedelta(ahead) for ahead in range(_FURTHEST))
        return next((found for found in days if self.hours(found) is not None), day)

    def last_open(self, day: date) -> date:
        """The last day of work up to `day`; `day` itself where there is none."""
        days = (day - timedelta(back) for back in range(_FURTHEST))
        return next((found for found in days if self.hours(found) is not None), day)

    def after(self, day: date, working_days: int) -> date:
        """The day of work so many days of work after `day`; 0 is the first one from it on."""
        found = self.next_open(day)
        for _ in range(working_days):
            found = self.next_open(found + timedelta(1))
        return found

    def working_days(self, first: date, last: date) -> int:
        """How many days of work there are from `first` to `last`, both counted."""
        span = range((last - first).days + 1)
        return sum(self.hours(first + timedelta(ahead)) is not None for ahead in span)

    def closing(self, day: date) -> datetime:
        """The moment the shop closes on a day; where it does not work, when it usually would."""
        hours = self.hours(day) or self._usual(day)
        return moment(day, hours.closes, self.zone)

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """From opening to closing on one day, as moments; None on a day off."""
        hours = self.hours(day)
        if hours is None:
            return None
        return moment(day, hours.opens, self.zone), moment(day, hours.closes, self.zone)

    def is_open_at(self, at: datetime) -> bool:
        """Whether somebody is there to hand the device out."""
        local = at.astimezone(self.zone)
        hours = self.hours(local.date())
        return hours is not None and hours.opens <= local.time() <= hours.closes

    def today(self, now: datetime) -> date:
        """The day it is in the shop; after closing it counts as the next one."""
        local = now.astimezone(self.zone)
        hours = self.hours(local.date())
        over = hours is not None and local.time() >= hours.closes
        return local.date() + timedelta(1) if over else local.date()

    def _usual(self, day: date) -> Hours:
        weekday = self.week[day.weekday()]
        return weekday or next((hours for hours in self.week if hours), USUAL_HOURS)


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A time on the wall as a moment; one that a change of clocks skips is moved behind it."""
    local = datetime.combine(day, clock, zone)
    return local.astimezone(UTC).astimezone(zone)


def read(chosen: object, zone: ZoneInfo, country: str) -> Calendar:
    """The owner's calendar; what cannot be understood of it is as shipped."""
    found: dict[str, Any] = chosen if isinstance(chosen, dict) else {}  # pyright: ignore[reportUnknownVariableType] - JSON
    week = found.get("week")
    whole = isinstance(week, list) and len(week) == _WEEK  # pyright: ignore[reportUnknownArgumentType] - JSON
    return Calendar(
        zone,
        week=tuple(_hours(day) for day in found["week"]) if whole else USUAL_WEEK,
        country=country if found.get("holidays", True) else "",
        exceptions=_exceptions(found.get("exceptions")),
    )


def written(calendar: Calendar) -> dict[str, Any]:
    """As the preference holds it."""
    return {
        "week": [_written_hours(hours) for hours in calendar.week],
        "holidays": bool(calendar.country),
        "exceptions": {
            day.isoformat(): _written_hours(hours)
            for day, hours in sorted(calendar.exceptions.items(), key=_day_of)
        },
    }


def load_holidays(country: str, first_year: int, years: int = 3) -> None:
    """Learn the public holidays of a country; one that nobody knows has none. Takes its time."""
    import holidays  # noqa: PLC0415 - 0.3 s to import, 0.4 s for the first table

    for year in range(first_year, first_year + years):
        if (country, year) in _holidays:
            continue
        try:
            known = [*holidays.country_holidays(country, years=year).keys()]
        except NotImplementedError:
            known = list[date]()
        _holidays[country, year] = frozenset(known)


def _hours(value: object) -> Hours | None:
    match value:
        case [str(opens), str(closes)]:
            try:
                found = Hours(time.fromisoformat(opens), time.fromisoformat(closes))
            except ValueError:
                return None
            return found if found.opens < found.closes else None
        case _:
            return None


def _exceptions(value: object) -> dict[date, Hours | None]:
    found: dict[date, Hours | None] = {}
    for day, hours in value.items() if isinstance(value, dict) else ():  # pyright: ignore[reportUnknownVariableType] - JSON
        try:
            found[date.fromisoformat(str(day))] = _hours(hours)  # pyright: ignore[reportUnknownArgumentType] - JSON
        except ValueError:
            continue
    return found


def _written_hours(hours: Hours | None) -> list[str] | None:
    return None if hours is None else [f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"]


def _day_of(item: tuple[date, Hours | None]) -> date:
    return item[0]
