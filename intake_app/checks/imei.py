"""IMEI: what a phone calls itself to the network."""

from __future__ import annotations

import re

_TAC = 8
_BARE = 14
_LENGTH = 15
_WITH_VERSION = 16
_SEPARATORS = re.compile(r"[\s./\-\u2010-\u2015]")


def normalise(text: str) -> str:
    """The fifteen digits of any way to write it; without its separators what cannot be one.

    Fourteen digits get their check digit; the software version of an IMEISV gives way to it.
    """
    number = _SEPARATORS.sub("", text)
    if len(number) in {_BARE, _WITH_VERSION} and _is_digits(number):
        return completed(number[:_BARE])
    return number


def is_valid(text: str) -> bool:
    """Fifteen digits, not all alike, the last one right by Luhn."""
    number = _SEPARATORS.sub("", text)
    shaped = len(number) == _LENGTH and _is_digits(number)
    # Fifteen zeros pass the sum.
    return shaped and len(set(number)) > 1 and completed(number[:_BARE]) == number


def is_misread(text: str) -> bool:
    """Fifteen digits that look like an IMEI and fail its sum."""
    number = _SEPARATORS.sub("", text)
    return len(number) == _LENGTH and _is_digits(number) and not is_valid(number)


def tac(text: str) -> str:
    """The first eight digits, which say what it is; empty for what is no IMEI."""
    number = normalise(text)
    return number[:_TAC] if is_valid(number) else ""


def completed(fourteen: str) -> str:
    """The fourteen digits some devices show, with their check digit."""
    total = 0
    for place, char in enumerate(fourteen):
        total += sum(divmod(int(char) * 2, 10)) if place % 2 else int(char)
    return f"{fourteen}{-total % 10}"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
