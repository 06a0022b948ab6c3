"""A strict reader of TSPL jobs, from TSC's programming manual; it refuses what that lacks.

It knows nothing of the code that makes the bytes, and takes nothing over from an earlier job:
size, gap, direction, reference and a cleared memory must all be said before the picture.
"""

from __future__ import annotations

import re

from tests.rigs.escpos import JobError
from tests.rigs.labels import Canvas, Job, Label, complement, number, numbers

_LENGTH = r"(\d+(?:\.\d+)?) mm"
_MOST_GAP_MM = 25.4


class Reader:
    """Reads one job; `pitch` is how many dots the head has to a millimetre."""

    def __init__(self, job: bytes, pitch: float) -> None:
        self._job = Job(job)
        self._pitch = pitch
        self._said: dict[str, str] = {}
        self._canvas: Canvas | None = None
        self._is_clear = False
        self._labels: list[Label] = []

    def read(self) -> list[Label]:
        while not self._job.is_over:
            if self._job.peek(b"BITMAP "):
                self._bitmap()
            else:
                self._line(self._job.upto(b"\r\n"))
        if self._canvas and not self._canvas.is_blank:
            raise JobError("the picture is never printed")
        return self._labels

    def _line(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        handler = _COMMANDS.get(name)
        if handler is None:
            raise JobError(f"unknown command {line!r}")
        handler(self, rest)

    def size(self, rest: str) -> None:
        width, height = self._lengths(rest)
        self._said["SIZE"] = rest
        self._canvas = Canvas((round(width * self._pitch), round(height * self._pitch)))
        self._is_clear = False

    def gap(self, rest: str) -> None:
        if max(self._lengths(rest)) > _MOST_GAP_MM:
            raise JobError(f"GAP {rest}: an inch at most")
        self._said["GAP"] = rest
        self._said.pop("BLINE", None)

    def black_line(self, rest: str) -> None:
        if not 0.1 <= self._lengths(rest)[0] <= _MOST_GAP_MM:
            raise JobError(f"BLINE {rest}: 0.1 mm to an inch")
        self._said["BLINE"] = rest
        self._said.pop("GAP", None)

    def direction(self, rest: str) -> None:
        numbers(r"([01])(?:,0)?", rest)
        self._said["DIRECTION"] = rest

    def reference(self, rest: str) -> None:
        if any(numbers(r"(\d+),(\d+)", rest)):
            raise JobError("a reference moves every picture; this reader knows none")
        self._said["REFERENCE"] = rest

    def speed(self, rest: str) -> None:
        number(r"(\d+)", rest, 1, 18)
        self._said["SPEED"] = rest

    def density(self, rest: str) -> None:
        number(r"(\d+)", rest, 0, 15)
        self._said["DENSITY"] = rest

    def setting(self, rest: str) -> None:
        if not re.fullmatch(r"(?:PEEL|TEAR) (?:ON|OFF)|CUTTER (?:OFF|BATCH|[1-9]\d*)", rest):
            raise JobError(f"SET {rest}")
        name, _, value = rest.partition(" ")
        self._said[f"SET {name}"] = value

    def clear(self, rest: str) -> None:
        if rest or not self._canvas:
            raise JobError("CLS stands alone, after SIZE")
        self._canvas.clear()
        self._is_clear = True

    def print(self, rest: str) -> None:
        if numbers(r"(\d+),(\d+)", rest) != [1, 1]:
            raise JobError(f"PRINT {rest}: one label, once")
        if not self._canvas:
            raise JobError("PRINT before SIZE")
        turned = self._said.get("DIRECTION", "").startswith("1")
        self._labels.append(self._canvas.printed(self._said, turned=turned))
        self._canvas.clear()

    def cut(self, rest: str) -> None:
        if rest or not self._labels:
            raise JobError("CUT stands alone, after a label")

    def _bitmap(self) -> None:
        self._job.take(len(b"BITMAP "))
        x, y, across, rows, mode = (int(self._number()) for _ in range(5))
        data = complement(self._job.take(across * rows))
        if self._job.take(2) != b"\r\n":
            raise JobError("bytes left over after the picture")
        missing = {"SIZE", "DIRECTION", "REFERENCE"} - set(self._said)
        if missing or not {"GAP", "BLINE"} & set(self._said) or not self._is_clear:
            raise JobError("left to chance: size, media, direction, reference or CLS")
        if mode or not self._canvas:
            raise JobError(f"BITMAP of mode {mode}")
        self._canvas.put((x, y), across, data)

    def _number(self) -> str:
        text = self._job.upto(b",")
        if not re.fullmatch(r"\d{1,5}", text):
            raise JobError(f"{text!r} is no number of BITMAP")
        return text

    def _lengths(self, rest: str) -> tuple[float, float]:
        match = re.fullmatch(f"{_LENGTH},{_LENGTH}", rest)
        if match is None:
            raise JobError(f"{rest!r}: two lengths in millimetres")
        return float(match[1]), float(match[2])


_COMMANDS = {
    "SIZE": Reader.size,
    "GAP": Reader.gap,
    "BLINE": Reader.black_line,
    "DIRECTION": Reader.direction,
    "REFERENCE": Reader.reference,
    "SPEED": Reader.speed,
    "DENSITY": Reader.density,
    "SET": Reader.setting,
    "CLS": Reader.clear,
    "PRINT": Reader.print,
    "CUT": Reader.cut,
}


def read(job: bytes, pitch: float = 8) -> list[Label]:
    """The labels a job makes. Raises JobError."""
    return Reader(job, pitch).read()
