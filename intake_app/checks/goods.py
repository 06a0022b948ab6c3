"""Numbers of goods: EAN-8, UPC-A, EAN-13 and GTIN-14, all with one check digit."""

from __future__ import annotations

_LENGTHS = frozenset({8, 12, 13, 14})


def is_valid(text: str) -> bool:
    """Whether these digits can number an article; zeros alone number nothing."""
    shaped = text.isascii() and text.isdigit() and len(text) in _LENGTHS
    return shaped and bool(int(text)) and check_digit(text[:-1]) == int(text[-1])


def check_digit(digits: str) -> int:
    """The last digit of a number from all the others."""
    weighed = (int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return -sum(weighed) % 10
