"""Keeps the words of people apart from the markup of a template.

Every value enters the markup behind a guard and without the two characters that part it, so that
no name, complaint or comment can become a command, a column or a line of its own.
"""

from __future__ import annotations

_GUARD = "\ue000"
_BAR = "\ue001"
_BREAK = "\ue002"
_PRIVATE = str.maketrans("", "", _GUARD + _BAR + _BREAK)


def guarded(value: object) -> str:
    """A value as it enters the markup."""
    text = str(value).translate(_PRIVATE).replace("|", _BAR)
    return _GUARD + _BREAK.join(text.splitlines())


def freed(text: str) -> str:
    """A piece of markup as it is printed."""
    return text.replace(_GUARD, "").replace(_BAR, "|").replace(_BREAK, "\n").strip()


def is_silent(text: str) -> bool:
    """Whether nothing is left of a piece but values that had nothing to say."""
    return _GUARD in text and not freed(text)
