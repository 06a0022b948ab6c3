"""A strict reader of ESC/POS jobs, from printers' manuals; it refuses what they do not know.

It knows nothing of the code that makes the bytes. Sources: Epson's ESC/POS command reference and
the manuals of two clones for `FS .`; every declared length is held against the bytes that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PIL import Image

CODE_PAGES = {0: "cp437", 17: "cp866", 46: "cp1251"}
FONT_A_DOTS = 12


class JobError(ValueError):
    """The job holds something a printer would print as garbage, or wait for in vain."""


@dataclass(frozen=True)
class Printed:
    """One line of text as it stands on paper."""

    text: str
    bold: bool
    size: int  # as in GS !: 0x10 is twice as wide, 0x01 twice as high
    inverse: bool


@dataclass
class Paper:
    """What a printer of `width` dots has put out."""

    width: int
    lines: list[Printed] = field(default_factory=list[Printed])
    rows: list[bytes] = field(default_factory=list[bytes])
    bands: list[int] = field(default_factory=list[int])
    codes: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    cuts: list[int] = field(default_factory=list[int])
    commands: list[str] = field(default_factory=list[str])
    slots: list[int] = field(default_factory=list[int])
    kicks: list[int] = field(default_factory=list[int])  # pins of the drawer
    squares: list[str] = field(default_factory=list[str])  # QR codes
    ends: set[int] = field(default_factory=set[int])  # where a command ends and no line is open

    @property
    def text(self) -> str:
        """All lines, blanks at their ends left out."""
        return "\n".join(line.text.rstrip() for line in self.lines)

    @property
    def picture(self) -> Image.Image:
        """All raster rows, black on white."""
        wide = (self.width + 7) // 8 * 8
        burnt = Image.frombytes("1", (wide, len(self.rows)), b"".join(self.rows))
        return burnt.point([1] + [0] * 255, "1").crop((0, 0, self.width, len(self.rows)))


class Reader:
    """Reads one job from its first byte to its last."""

    def __init__(self, job: bytes, width: int) -> None:
        self.paper = Paper(width)
        self._job = job
        self._at = 0
        self._page = ""
        self._kanji = True  # clones wake up so, and after ESC @ again
        self._style: tuple[bool, int, bool] = (False, 0, False)
        self._first_style = self._style
        self._module = 3
        self._line = bytearray()
        self._cells = 0
        self._square_step = -1
        self._square = ""

    def read(self) -> Paper:
        while self._at < len(self._job):
            if not self._line:
                self.paper.ends.add(self._at)
            byte = self._take(1)[0]
            if byte in _LEADS:
                self._command(byte)
            elif byte == 0x0A:
                self._end_line()
            elif byte >= 0x20 and byte != 0x7F:
                self._print(byte)
            else:
                raise JobError(f"stray byte {byte:#04x} at {self._at - 1}")
        if self._line:
            raise JobError("the last line is never printed")
        return self.paper

    def _take(self, count: int) -> bytes:
        part = self._job[self._at : self._at + count]
        if len(part) < count:
            raise JobError(f"cut off at {self._at}: {count} bytes wanted, {len(part)} left")
        self._at += count
        return part

    def _number(self, *allowed: int) -> int:
        value = self._take(1)[0]
        if value not in allowed:
            raise JobError(f"{value} at {self._at - 1}: not one of {allowed}")
        return value

    def _command(self, lead: int) -> None:
        name = _LEADS[lead] + chr(self._take(1)[0])
        handler = _COMMANDS.get(name)
        if handler is None:
            raise JobError(f"unknown command {name!r} at {self._at - 2}")
        self.paper.commands.append(name)
        handler(self)

    def _print(self, byte: int) -> None:
        if self._kanji and byte >= 0x80:
            raise JobError("a clone is still in Kanji mode: FS . is missing")
        if not self._page and byte >= 0x80:
            raise JobError("letters before ESC t")
        self._cells += 2 if self._style[1] & 0x10 else 1
        if self._cells * FONT_A_DOTS > self.paper.width:
            raise JobError("a line is wider than the paper")
        if not self._line:
            self._first_style = self._style
        self._line.append(byte)

    def _end_line(self) -> None:
        text = self._line.decode(self._page or "ascii")
        self.paper.lines.append(Printed(text, *self._first_style))
        self._line.clear()
        self._cells = 0

    def _only_between_lines(self) -> None:
        if self._line:
            raise JobError("this command is ignored in the middle of a line")

    def reset(self) -> None:
        self._only_between_lines()
        self._page, self._kanji, self._style = "", True, (False, 0, False)

    def leave_kanji(self) -> None:
        self._kanji = False

    def code_page(self) -> None:
        slot = self._take(1)[0]
        if slot not in CODE_PAGES:
            raise JobError(f"no code page in slot {slot}")
        self.paper.slots.append(slot)
        self._page = CODE_PAGES[slot]

    def bold(self) -> None:
        _, size, inverse = self._style
        self._style = (bool(self._number(0, 1)), size, inverse)

    def size(self) -> None:
        self._style = (self._style[0], self._number(0x00, 0x01, 0x10, 0x11), self._style[2])

    def inverse(self) -> None:
        bold, size, _ = self._style
        self._style = (bold, size, bool(self._number(0, 1)))

    def align(self) -> None:
        self._only_between_lines()
        self._number(0, 1, 2)

    def feed(self) -> None:
        self._only_between_lines()
        self._take(1)

    def feed_dots(self) -> None:
        self._only_between_lines()
        blank = bytes((self.paper.width + 7) // 8)
        self.paper.rows += [blank] * self._take(1)[0]

    def raster(self) -> None:
        self._only_between_lines()
        if self._take(1) != b"0":
            raise JobError("GS v without 0")
        self._number(0)
        across = int.from_bytes(self._take(2), "little")
        rows = int.from_bytes(self._take(2), "little")
        if across != (self.paper.width + 7) // 8 or not 1 <= rows <= 2303:
            raise JobError(f"GS v 0 of {across} bytes by {rows} rows")
        self.paper.bands.append(rows)
        self.paper.rows += [self._take(across) for _ in range(rows)]

    def code_height(self) -> None:
        self._number(*range(1, 256))

    def code_module(self) -> None:
        self._module = self._number(2, 3, 4, 5, 6)

    def code_words(self) -> None:
        self._number(0, 1, 2, 3)

    def code(self) -> None:
        self._only_between_lines()
        self._number(73)  # Code 128
        data = self._take(self._take(1)[0])
        if data[:2] != b"{B":
            raise JobError("Code 128 without its code set")
        text = data[2:].decode("ascii").replace("{{", "\0")
        if "{" in text:
            raise JobError("a single brace in Code 128")
        modules = 11 * (len(text) + 2) + 13 + 20
        if modules * self._module > self.paper.width:
            raise JobError("a barcode too wide is not printed at all")
        self.paper.codes.append((text.replace("\0", "{"), self._module))

    def cut(self) -> None:
        self._only_between_lines()
        if self._number(0, 1, 48, 49, 65, 66) in {65, 66}:
            self._take(1)
        self.paper.cuts.append(len(self.paper.rows) or len(self.paper.lines))

    def drawer(self) -> None:
        pin = {0: 2, 1: 5, 48: 2, 49: 5}[self._number(0, 1, 48, 49)]
        on, off = self._take(2)
        if not 0 < on <= off:
            raise JobError(f"a drawer pulse of {on} and {off}: burns the magnet, or moves nothing")
        self.paper.kicks.append(pin)

    def long_command(self) -> None:
        kind = self._take(1)
        if kind == b"H":
            self.fence()
        elif kind == b"k":
            self.square()
        else:
            raise JobError("GS ( of an unknown kind")

    def square(self) -> None:
        """GS ( k: a QR code, in the steps of the manual and in their order."""
        self._only_between_lines()
        length = int.from_bytes(self._take(2), "little")
        if length < 3 or self._take(1) != b"1":
            raise JobError("GS ( k of another symbol, or too short")
        function = chr(self._take(1)[0])
        data = self._take(length - 2)
        step = list(_SQUARE_STEPS).index(function) if function in _SQUARE_STEPS else -1
        if step < 0 or step > self._square_step + 1:
            raise JobError(f"GS ( k function {function!r} out of its place")
        if not re.fullmatch(_SQUARE_STEPS[function], data, re.DOTALL):
            raise JobError(f"GS ( k function {function!r} of {data!r}")
        self._square_step = step
        if function == "P":
            self._square = data[1:].decode("utf-8")
        elif function == "Q":
            self.paper.squares.append(self._square)
            self._square_step = -1

    def fence(self) -> None:
        if self._take(4) != b"\x06\x0000":
            raise JobError("GS ( H with a wrong length or function")
        self._take(4)

    def buffered_status(self) -> None:
        self._number(1, 2, 49, 50)

    def status(self) -> None:
        self._number(1, 2, 3, 4)

    def to_mark(self) -> None:
        self._only_between_lines()


# Model, width of a module, correction, data, print.
_SQUARE_STEPS = {
    "A": rb"[12]\x00",
    "C": rb"[\x01-\x10]",
    "E": rb"[0-3]",
    "P": rb"0.+",
    "Q": rb"0",
}
_LEADS = {0x1B: "ESC ", 0x1C: "FS ", 0x1D: "GS ", 0x10: "DLE "}
_COMMANDS = {
    "ESC @": Reader.reset,
    "FS .": Reader.leave_kanji,
    "ESC t": Reader.code_page,
    "ESC E": Reader.bold,
    "GS !": Reader.size,
    "GS B": Reader.inverse,
    "ESC a": Reader.align,
    "ESC d": Reader.feed,
    "ESC J": Reader.feed_dots,
    "GS v": Reader.raster,
    "GS h": Reader.code_height,
    "GS w": Reader.code_module,
    "GS H": Reader.code_words,
    "GS k": Reader.code,
    "GS V": Reader.cut,
    "GS \x0c": Reader.to_mark,
    "ESC p": Reader.drawer,
    "GS (": Reader.long_command,
    "GS r": Reader.buffered_status,
    "DLE \x04": Reader.status,
}


def read(job: bytes, width: int = 576) -> Paper:
    """The paper a job makes. Raises JobError."""
    return Reader(job, width).read()
