"""What stands for a sign that a printer's code page lacks; done before lines are laid out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.printing.letters import NBSP, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_RESORT = "?"
"""Printed for a sign that nothing can stand for."""
_STAND_INS: Mapping[str, str] = MappingProxyType(
    {
        "₽": "р.",
        "€": "EUR",
        "«": '"',
        "»": '"',
        "„": '"',
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "×": "x",
        "·": "-",
        "•": "-",
        "…": "...",
        "№": "N",
        "→": "->",
        "←": "<-",
        "✓": "+",
        "☐": "[ ]",
        "☑": "[x]",
        "ё": "е",
        "Ё": "Е",
        "і": "i",
        "І": "I",
        "ї": "i",
        "Ї": "I",
        "є": "е",
        "Є": "Е",
        "ґ": "г",
        "Ґ": "Г",
        "ў": "у",
        "Ў": "У",
        "ә": "а",
        "ғ": "г",
        "қ": "к",
        "ң": "н",
        "ө": "о",
        "ұ": "у",
        "ү": "у",
        "һ": "х",
        "©": "(c)",
        "®": "(R)",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)


def fold(text: str, encoding: str) -> tuple[str, frozenset[str]]:
    """The text as the code page can say it, and the signs that were changed.

    No-break blanks stay until the lines are laid out; `encode` makes them plain.
    """
    out: list[str] = []
    changed: set[str] = set()
    for sign in clean(text):
        folded = _folded(sign, encoding)
        out.append(folded)
        if folded != sign:
            changed.add(sign)
    return "".join(out), frozenset(changed)


def encode(text: str, encoding: str) -> bytes:
    """Folded text as bytes; strict, since a sign that is still foreign here is a bug."""
    return text.replace(NBSP, " ").encode(encoding)


@lru_cache(maxsize=4096)
def _folded(sign: str, encoding: str) -> str:
    if sign in {"\n", NBSP} or _encodable(sign, encoding):
        return sign
    stand_in = _STAND_INS.get(sign)
    if stand_in is None and sign.lower() in _STAND_INS:
        stand_in = _STAND_INS[sign.lower()].upper()
    if stand_in is None:
        stand_in = "".join(
            part
            for part in unicodedata.normalize("NFKD", sign)
            if not unicodedata.combining(part) and part not in "\n\r"
        )
        if not stand_in and unicodedata.combining(sign):
            return ""  # an accent without its letter changes nothing that matters
    return stand_in if stand_in and _encodable(stand_in, encoding) else LAST_RESORT


def _encodable(text: str, encoding: str) -> bool:
    try:
        encoded = text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return min(encoded, default=0x20) >= 0x20  # noqa: PLR2004 - below stand control codes
