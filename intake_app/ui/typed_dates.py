"""Dates as typed at a counter: `+3`, `+2н`, `25.12`, `5 дек`, `к пятнице`, `завтра 12:30`."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from intake_app.checks import layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

CLOSING = time(18)
"""What a day without an hour means, where the shop's own hours are not known."""

_CLOCK = re.compile(
    r"(?:^|\s+)(?:в\s+|at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)$"
    r"|(?:\s+(?:в|at)|(?<=[^\W\d]))\s+(\d\d?)(?:\s*ч)?$"
)
_PARTS_OF_DAY = {
    **dict.fromkeys(("утро", "утром", "с утра", "morning"), time(11)),
    **dict.fromkeys(("обед", "днём", "днем", "к обеду", "в обед", "noon"), time(14)),
    **dict.fromkeys(("вечер", "вечером", "к вечеру", "evening"), time(18)),
}
_PART_OF_DAY = re.compile(rf"(?:^|\s+)({'|'.join(_PARTS_OF_DAY)})$")
_UP_TO = re.compile(r"^(?:(?:к|ко|до|на|по|by|on|until|till|before)\s+)?(?:the\s+)?")
_DAYS_ON = re.compile(r"\+\s*(\d{1,4})$")
_TERM = re.compile(
    r"(?:\+\s*|через\s+|in\s+)?(\d{1,4})\s*"
    r"(?:(д|дн|день|дня|дней|d|days?)|н|нед|недел[яюиь]|w|wk|weeks?)\.?$"
)
_DAY = re.compile(r"(\d{1,2})(?:-?го)?$")
_FULL = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_NAMED = re.compile(r"(\d{1,2})\s*([^\W\d]{3,9})\.?(?:\s+(\d{4}))?$")
_WEEK = 7
_WORDS = {
    "позавчера": -2,
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "завтрашнему дню": 1,
    "послезавтра": 2,
    "day after tomorrow": 2,
    "через день": 2,
    "неделя": _WEEK,
    "неделю": _WEEK,
    "через неделю": _WEEK,
    "in a week": _WEEK,
}
_WEEKDAYS = (
    ("пн", "понедельник", "понедельника", "понедельнику", "monday"),
    ("вт", "вторник", "вторника", "вторнику", "tuesday"),
    ("ср", "среда", "среды", "среде", "среду", "wednesday"),
    ("чт", "четверг", "четверга", "четвергу", "thursday"),
    ("пт", "пятница", "пятницы", "пятнице", "пятницу", "friday"),
    ("сб", "суббота", "субботы", "субботе", "субботу", "saturday"),
    ("вс", "воскресенье", "воскресенья", "воскресенью", "sunday"),
)
_MONTHS = (
    ("января", "january"),
    ("февраля", "february"),
    ("марта", "march"),
    ("апреля", "april"),
    ("мая", "май", "may"),
    ("июня", "june"),
    ("июля", "july"),
    ("августа", "august"),
    ("сентября", "september"),
    ("октября", "october"),
    ("ноября", "november"),
    ("декабря", "december"),
)
_WEEKDAY_MIN, _MONTH_MIN = 2, 3
_CENTURY = 2000
_LONGEST = timedelta(366)
_JUST_PASSED = timedelta(60)
"""A day without its year this short a while ago is a slip, not a day of next year."""


def parse(text: str, now: datetime, zone: ZoneInfo, closing: time | None = None) -> datetime | None:
    """The moment that was meant, aware; None when unreadable or more than a year ahead.

    A day without an hour means its `closing`. Another keyboard layout is tried when all fails.
    """
    last = furthest(now, zone)
    for day, hour in _meant(text, now.astimezone(zone).date()):
        if day <= last:
            return datetime.combine(day, hour or closing or CLOSING, zone)
    return None


