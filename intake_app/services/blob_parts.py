"""Pictures on their way from the hub: files that grow, and are blobs when their hash is right.

Each piece stands in such a file by itself, sealed as blobs are; a torn last one does not count.
"""

from __future__ import annotations

import hashlib
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.wire_files import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.services.blobs import Blobs
    from intake_app.sync.core.wire_files import Piece

_FOLDER = ".parts"
_FRAME = struct.Struct(">II")  # how long a piece is, and how long it stands here
_MOST = 2 * CHUNK


@dataclass(frozen=True, slots=True)
class BlobParts:
    """A folder beside the blobs; what is torn there is verified before it counts."""

    blobs: Blobs

    def size(self, name: str) -> int:
        """How much has come."""
        return self._came(name)[0]

    def add(self, name: str, piece: Piece, most_bytes: int) -> bool:
        """Keep what follows; tell whether the blob is there now.

        Raises RejectedError(PICTURE_UNREADABLE) for other bytes than those of the name,
        UnavailableError without room. What had come is dropped then.
        """
        if piece.length > most_bytes:
            raise RejectedError(Problem.PICTURE_TOO_LARGE)
        try:
            if piece.is_last and not piece.offset:
                self._keep(name, piece.content)  # the common case: nothing stands on its way
            else:
                self._append(name, piece)
                if piece.is_last:
                    self._keep(name, b"".join(self._pieces(name)))
        except OSError as error:
            with suppress(OSError):
                self.drop(name)
            raise UnavailableError(Problem.DISK_FULL, "blobs") from error
        except RejectedError:
            self.drop(name)
            raise
        return piece.is_last

    def drop(self, name: str) -> None:
        """Remove what had come."""
        self._path(name).unlink(missing_ok=True)

    def _append(self, name: str, piece: Piece) -> None:
        part, (came, end) = self._path(name), self._came(name)
        if piece.offset != came:
            raise RejectedError(Problem.PICTURE_UNREADABLE, "not what was asked for")
        sealed = self.blobs.closed(_about(name, came), piece.content)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            file.truncate(end)
            file.write(_FRAME.pack(len(piece.content), len(sealed)) + sealed)

    def _keep(self, name: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != name:
            raise RejectedError(Problem.PICTURE_UNREADABLE, "other bytes")
        self.blobs.put(content)
        self.drop(name)

    def _came(self, name: str) -> tuple[int, int]:
        """How many bytes have come whole, and where the next piece is to stand."""
        came = end = 0
        for length, sealed in self._frames(name):
            came, end = came + length, end + _FRAME.size + len(sealed)
        return came, end

    def _pieces(self, name: str) -> Iterator[bytes]:
        came = 0
        for length, sealed in self._frames(name):
            yield self.blobs.opened(_about(name, came), sealed)
            came += length

    def _frames(self, name: str) -> Iterator[tuple[int, bytes]]:
        with suppress(FileNotFoundError, NotADirectoryError), self._path(name).open("rb") as file:
            while len(head := file.read(_FRAME.size)) == _FRAME.size:
                length, stored = _FRAME.unpack(head)
                sealed = file.read(min(stored, _MOST))
                if len(sealed) < stored:
                    return  # torn by a cut
                yield length, sealed

    def _path(self, name: str) -> Path:
        return self.blobs.folder / _FOLDER / self.blobs.path(name).name


def _about(name: str, offset: int) -> str:
    """What a piece is bound to: it opens at its own place only."""
    return f"{name}/{offset}"
