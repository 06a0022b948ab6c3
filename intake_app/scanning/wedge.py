"""Tells a scanner that plays a keyboard from a person; pure: the caller brings keys and time.

A scanner sends a run of keys faster than any hand and ends it with Enter or Tab. What may become
such a run is held back; when it was a person after all, the caller lets it go in its order. Codes
are read from the places of the keys, so the layout in force does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.scanning.framing import DOUBLE_S, LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTER, TAB, KEYPAD_ENTER, SPACE = 28, 15, 96, 57
ENDS = frozenset({ENTER, TAB, KEYPAD_ENTER})
STX_CODE = 48
"""The key of Ctrl+B, by which scanners send STX."""

_PAUSE_MS = 1000
"""After this long a key may be the first of a scan; inside a run of typing it never waits."""
_FIRST_MS = 20
"""A frame or so: how long the first key after a pause waits for a second one."""
_PREFIXED_MS = 200
"""A scanner that has sent its prefix ends here, should it send no Enter."""
_STEADY = 0.8
"""A run must be this much faster on the whole than its slowest gap may be."""

# First kernel code of a row, what its keys give on a US keyboard, plainly and with Shift.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (SPACE, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"),
    (98, "/", "/"),
)
_CHARS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        first + place: (char, shifted[place])
        for first, plain, shifted in _ROWS
        for place, char in enumerate(plain)
    }
)
# Ctrl+] and Ctrl+^: separators of fields and records inside marking codes.
_CONTROLS = MappingProxyType({27: "\x1d", 7: "\x1e"})


@dataclass(frozen=True, slots=True)
class Timing:
    """How a scanner of this shop is told from a person; `prefix` are characters it sends first."""

    gap_ms: int = 50
    least: int = 6
    prefix: str = ""
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key going down. `code` is the kernel's number of its place; `at_ms` runs evenly."""

    code: int
    at_ms: int
    shift: bool = False
    control: bool = False
    is_prefix: bool = False
    by_hand: bool = False  # with Alt, or repeated while held: no scanner does that


@dataclass(frozen=True, slots=True)
class Burst:
    """A whole code. `let_through` of its letters reached the field before it was known."""

    text: str
    pace_ms: float
    let_through: int = 0
    again: bool = False  # one pull of the trigger that read twice


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do: first `release` what is held, then `hold` this key or let it pass."""

    release: bool = False
    hold: bool = False
    burst: Burst | None = None  # forget what is held, and this key as well


def char_of(stroke: Stroke) -> str:
    """What the key means to a scanner, empty when no scanner sends it."""
    if stroke.by_hand:
        return ""
    if stroke.control:
        return _CONTROLS.get(stroke.code, "")
    return _CHARS.get(stroke.code, ("", ""))[stroke.shift]


class Wedge:
    """Feed it every key that goes down, and the time when `wait_ms` is over."""

    def __init__(self, timing: Timing | None = None) -> None:
        self.timing = timing or Timing()
        self._text = ""
        self._first_ms = 0
        self._last_ms = -_PAUSE_MS
        self._held = 0
        self._through = 0
        self._prefixed = False
        self._before = ("", -float(_PAUSE_MS))

    @property
    def wait_ms(self) -> int:
        """How long the next key may take; 0 while nothing waits for one."""
        if self._prefixed:
            return _PREFIXED_MS
        if not self._held:
            return 0
        return _FIRST_MS if self._held == 1 and not self._through else self.timing.gap_ms

    def press(self, stroke: Stroke) -> Answer:
        """Judge one key."""
        gap_ms = stroke.at_ms - self._last_ms
        self._last_ms = stroke.at_ms
        if stroke.is_prefix:
            released = self._forget()
            self._prefixed, self._first_ms = True, stroke.at_ms
            return Answer(release=released, hold=True)
        if self._prefixed:
            return self._collected(stroke)
        if not self.timing.is_on:
            return Answer()
        return self._timed(stroke, gap_ms)

    def idle(self, now_ms: int) -> Answer:
        """Say that time has passed without a key."""
        if not self.wait_ms or now_ms - self._last_ms < self.wait_ms:
            return Answer()
        if self._prefixed or self._is_marked():
            return self._ended(self._last_ms)
        if self._held == 1 and not self._through:
            self._held, self._through = 0, 1  # a slower scanner may still go on
            return Answer(release=True)
        return Answer(release=self._forget())

    def interrupt(self) -> Answer:
        """Say that a key comes which means something else, whatever was going on."""
        return Answer() if self._prefixed else Answer(release=self._forget())

    def _timed(self, stroke: Stroke, gap_ms: int) -> Answer:
        char = char_of(stroke)
        is_fast = bool(self._text) and 0 <= gap_ms <= self.timing.gap_ms
        if stroke.code in ENDS and not (stroke.by_hand or stroke.control or stroke.shift):
            if is_fast and self._is_scan(stroke.at_ms):
                return self._ended(stroke.at_ms)
            return Answer(release=self._forget())
        if not char or len(self._text) >= LONGEST:
            return Answer(release=self._forget())
        if is_fast:
            self._text += char
            self._held += 1
            return Answer(hold=True)
        released = self._forget()
        self._text, self._first_ms = char, stroke.at_ms
        may_be_first = gap_ms >= _PAUSE_MS
        self._held, self._through = int(may_be_first), int(not may_be_first)
        return Answer(release=released, hold=may_be_first)

    def _collected(self, stroke: Stroke) -> Answer:
        """After its prefix everything is the scanner's."""
        if stroke.code in ENDS:
            return self._ended(stroke.at_ms)
        self._text += char_of(stroke)
        return Answer(hold=True)

    def _is_scan(self, at_ms: int) -> bool:
        steady = self._pace_ms(at_ms) <= self.timing.gap_ms * _STEADY
        return self._is_marked() or (steady and len(self._text) >= self.timing.least)

    def _is_marked(self) -> bool:
        prefix = self.timing.prefix
        return bool(prefix) and self._text.startswith(prefix) and len(self._text) > len(prefix)

    def _pace_ms(self, at_ms: int) -> float:
        return (at_ms - self._first_ms) / max(1, len(self._text))

    def _ended(self, at_ms: int) -> Answer:
        pace_ms, through = self._pace_ms(at_ms), self._through
        text = self._text.removeprefix(self.timing.prefix)
        again = (text, at_ms / 1000 - self._before[1] < DOUBLE_S) == (self._before[0], True)
        self._before = (text, at_ms / 1000)
        self._forget()
        return Answer(burst=Burst(text, pace_ms, through, again))

    def _forget(self) -> bool:
        """Begin anew; says whether anything was held."""
        was_held = self._held > 0
        self._text, self._held, self._through, self._prefixed = "", 0, 0, False
        return was_held
