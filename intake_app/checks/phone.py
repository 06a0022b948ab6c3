"""Phone numbers as people type them, made E.164."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTENSION = re.compile(r"(?:доб\.?|ext\.?|вн\.?|#)\s*(\d{1,6})\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;/]")
_NATIONAL = 10
_WITH_TRUNK = 11


def digits(text: str) -> str:
    """Only the digits 0-9 of what was typed."""
    return "".join(char for char in text if char in "0123456789")


def numbers(text: str) -> tuple[str, ...]:
    """The pieces of a field that holds several numbers; an extension stays with its number."""
    found: list[str] = []
    for piece in filter(None, (part.strip() for part in _SEVERAL.split(text))):
        if found and _EXTENSION.match(piece):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return tuple(found)


def extension(text: str) -> str:
    """The digits behind "доб.", "вн.", "ext." or "#", empty when there are none."""
    match = _EXTENSION.search(text)
    return match[1] if match else ""


@lru_cache(maxsize=32)  # forms ask while typing, the service asks again on saving
def normalise(text: str, region: str = "RU") -> str | None:
    """E.164 of one number, or None where a person must be asked.

    The trunk 8 and ten bare digits are Russian or Kazakh only where the shop is; `region` is the
    ISO 3166 code of the shop and decides how a number without a country code is read.
    """
    return next(filter(_is_valid, _candidates(_EXTENSION.sub("", text), region)), None)


def _candidates(text: str, region: str) -> Iterator[str]:
    typed = digits(text)
    if not typed:
        return
    if text.strip().startswith("+"):
        yield f"+{typed}"
    elif region in {"RU", "KZ"}:
        if len(typed) == _WITH_TRUNK and typed[0] in "78":
            yield f"+7{typed[1:]}"
        if len(typed) == _NATIONAL and typed[0] in "34589":
            yield f"+7{typed}"
    if len(typed) >= _WITH_TRUNK:
        yield f"+{typed}"
    yield from _regional(text, region)


def _regional(text: str, region: str) -> Iterator[str]:
    import phonenumbers  # noqa: PLC0415 - 20 ms that the first window must not wait for

    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return
    yield phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _is_valid(e164: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - see above

    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)
