"""What strict readers of label languages share: bytes in order, and the label that comes out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PIL import Image

from tests.rigs.escpos import JobError


@dataclass(frozen=True)
class Label:
    """One label as it lies on the roll, top first; `said` is how the printer was set."""

    picture: Image.Image
    said: dict[str, str] = field(default_factory=dict[str, str])


class Job:
    """The bytes of a job, taken from first to last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    @property
    def is_over(self) -> bool:
        return self.at == len(self._data)

    def take(self, count: int) -> bytes:
        part = self._data[self.at : self.at + count]
        if len(part) < count:
            raise JobError(f"cut off at {self.at}: {count} bytes wanted, {len(part)} left")
        self.at += count
        return part

    def upto(self, end: bytes) -> str:
        """Plain text before `end`, which is taken as well."""
        place = self._data.find(end, self.at)
        if place < 0:
            raise JobError(f"cut off: nothing ends what starts at {self.at}")
        text = self.take(place - self.at)
        self.take(len(end))
        if not text.isascii():
            raise JobError(f"binary data where a command should be, before {self.at}")
        return text.decode("ascii")

    def peek(self, start: bytes) -> bool:
        return self._data.startswith(start, self.at)


def numbers(pattern: str, text: str) -> list[int]:
    """The groups of a whole match. Raises JobError."""
    match = re.fullmatch(pattern, text)
    if match is None:
        raise JobError(f"{text!r} is not {pattern}")
    return [int(group) for group in match.groups()]


def number(pattern: str, text: str, low: int, high: int) -> None:
    """Refuse all but one number within bounds."""
    (value,) = numbers(pattern, text)
    if not low <= value <= high:
        raise JobError(f"{value}: {low} to {high}")


@dataclass
class Canvas:
    """The memory of a printer: dots of one label, on which pictures are put."""

    size: tuple[int, int]
    paper: Image.Image = field(init=False)
    is_blank: bool = True

    def __post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.paper, self.is_blank = Image.new("1", self.size, 1), True

    def put(self, corner: tuple[int, int], across: int, data: bytes) -> None:
        """Rows of `across` bytes in which a 1 burns; ink beyond the label would hit the roller."""
        if not across or not data or len(data) % across:
            raise JobError(f"{len(data)} bytes are no rows of {across}")
        black = Image.frombytes("1", (8 * across, len(data) // across), data)
        ink = black.getbbox()
        if ink and (corner[0] + ink[2] > self.size[0] or corner[1] + ink[3] > self.size[1]):
            raise JobError("the picture is larger than the label")
        self.paper.paste(0, corner, black)
        self.is_blank = False

    def printed(self, said: dict[str, str], *, turned: bool) -> Label:
        if self.is_blank:
            raise JobError("an empty label is fed")
        paper = self.paper.rotate(180) if turned else self.paper.copy()
        return Label(paper, dict(said))


def complement(data: bytes) -> bytes:
    """For printers on which a 0 burns."""
    return bytes(byte ^ 0xFF for byte in data)
