"""Dates and decimals as Tryton writes them into JSON: objects that name their class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

_DAY = ("year", "month", "day")
_CLOCK = ("hour", "minute", "second", "microsecond")


def tagged(value: object) -> object:
    """Write a value with all that is in it."""
    if isinstance(value, Decimal):
        return {"__class__": "Decimal", "decimal": str(value)}
    if isinstance(value, date):
        return _moment(value)
    if isinstance(value, Mapping):
        found = cast("Mapping[str, object]", value)
        return {name: tagged(one) for name, one in found.items()}
    if isinstance(value, list | tuple):
        return [tagged(one) for one in cast("list[object]", value)]
    return value


def untagged(value: object) -> object:
    """Read it back; moments are naive there and mean UTC."""
    if isinstance(value, list):
        return [untagged(one) for one in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    found = cast("dict[str, object]", value)
    if (read := _READ.get(str(found.get("__class__")))) is not None:
        return read(found)
    return {name: untagged(one) for name, one in found.items()}


def _moment(value: date) -> dict[str, object]:
    if not isinstance(value, datetime):
        return {"__class__": "date", **{part: getattr(value, part) for part in _DAY}}
    return {"__class__": "datetime", **{part: getattr(value, part) for part in _DAY + _CLOCK}}


def _numbers(found: Mapping[str, object], parts: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(int(str(found[part])) for part in parts)


_READ: Mapping[str, Callable[[Mapping[str, object]], object]] = {
    "Decimal": lambda found: Decimal(str(found["decimal"])),
    "date": lambda found: date(*_numbers(found, _DAY)),
    "datetime": lambda found: datetime(*_numbers(found, _DAY + _CLOCK), tzinfo=None),  # noqa: DTZ001 - naive there
}
