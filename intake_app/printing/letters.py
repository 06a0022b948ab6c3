"""What a paper can show of a text that people typed."""

from __future__ import annotations

import unicodedata

NBSP = "\u00a0"
UNKNOWN = "\ufffd"
_SHOWN_AS = dict.fromkeys("\n\r\v\f\u0085\u2028\u2029", "\n") | {
    "\t": " ",
    NBSP: NBSP,
    "\u2007": NBSP,  # as wide as a digit
    "\u202f": NBSP,  # narrow
}
_SHOWN_KINDS = {"Zs": " ", "Cc": "", "Cf": "", "Cs": UNKNOWN}
_MOST_MARKS = 3  # accents on one letter; more is a prank that blackens the lines around


def clean(text: str) -> str:
    """Compose, drop what has no picture (controls, direction marks), unify blanks.

    Line breaks stay; no-break blanks stay no-break.
    """
    out: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= _MOST_MARKS:
            out.append(_shown(sign))
    return "".join(out)


def _shown(sign: str) -> str:
    if sign in _SHOWN_AS:
        return _SHOWN_AS[sign]
    kind = unicodedata.category(sign)
    return _SHOWN_KINDS.get(kind, sign)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Me"}


def clusters(text: str) -> list[str]:
    """Letters, each with the accents that stand on it."""
    out: list[str] = []
    for sign in text:
        if out and _is_mark(sign):
            out[-1] += sign
        else:
            out.append(sign)
    return out
