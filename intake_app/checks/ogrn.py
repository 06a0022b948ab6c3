"""ОГРН and ОГРНИП: numbers of the state registers of companies and of sole traders."""

from __future__ import annotations

import re

_COMPANY = re.compile(r"[1-9][0-9]{12}")
_PERSON = re.compile(r"[34][0-9]{14}")


def is_company(text: str) -> bool:
    """A valid ОГРН."""
    return _COMPANY.fullmatch(text) is not None and _keyed(text, 11)


def is_person(text: str) -> bool:
    """A valid ОГРНИП."""
    return _PERSON.fullmatch(text) is not None and _keyed(text, 13)


def is_valid(text: str) -> bool:
    """Either of the two."""
    return is_company(text) or is_person(text)


def _keyed(text: str, divisor: int) -> bool:
    return str(int(text[:-1]) % divisor % 10) == text[-1]
