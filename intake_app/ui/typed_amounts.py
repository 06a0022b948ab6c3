"""Sums as people type them: `4000`, `4 000,50`, `4к`."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(\d{1,12})(?:[.,](\d{1,2}))?\s*(к|k|т|тыс)?\.?$", re.IGNORECASE)
_SIGNS = re.compile(r"[\s\u00a0\u202f']|₽|руб\.?|р\.?$", re.IGNORECASE)
_THOUSAND = 1000


def parse(text: str) -> int | None:
    """Minor units; None when it cannot be read."""
    match = _AMOUNT.fullmatch(_SIGNS.sub("", text.strip()))
    if match is None:
        return None
    minor = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))
    return minor * _THOUSAND if match[3] else minor


def written(minor: int | None) -> str:
    """As it could have been typed, for a field that is filled again."""
    if minor is None:
        return ""
    whole, part = divmod(minor, 100)
    return f"{whole},{part:02d}" if part else str(whole)
