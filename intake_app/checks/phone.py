"""Phone numbers as people type them, made E.164."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from intake_app.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTENSION = re.compile(r"(?:доб\.?|ext\.?|вн\.?|#)\s*(\d{1,6})\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;/]")
_NATIONAL = 10
_WITH_TRUNK = 11
_LONGEST = 15  # E.164
_BELARUS = re.compile(r"80(\d{9})")


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


def all_of(text: str, region: str = "RU") -> tuple[str, ...]:
    """E.164 of each number of a field, without repeats; empty when one of them is doubtful."""
    found = tuple(normalise(number, region) for number in numbers(text))
    return tuple(dict.fromkeys(filter(None, found))) if all(found) else ()


def problem(text: str, region: str = "RU") -> Problem | None:
    """What to do about the first doubtful number of a field; None when all are right or none is."""
    doubtful = (number for number in numbers(text) if normalise(number, region) is None)
    bad = next(doubtful, None)
    if bad is None:
        return None if not text.strip() or numbers(text) else Problem.PHONE_INVALID
    surplus = len(digits(_EXTENSION.sub("", bad))) - _expected(bad, region)
    if surplus < 0:
        return Problem.PHONE_DIGIT_SHORT if surplus == -1 else Problem.PHONE_SHORT
    return Problem.PHONE_LONG if surplus > 0 else Problem.PHONE_INVALID


def correction(text: str, region: str = "RU") -> str | None:
    """The numbers that were probably meant: two glued together, or a Belarusian one from home."""
    typed = digits(text)
    if problem(text, region) is None or _EXTENSION.search(text):
        return None
    if found := _BELARUS.fullmatch(typed):
        return normalise(f"+375{found[1]}", region)
    for half in (_WITH_TRUNK, _NATIONAL):
        pair = (typed[:half], typed[half:])
        both = [normalise(number, region) for number in pair if len(number) == half]
        if len(typed) == 2 * half and all(both):
            return ", ".join(filter(None, both))
    return None


def region_of(e164: str) -> str:
    """The country of a whole number as ISO 3166; empty where it cannot be told."""
    import phonenumbers  # noqa: PLC0415 - see `_regional`

    return phonenumbers.region_code_for_number(phonenumbers.parse(e164)) or ""


def takes_messages(e164: str) -> bool:
    """Whether an SMS may arrive; what is surely a fixed line takes none."""
    import phonenumbers  # noqa: PLC0415 - see `_regional`

    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind != phonenumbers.PhoneNumberType.FIXED_LINE


def last_digits(e164: str) -> str:
    """All of a number that may be said aloud or read across the counter: `…45-67`."""
    return f"…{e164[-4:-2]}-{e164[-2:]}"


def _expected(text: str, region: str) -> int:
    typed = digits(_EXTENSION.sub("", text))
    if region not in {"RU", "KZ"}:
        return _NATIONAL
    if text.strip().startswith("+") and not typed.startswith("7"):
        return min(max(len(typed), _NATIONAL), _LONGEST)
    return _WITH_TRUNK if typed[:1] in {"7", "8"} else _NATIONAL


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
