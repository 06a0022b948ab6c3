"""Sums as people type them: `4000`, `4 000,50`, `4.000`, `4к`; as a range: `до 4000`, `3-4к`."""

from __future__ import annotations

import re

_AMOUNT = re.compile(
    r"(\d{1,3}(?:[.,]\d{3})+(?!\d)|\d{1,18})(?:[.,](\d{1,2}))?(к|k|т|тыс|тр)?\.?$", re.IGNORECASE
)
_SIGNS = re.compile(r"[\s\u00a0\u202f']|₽|руб\.?|(?<=[\d\s])р\.?$", re.IGNORECASE)
_UP_TO = re.compile(r"(?:до|up\s*to|max|<)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—]\s*|\s+до\s+")
_THOUSAND = 1000


def parse(text: str) -> int | None:
    """Minor units, of a range its upper end; None when it cannot be read."""
    typed = _UP_TO.sub("", text.strip(), count=1) if _UP_TO.match(text.strip()) else text.strip()
    parts = _RANGE.split(typed)
    if len(parts) == 2 and parts[0]:  # noqa: PLR2004 - from and to
        low, high = _one(parts[0], parts[1]), _one(parts[1])
        return high if low is not None and high is not None and low <= high else None
    return _one(typed)


def is_ceiling(text: str) -> bool:
    """Whether the sum is what it may come to at most, and nothing firm: `до 4000`, `3000-4000`."""
    typed = text.strip()
    return parse(text) is not None and bool(_UP_TO.match(typed) or len(_RANGE.split(typed)) > 1)


def _one(text: str, unit_of: str = "") -> int | None:
    """One sum; in `3-4к` the unit of the second belongs to the first as well."""
    match = _AMOUNT.fullmatch(_SIGNS.sub("", text.strip()))
    if match is None:
        return None
    whole = re.sub(r"[.,]", "", match[1])
    minor = int(whole) * 100 + int((match[2] or "0").ljust(2, "0"))
    unit = match[3]
    if not unit and unit_of and (other := _AMOUNT.fullmatch(_SIGNS.sub("", unit_of.strip()))):
        unit = other[3] if int(whole) < _THOUSAND else None
    return minor * _THOUSAND if unit else minor


def written(minor: int | None) -> str:
    """As it could have been typed, for a field that is filled again."""
    if minor is None:
        return ""
    whole, part = divmod(minor, 100)
    return f"{whole},{part:02d}" if part else str(whole)
