"""Large bytes by their hash, in files beside the database: they grow chunk by chunk.

A file takes its name only when its hash was verified, so half an upload is never given out. Each
chunk is sealed where the hub has a key; a torn last chunk is not counted and sent again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire_files import CHUNK
from intake_hub.store.chunks import Chunks

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from uuid import UUID

FULL_RETRY_S = 60.0
RESERVE_BYTES = 64 * 1024 * 1024
"""Left to the database: pictures may wait, orders may not."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_HEX, _NAME_LENGTH = frozenset("0123456789abcdef"), 64
_PARTS = ".parts"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of large thing: a folder of each shop, files named by the SHA-256 of their bytes."""

    folder: Path
    most_bytes: int
    chunks: Chunks = field(default_factory=Chunks)
    reserve_bytes: int = RESERVE_BYTES
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def size(self, shop: UUID, name: str) -> int | None:
        """How many bytes are there under a name; None before all of them are."""
        with suppress(FileNotFoundError):
            return self.chunks.plain_size(self.path(shop, name).stat().st_size)
        return None

    def offset(self, shop: UUID, name: str) -> tuple[int, int] | None:
        """How far an upload has come and how long it will be; None where none was begun."""
        part = self._part(shop, name)
        return None if part is None else (self._whole(part), _length(part))

    def begin(self, shop: UUID, name: str, length: int) -> int:
        """Begin an upload or go on with it; give the offset. Raises HubRejectedError, FULL."""
        if not 0 < length <= self.most_bytes:
            raise refusal(Why.TOO_LARGE, f"1 to {self.most_bytes} bytes")
        with self._writing():
            part = self._part(shop, name)
            if part is not None and _length(part) != length:
                part.unlink(missing_ok=True)
                part = None
            if part is None:
                self._refuse_full(length)
                part = self._parts(shop) / f"{self._known(name)}-{length}"
                part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                part.touch(mode=0o600)
            return self._whole(part)

    def append(self, shop: UUID, name: str, offset: int, content: bytes) -> int:
        """Add the next chunk; give the new offset. With the last one the file is verified.

        Raises HubRejectedError: OFFSET where it is not the next one, HASH when the bytes are not
        those of the name (the upload begins anew); HubUnavailableError(FULL).
        """
        with self._writing():
            part = self._part(shop, name)
            if part is None or self._whole(part) != offset:
                raise refusal(Why.OFFSET, "ask how far it is")
            end, length = offset + len(content), _length(part)
            if end > length or (len(content) != CHUNK and end != length):
                raise refusal(Why.OFFSET, f"chunks of {CHUNK} bytes")
            self._refuse_full(len(content))
            at = self.chunks.stored(offset)
            with part.open("r+b") as file:
                file.truncate(at)
                file.seek(at)
                file.write(self.chunks.seal(content, name, offset // CHUNK))
                file.flush()
                os.fsync(file.fileno())
            if end == length:
                self._publish(shop, name, part)
            return end

    def read(
        self, shop: UUID, name: str, start: int = 0, end: int | None = None
    ) -> Iterator[bytes]:
        """Give the bytes from `start` up to `end`. Raises FileNotFoundError at once."""
        file = self.path(shop, name).open("rb")
        return self.chunks.read(file, name, start, end)

    def names(self, shop: UUID) -> list[str]:
        """Everything that is whole, for a shop."""
        return sorted(one.name for one in (self.folder / str(shop)).glob("??/*"))

    def under_way(self, shop: UUID) -> list[str]:
        """Every upload that was begun and has not ended."""
        return sorted(one.name.partition("-")[0] for one in self._parts(shop).glob("*-*"))

    def drop(self, shop: UUID, name: str) -> None:
        """Remove a file and whatever had come of it; one that is not there is as good."""
        with self._writing():
            self.path(shop, name).unlink(missing_ok=True)
            part = self._part(shop, name)
            if part is not None:
                part.unlink(missing_ok=True)

    def drop_stale(self, before_s: float) -> int:
        """Remove uploads that nobody has gone on with since; return how many."""
        stale = [one for one in self.folder.glob(f"*/{_PARTS}/*") if one.stat().st_mtime < before_s]
        with self._writing():
            for one in stale:
                one.unlink(missing_ok=True)
        return len(stale)

    def path(self, shop: UUID, name: str) -> Path:
        """Where a file stands. Raises RejectedError(MALFORMED) for what is no SHA-256."""
        known = self._known(name)
        return self.folder / str(shop) / known[:2] / known

    def _known(self, name: str) -> str:
        if len(name) != _NAME_LENGTH or not _HEX.issuperset(name):
            raise RejectedError(Problem.MALFORMED, "not a SHA-256")
        return name

    def _parts(self, shop: UUID) -> Path:
        return self.folder / str(shop) / _PARTS

    def _part(self, shop: UUID, name: str) -> Path | None:
        return next(iter(self._parts(shop).glob(f"{self._known(name)}-*")), None)

    def _whole(self, part: Path) -> int:
        return self.chunks.whole(part.stat().st_size)

    def _publish(self, shop: UUID, name: str, part: Path) -> None:
        found = hashlib.sha256()
        for piece in self.chunks.read(part.open("rb"), name):
            found.update(piece)
        if found.hexdigest() != name:
            part.unlink(missing_ok=True)
            raise refusal(Why.HASH, "not the bytes of that name")
        target = self.path(shop, name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.replace(target)
        _sync(target.parent)

    def _refuse_full(self, more: int) -> None:
        place = self.folder
        while not place.exists():
            place = place.parent
        if shutil.disk_usage(place).free < more + self.reserve_bytes:
            raise refusal(Why.FULL, "no room", retry_after_s=FULL_RETRY_S)

    @contextmanager
    def _writing(self) -> Generator[None]:
        try:
            with self._turn:
                yield
        except OSError as error:
            if error.errno in _FULL:
                raise refusal(Why.FULL, "no room", retry_after_s=FULL_RETRY_S) from error
            raise UnavailableError(Problem.READ_ONLY, "the folder of large files") from error


def _length(part: Path) -> int:
    return int(part.name.rpartition("-")[2])


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return  # pragma: no cover - no folder can be opened there; the file system keeps the order
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
