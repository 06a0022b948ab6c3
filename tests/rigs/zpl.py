"""A strict reader of ZPL II jobs, from Zebra's programming guide; it refuses what that lacks.

It knows nothing of the code that makes the bytes, and takes nothing over from an earlier job.
"""

from __future__ import annotations

import base64
import re
import zlib

from tests.rigs.escpos import JobError
from tests.rigs.labels import Canvas, Label, number, numbers

_COMMAND = re.compile(r"([~^][A-Z]{2})([^~^]*)")
_NEEDED = {"^MN", "^PW", "^LL", "^LH", "^PO"}


class Reader:
    """Reads one job from its first byte to its last."""

    def __init__(self, job: bytes) -> None:
        if not job.isascii() or not job.endswith(b"^XZ\n"):
            raise JobError("binary data, or cut off before the end of the format")
        self._text = job.decode("ascii").replace("\n", "")
        self._said: dict[str, str] = {}
        self._canvas: Canvas | None = None
        self._corner: tuple[int, int] | None = None
        self._in_format = False
        self._labels: list[Label] = []

    def read(self) -> list[Label]:
        at = 0
        while at < len(self._text):
            match = _COMMAND.match(self._text, at)
            if match is None:
                raise JobError(f"no command at {at}")
            self._command(match[1], match[2])
            at = match.end()
        return self._labels

    def _command(self, name: str, rest: str) -> None:
        handler = _COMMANDS.get(name)
        if handler is None:
            raise JobError(f"unknown command {name}")
        if self._in_format == (name in {"^XA", "~SD"}):
            raise JobError(f"{name} stands outside of its place")
        handler(self, rest)

    def start(self, rest: str) -> None:
        if rest:
            raise JobError(f"^XA{rest}")
        self._in_format = True

    def end(self, rest: str) -> None:
        if rest or self._corner or not self._canvas:
            raise JobError("a format ends without its field, or with an open one")
        self._labels.append(self._canvas.printed(self._said, turned=self._said["^PO"] == "I"))
        self._canvas, self._in_format = None, False

    def darkness(self, rest: str) -> None:
        number(r"(\d\d)", rest, 0, 30)
        self._said["~SD"] = rest

    def media(self, rest: str) -> None:
        if rest not in {"Y", "W", "M", "N"}:
            raise JobError(f"^MN{rest}")
        self._said["^MN"] = rest

    def taking(self, rest: str) -> None:
        if rest not in {"T", "P", "C"}:
            raise JobError(f"^MM{rest}")
        self._said["^MM"] = rest

    def speed(self, rest: str) -> None:
        number(r"(\d\d?)", rest, 1, 14)
        self._said["^PR"] = rest

    def width(self, rest: str) -> None:
        number(r"(\d+)", rest, 2, 32000)
        self._said["^PW"] = rest

    def length(self, rest: str) -> None:
        number(r"(\d+)", rest, 1, 32000)
        self._said["^LL"] = rest

    def home(self, rest: str) -> None:
        if any(numbers(r"(\d+),(\d+)", rest)):
            raise JobError("a label home moves every field; this reader knows none")
        self._said["^LH"] = rest

    def orientation(self, rest: str) -> None:
        if rest not in {"N", "I"}:
            raise JobError(f"^PO{rest}")
        self._said["^PO"] = rest

    def origin(self, rest: str) -> None:
        if self._corner or not set(self._said) >= _NEEDED:
            raise JobError("left to chance: media, size, home or orientation")
        x, y = numbers(r"(\d+),(\d+)", rest)
        self._corner = (x, y)

    def graphic(self, rest: str) -> None:
        if self._corner is None or self._canvas:
            raise JobError("a graphic without its origin, or a second one")
        match = re.fullmatch(r"A,(\d+),(\d+),(\d+),(.*)", rest)
        if match is None or match[1] != match[2]:
            raise JobError("^GF of another kind, or of two minds about its length")
        whole, across, data = int(match[2]), int(match[3]), match[4]
        dots = _unpacked(data) if data.startswith(":") else _from_hex(data)
        if len(dots) != whole:
            raise JobError(f"{whole} bytes declared, {len(dots)} sent")
        self._canvas = Canvas((int(self._said["^PW"]), int(self._said["^LL"])))
        self._canvas.put(self._corner, across, dots)

    def separator(self, rest: str) -> None:
        if rest or not self._corner or not self._canvas:
            raise JobError("^FS ends a field with something in it")
        self._corner = None


def _from_hex(data: str) -> bytes:
    if not re.fullmatch(r"(?:[0-9A-F]{2})*", data):
        raise JobError("no pairs of hexadecimal digits")
    return bytes.fromhex(data)


def _unpacked(data: str) -> bytes:
    match = re.fullmatch(r":Z64:([A-Za-z0-9+/]+={0,2}):([0-9A-F]{4})", data)
    if match is None or _crc(match[1].encode("ascii")) != int(match[2], 16):
        raise JobError("Z64 with a wrong frame or check sum")
    try:
        return zlib.decompress(base64.b64decode(match[1], validate=True))
    except (ValueError, zlib.error) as error:
        raise JobError("Z64 that cannot be unpacked") from error


def _crc(data: bytes) -> int:
    """CRC-16 of CCITT with start 0, bit by bit as the guide describes it."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc


_COMMANDS = {
    "^XA": Reader.start,
    "^XZ": Reader.end,
    "~SD": Reader.darkness,
    "^MN": Reader.media,
    "^MM": Reader.taking,
    "^PR": Reader.speed,
    "^PW": Reader.width,
    "^LL": Reader.length,
    "^LH": Reader.home,
    "^PO": Reader.orientation,
    "^FO": Reader.origin,
    "^GF": Reader.graphic,
    "^FS": Reader.separator,
}


def read(job: bytes) -> list[Label]:
    """The labels a job makes. Raises JobError."""
    return Reader(job).read()


def for_drawing(job: bytes) -> bytes:
    """A job without what only sets the printer up, for a renderer that knows no such commands."""
    return re.sub(rb"(\^MN|\^MM|\^PR|~SD)[A-Z0-9]*\n?", b"", job)
