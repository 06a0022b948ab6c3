"""A strict reader of EPL2 jobs, from Zebra's EPL programming guide; it refuses what that lacks.

It knows nothing of the code that makes the bytes, and takes nothing over from an earlier job.
"""

from __future__ import annotations

import re

from tests.rigs.escpos import JobError
from tests.rigs.labels import Canvas, Job, Label, complement, number, numbers


class Reader:
    """Reads one job from its first byte to its last."""

    def __init__(self, job: bytes) -> None:
        self._job = Job(job)
        self._said: dict[str, str] = {}
        self._canvas: Canvas | None = None  # from N on; q and Q take it away again
        self._labels: list[Label] = []

    def read(self) -> list[Label]:
        if not self._job.peek(b"\n"):
            raise JobError("what another program left unfinished is not ended first")
        while not self._job.is_over:
            if self._job.peek(b"GW"):
                self._graphic()
            else:
                self._line(self._job.upto(b"\n"))
        if self._canvas and not self._canvas.is_blank:
            raise JobError("the picture is never printed")
        return self._labels

    def _line(self, line: str) -> None:
        if not line:
            return
        handler = _COMMANDS.get(line[0])
        if handler is None:
            raise JobError(f"unknown command {line!r}")
        handler(self, line[1:])

    def width(self, rest: str) -> None:
        number(r"(\d+)", rest, 8, 2560)
        self._set("q", rest)

    def length(self, rest: str) -> None:
        match = re.fullmatch(r"(\d+),(?:0|(\d+)|B(\d+)\+(\d+))", rest)
        if match is None:
            raise JobError(f"Q{rest}")
        number(r"(\d+)", match[1], 1, 65535)
        thickness = match[2] or match[3]
        if thickness:
            number(r"(\d+)", thickness, 16, 240)
        self._set("Q", rest)

    def direction(self, rest: str) -> None:
        if rest not in {"T", "B"}:
            raise JobError(f"Z{rest}")
        self._said["Z"] = rest

    def taking(self, rest: str) -> None:
        if rest not in {"", "P", "C"}:
            raise JobError(f"O{rest}")
        self._said["O"] = rest

    def speed(self, rest: str) -> None:
        number(r"(\d)", rest, 0, 6)
        self._said["S"] = rest

    def density(self, rest: str) -> None:
        number(r"(\d\d?)", rest, 0, 15)
        self._said["D"] = rest

    def clear(self, rest: str) -> None:
        if rest or not {"q", "Q"} <= set(self._said):
            raise JobError("N stands alone, after q and Q")
        height = int(self._said["Q"].partition(",")[0])
        self._canvas = Canvas((int(self._said["q"]), height))

    def print(self, rest: str) -> None:
        if numbers(r"(\d+)(?:,1)?", rest) != [1]:
            raise JobError(f"P{rest}: one label, once")
        if not self._canvas or "Z" not in self._said:
            raise JobError("left to chance: size, N or direction")
        self._labels.append(self._canvas.printed(self._said, turned=self._said["Z"] == "B"))
        self._canvas = None

    def _set(self, name: str, rest: str) -> None:
        self._said[name] = rest
        self._canvas = None

    def _graphic(self) -> None:
        self._job.take(len(b"GW"))
        fields = [self._job.upto(b",") for _ in range(4)]
        x, y, across, rows = numbers(r"(\d+),(\d+),(\d+),(\d+)", ",".join(fields))
        data = complement(self._job.take(across * rows))
        if self._job.take(1) != b"\n":
            raise JobError("bytes left over after the picture")
        if not self._canvas:
            raise JobError("GW before N")
        self._canvas.put((x, y), across, data)


_COMMANDS = {
    "q": Reader.width,
    "Q": Reader.length,
    "Z": Reader.direction,
    "O": Reader.taking,
    "S": Reader.speed,
    "D": Reader.density,
    "N": Reader.clear,
    "P": Reader.print,
}


def read(job: bytes) -> list[Label]:
    """The labels a job makes. Raises JobError."""
    return Reader(job).read()