def is_too_far(text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether what `parse` does not take is a day all the same, only more than a year ahead."""
    last, found = furthest(now, zone), _meant(text, now.astimezone(zone).date())
    days = [day for day, _ in found]
    return bool(days) and min(days) > last


def furthest(now: datetime, zone: ZoneInfo) -> date:
    """The last day that `parse` takes."""
    return now.astimezone(zone).date() + _LONGEST


def _meant(text: str, today: date) -> Iterator[tuple[date, time | None]]:
    for typed in _spellings(text):
        for day_text, hour in _readings(typed):
            day = _day(day_text, today)
            if day is not None:
                yield day, hour


def parse_far(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """As `parse`, for a day that may lie years ahead or behind, like the end of a warranty."""
    today = now.astimezone(zone).date()
    for typed in _spellings(text):
        day = _day(typed, today)
        if day is not None:
            return datetime.combine(day, CLOSING, zone)
    return None


def parse_past(text: str, today: date) -> date | None:
    """A day that lies behind us, as on a receipt of a shop: without a year it is the last such."""
    for typed in _spellings(text):
        found = _day(typed, today)
        if found is not None:
            match = _FULL.fullmatch(typed) or _NAMED.fullmatch(typed)
            has_year = match is not None and bool(match[3])
            return found if has_year or found <= today else _year_before(found)
    return None


def _year_before(day: date) -> date:
    return _date(day.year - 1, day.month, day.day) or day - timedelta(365)


def _spellings(text: str) -> Iterator[str]:
    typed = " ".join(text.lower().split())
    others = (other.lower() for other in layout.variants(typed))
    yield from (_UP_TO.sub("", spelled, count=1) for spelled in dict.fromkeys((typed, *others)))


def _readings(typed: str) -> tuple[tuple[str, time | None], ...]:
    """Without an hour first: `25.12` is a day, `пт 15.30` a day and an hour."""
    whole = (typed, None)
    if match := _PART_OF_DAY.search(typed):
        return (whole, (typed[: match.start()].strip() or "+0", _PARTS_OF_DAY[match[1]]))
    match = _CLOCK.search(typed)
    if match is None:
        return (whole,)
    hour = int(match[1] or match[3])
    if hour >= 24:  # noqa: PLR2004 - hours of a day
        return (whole,)
    return (whole, (typed[: match.start()].strip() or "+0", time(hour, int(match[2] or 0))))


def _day(text: str, today: date) -> date | None:
    ahead = _ahead(text)
    if ahead is not None:
        return today + timedelta(ahead)
    if match := _DAY.fullmatch(text):
        return _day_of_month(int(match[1]), today)
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _FULL.fullmatch(text) or _NAMED.fullmatch(text)
    if match and (month := int(match[2]) if match[2].isdigit() else _month(match[2])):
        return _dated(int(match[1]), month, match[3], today)
    return _weekday(text, today)


def _ahead(text: str) -> int | None:
    if match := _DAYS_ON.fullmatch(text):
        return int(match[1])
    if match := _TERM.fullmatch(text):
        return int(match[1]) * (1 if match[2] else _WEEK)
    return _WORDS.get(text)


def _weekday(text: str, today: date) -> date | None:
    if len(text) < _WEEKDAY_MIN:
        return None
    for number, names in enumerate(_WEEKDAYS):
        if any(name.startswith(text) for name in names):
            ahead = (number - today.weekday()) % _WEEK
            return today + timedelta(ahead or _WEEK)
    return None


def _month(text: str) -> int:
    if len(text) < _MONTH_MIN:
        return 0
    numbered = enumerate(_MONTHS, 1)
    return next((n for n, names in numbered if any(m.startswith(text) for m in names)), 0)


def _day_of_month(day: int, today: date) -> date | None:
    year, month = today.year, today.month
    for _ in range(12):
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day) if day else None
            if found is None or found >= today:
                return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        full = int(year)
        return _date(full if full >= _CENTURY else full + _CENTURY, month, day)
    years = (_date(today.year + ahead, month, day) for ahead in (-1, 0, 1))
    return next((found for found in years if found and found >= today - _JUST_PASSED), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
