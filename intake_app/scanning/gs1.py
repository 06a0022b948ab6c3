"""What stands in a GS1 code: numbered fields, some of a fixed length, the others ended by GS."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import goods

if TYPE_CHECKING:
    from collections.abc import Mapping

GS = "\x1d"
GTIN, SERIAL, PHONE_IDENTITY = "01", "21", "8002"

_FIXED = MappingProxyType(
    {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}
)
_LONG = ("8002", "8004", "8005", "8008", "240", "241", "250", "251", "400", "410", "411", "412")
_WRITTEN = re.compile(r"\((\d{2,4})\)([^(]+)")


def fields(text: str) -> Mapping[str, str]:
    """The fields by their numbers; empty where the text is no GS1 code.

    Only a code with a valid article number counts, or one that says what it is by GS or brackets.
    """
    if written := dict(_WRITTEN.findall(text)):
        return written if "".join(f"({key}){written[key]}" for key in written) == text else {}
    found = _read(text.lstrip(GS))
    if GS in text or goods.is_valid(found.get(GTIN, "")):
        return found
    return {}


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while text:
        if text[:2] in _FIXED:
            end = 2 + _FIXED[text[:2]]
            key, value, text = text[:2], text[2:end], text[end:].removeprefix(GS)
            is_whole = len(value) == _FIXED[key] and value.isascii() and value.isdigit()
        else:
            key = next((known for known in _LONG if text.startswith(known)), text[:2])
            value, _, text = text[len(key) :].partition(GS)
            is_whole = bool(value) and key.isascii() and key.isdigit()
        if not is_whole:
            return {}
        found.setdefault(key, value)
    return found
