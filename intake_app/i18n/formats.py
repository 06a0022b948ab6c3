"""How amounts, moments and phones are written, alike on screen and on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_NBSP = "\u00a0"
_SIGNS = {"RUB": "₽", "EUR": "€", "USD": "$"}
_DAYS = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def amount(minor: int, currency: str, language: str) -> str:
    """`1 234,50 ₽` in Russian, `1,234.50 ₽` in English; whole sums without the fraction."""
    whole, part = divmod(abs(minor), 100)
    group, point = (_NBSP, ",") if language == "ru" else (",", ".")
    text = f"{whole:,}".replace(",", group)
    if part:
        text += f"{point}{part:02d}"
    sign = "\u2212" if minor < 0 else ""
    return f"{sign}{text}{_NBSP}{_SIGNS.get(currency, currency)}"


def moment(at: datetime, language: str, zone: tzinfo, *, year: int = 0) -> str:
    """`пт 27.11 18:00`; of another year than `year`, if one is given, `пт 27.11.2027 18:00`."""
    local = at.astimezone(zone)
    day = f"{local:%d.%m}" if year in {0, local.year} else f"{local:%d.%m.%Y}"
    return f"{_DAYS[language][local.weekday()]}{_NBSP}{day} {local:%H:%M}"


def full_moment(at: datetime, zone: tzinfo) -> str:
    """`27.11.2026 18:00`, for papers that must stand alone for years."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M}"


def written(local: datetime) -> str:
    """The same of a moment that is in the right zone already."""
    return f"{local:%d.%m.%Y %H:%M}"


def day(iso: str) -> str:
    """`27.11.2026` of a day in ISO 8601; what is no day stays as it is."""
    try:
        return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else ""
    except ValueError:
        return iso


def phone(e164: str) -> str:
    """`+7 916 123-45-67`; numbers of other countries in groups of three."""
    digits = e164.removeprefix("+")
    if len(digits) == 11 and digits.startswith("7"):  # noqa: PLR2004 - the length of +7 numbers
        return f"+7{_NBSP}{digits[1:4]}{_NBSP}{digits[4:7]}-{digits[7:9]}-{digits[9:]}"
    return e164
