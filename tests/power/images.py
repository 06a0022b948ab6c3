"""What a disk may hold after the power has gone: replays the witness's book to any point."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

SECTOR = 512


class Entry(NamedTuple):
    """One line of the book."""

    kind: str  # write, truncate, sync, delete, or a mark: saved, said the screen
    name: str
    offset: int
    data: bytes


def read(book: Path) -> list[Entry]:
    """Read the book of the witness."""
    raw, at, found = book.read_bytes(), 0, list[Entry]()
    while at < len(raw):
        kind = chr(raw[at])
        (length,) = struct.unpack_from("<i", raw, at + 1)
        at += 5
        name = raw[at : at + length].decode()
        offset, size = struct.unpack_from("<qi", raw, at + length)
        at += length + 12
        found.append(Entry(kind, Path(name).name, offset, raw[at : at + size]))
        at += size
    return found


@dataclass(slots=True)
class _File:
    """`durable` is what a sync has pressed down; `loose` came after it."""

    durable: bytearray = field(default_factory=bytearray)
    loose: list[Entry] = field(default_factory=list[Entry])

    def press(self) -> None:
        for entry in self.loose:
            _put(self.durable, entry)
        self.loose.clear()


@dataclass(slots=True)
class Disk:
    """Goes through the book once; at every point it can say what may be left."""

    files: dict[str, _File] = field(default_factory=dict[str, _File])
    saved: list[UUID] = field(default_factory=list[UUID])

    def take(self, entry: Entry) -> None:
        """Go one line further."""
        match entry.kind:
            case "M":
                self.saved.append(UUID(bytes=entry.data))
            case "D":
                self.files.pop(entry.name, None)
            case "S":
                self.files.setdefault(entry.name, _File()).press()
            case _:
                self.files.setdefault(entry.name, _File()).loose.append(entry)

    def cut(self, rolls: random.Random, into: Path) -> None:
        """Pull the plug: each loose write is lost, kept, or torn at a sector."""
        for name, file in self.files.items():
            left = bytearray(file.durable)
            share = rolls.choice((0.0, 0.5, 0.9, 1.0))
            for entry in file.loose:
                if rolls.random() < share:
                    _put(left, entry)
                elif rolls.random() < 0.3:
                    _put(left, _torn(entry, rolls))
            (into / name).write_bytes(left)


def _torn(entry: Entry, rolls: random.Random) -> Entry:
    sectors = max(1, len(entry.data) // SECTOR)
    return entry._replace(data=entry.data[: SECTOR * rolls.randrange(sectors)])


def _put(content: bytearray, entry: Entry) -> None:
    if entry.kind == "T":
        del content[entry.offset :]
        return
    end = entry.offset + len(entry.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[entry.offset : end] = entry.data


def points(book: Sequence[Entry], rolls: random.Random, count: int) -> set[int]:
    """Around each sync and each mark, and as many anywhere."""
    near = [
        at + step
        for at, entry in enumerate(book)
        if entry.kind in "SM"
        for step in (0, 1)
        if at + step <= len(book)
    ]
    anywhere = [rolls.randrange(len(book) + 1) for _ in range(count)]
    return {*rolls.sample(near, min(count, len(near))), *anywhere}
