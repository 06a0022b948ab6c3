"""IMEI: what a phone calls itself to the network."""

from __future__ import annotations

import re

_BARE = 14
_LENGTH = 15
_SEPARATORS = re.compile(r"[\s/-]")


def normalise(text: str) -> str:
    """Without the separators that labels print."""
    return _SEPARATORS.sub("", text)


def is_valid(text: str) -> bool:
    """Fifteen digits, not all alike, the last one right by Luhn."""
    number = normalise(text)
    shaped = len(number) == _LENGTH and number.isascii() and number.isdigit()
    # Fifteen zeros pass the sum.
    return shaped and len(set(number)) > 1 and completed(number[:_BARE]) == number


def completed(fourteen: str) -> str:
    """The fourteen digits some devices show, with their check digit."""
    total = 0
    for place, char in enumerate(fourteen):
        total += sum(divmod(int(char) * 2, 10)) if place % 2 else int(char)
    return f"{fourteen}{-total % 10}"
