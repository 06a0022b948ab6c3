"""A birthday as it is said, `17.05`, `17 мая`, `17.05.1990`, and as it is kept: ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("ма", "may"), ("июн", "jun"),
    ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
_TYPED = re.compile(
    r"(\d{1,2})(?:[.\s/\-]+(\d{1,2})|[.\s/\-]*([a-zа-яё]{3,9})\.?)(?:[.\s/,\-]+(\d{4}|\d{2}))?\s*(?:г\.?)?"
)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})?")
_ISO = re.compile(r"(?:(\d{4})|-)-(\d{2})-(\d{2})")
_LEAP = 2000  # a birthday without a year may be the 29th of February
_OLDEST = 120
_CENTURY = 100


def parse(text: str, today: date) -> str | None:
    """`1990-05-17`, or `--05-17` when no year was said; None for what is no day."""
    typed = " ".join(text.casefold().split())
    if found := _ISO.fullmatch(typed):
        return _kept(found[1], int(found[2]), int(found[3]), today)
    if found := _COMPACT.fullmatch(typed):
        return _kept(found[3], int(found[2]), int(found[1]), today)
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    month = int(found[2]) if found[2] else _month(found[3])
    return _kept(found[4], month, int(found[1]), today)


def written(kept: str) -> str:
    """As a person reads it, `17.05` or `17.05.1990`; what is no day stays as it is."""
    found = _ISO.fullmatch(kept)
    if found is None:
        return kept
    year = f".{found[1]}" if found[1] else ""
    return f"{found[3]}.{found[2]}{year}"


def _month(word: str) -> int:
    for number, starts in enumerate(_MONTHS, 1):
        # `мар` is asked before `ма`, so that May is what is left.
        if word.startswith(starts):
            return number
    return 0


def _kept(year: str | None, month: int, day: int, today: date) -> str | None:
    try:
        born = date(_whole(year, today) if year else _LEAP, month, day)
    except ValueError:
        return None
    if year is None:
        return f"--{month:02d}-{day:02d}"
    return born.isoformat() if today.year - _OLDEST <= born.year and born <= today else None


def _whole(year: str, today: date) -> int:
    """Two digits mean the last such year."""
    if len(year) > 2:  # noqa: PLR2004 - the digits of a short year
        return int(year)
    whole = today.year // _CENTURY * _CENTURY + int(year)
    return whole if whole <= today.year else whole - _CENTURY
