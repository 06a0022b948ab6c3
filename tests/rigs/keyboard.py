"""Which physical key gives which letter: the main block of a PC keyboard, us and ru."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_X_OFFSET = 8  # an X keycode is the kernel's code + 8

# First kernel code of a row, what its keys give plainly, what they give with Shift.
_ROWS: Mapping[str, tuple[tuple[int, str, str], ...]] = {
    "us": (
        (2, "1234567890-=", "!@#$%^&*()_+"),
        (16, "qwertyuiop[]", "QWERTYUIOP{}"),
        (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
        (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
        (57, " ", ""),
    ),
    "ru": (
        (2, "1234567890-=", '!"№;%:?*()_+'),
        (16, "йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"),
        (30, "фывапролджэё", "ФЫВАПРОЛДЖЭЁ"),
        (43, "\\ячсмитьбю.", "/ЯЧСМИТЬБЮ,"),
        (57, " ", ""),
    ),
}

_NAMED: Mapping[str, int] = {
    "Escape": 1,
    "Backspace": 14,
    "Tab": 15,
    "Return": 28,
    "Ctrl": 29,
    "Shift": 42,
    "Alt": 56,
    "Space": 57,
    **{f"F{number}": 58 + number for number in range(1, 11)},
    "F11": 87,
    "F12": 88,
    "Enter": 96,  # of the number pad
    "Up": 103,
    "Left": 105,
    "Right": 106,
    "Down": 108,
    "Insert": 110,
    "Delete": 111,
}


class Stroke(NamedTuple):
    """One key of a keyboard, held with Shift or not."""

    keycode: int
    shift: bool


def _strokes(layout: str) -> Iterator[tuple[str, Stroke]]:
    for first, plain, shifted in _ROWS[layout]:
        for letters, shift in ((plain, False), (shifted, True)):
            for place, letter in enumerate(letters):
                yield letter, Stroke(first + place + _X_OFFSET, shift)


STROKES: Mapping[str, Mapping[str, Stroke]] = MappingProxyType(
    {layout: MappingProxyType(dict(_strokes(layout))) for layout in _ROWS}
)
"""Layout → letter → the stroke that gives it there."""


def keycode(key: str) -> int:
    """The X keycode of a named key ("Return", "F2", "Ctrl") or of a letter of the us layout."""
    if key in _NAMED:
        return _NAMED[key] + _X_OFFSET
    return STROKES["us"][key.lower()].keycode
