"""ИНН: taxpayer numbers of Russian companies (10 digits) and people (12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPANY = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_PERSON_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_PERSON_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def is_valid(text: str) -> bool:
    """Whether length, region and check digits are right; spaces are not forgiven."""
    return is_company(text) or is_person(text)


def is_company(text: str) -> bool:
    """A valid number of a legal entity."""
    return _shaped(text, len(_COMPANY) + 1) and _key(text, _COMPANY) == text[-1]


def is_person(text: str) -> bool:
    """A valid number of a person or sole trader."""
    return (
        _shaped(text, len(_PERSON_12) + 1)
        and _key(text, _PERSON_11) == text[-2]
        and _key(text, _PERSON_12) == text[-1]
    )


def _shaped(text: str, length: int) -> bool:
    # Region 00 does not exist, and all zeros would pass the sum.
    return len(text) == length and text.isascii() and text.isdigit() and not text.startswith("00")


def _key(text: str, weights: Sequence[int]) -> str:
    total = sum(
        weight * int(digit) for weight, digit in zip(weights, text[: len(weights)], strict=True)
    )
    return str(total % 11 % 10)
