"""Dates as typed at a counter: `+3`, `25`, `25.12`, `fri 15:30`, `завтра 12`, `3 дня`."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

CLOSING = time(18)
"""What a day without an hour means: by the end of the shop's day."""

_CLOCK = re.compile(
    r"(?:^|\s+)(?:в\s+|at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)$"
    r"|(?:\s+(?:в|at)|(?<=[^\W\d]))\s+(\d\d?)$"
)
_DAYS_ON = re.compile(r"\+\s*(\d{1,3})$")
_TERM = re.compile(
    r"(?:\+\s*|через\s+|in\s+)?(\d{1,3})\s*(?:(д|дн|день|дня|дней|days?)|нед|недел[яюиь]|weeks?)\.?$"
)
_DAY = re.compile(r"(\d{1,2})$")
_FULL = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?$")
_WEEK = 7
_WORDS = {
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
    "неделя": _WEEK,
    "неделю": _WEEK,
    "через неделю": _WEEK,
    "in a week": _WEEK,
}
_WEEKDAYS = (
    ("пн", "понедельник", "monday"),
    ("вт", "вторник", "tuesday"),
    ("ср", "среда", "среду", "wednesday"),
    ("чт", "четверг", "thursday"),
    ("пт", "пятница", "пятницу", "friday"),
    ("сб", "суббота", "субботу", "saturday"),
    ("вс", "воскресенье", "sunday"),
)
_WEEKDAY_MIN = 2
_CENTURY = 2000
_LONGEST = timedelta(366)
_JUST_PASSED = timedelta(60)
"""A day without its year this short a while ago is a slip, not a day of next year."""


def parse(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that was meant, aware; None when unreadable or more than a year ahead."""
    typed = text.strip().lower()
    today = now.astimezone(zone).date()
    for day_text, hour in _readings(typed):
        day = _day(day_text, today)
        if day is not None and day - today <= _LONGEST:
            return datetime.combine(day, hour, zone)
    return None


def _readings(typed: str) -> tuple[tuple[str, time], ...]:
    """Without an hour first: `25.12` is a day, `пт 15.30` a day and an hour."""
    whole = (typed, CLOSING)
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
    if match := _FULL.fullmatch(text):
        return _full(match, today)
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


def _day_of_month(day: int, today: date) -> date | None:
    year, month = today.year, today.month
    for _ in range(12):
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day) if day else None
            if found is None or found >= today:
                return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004
    return None


def _full(match: re.Match[str], today: date) -> date | None:
    day, month = int(match[1]), int(match[2])
    if match[3]:
        year = int(match[3])
        return _date(year if year >= _CENTURY else year + _CENTURY, month, day)
    years = (_date(today.year + ahead, month, day) for ahead in (-1, 0, 1))
    return next((found for found in years if found and found >= today - _JUST_PASSED), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
