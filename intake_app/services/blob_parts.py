"""Pictures on their way from the hub: files that grow, and are blobs when their hash is right."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.blobs import Blobs
    from intake_app.sync.core.wire_files import Piece

_FOLDER = ".parts"


@dataclass(frozen=True, slots=True)
class BlobParts:
    """A folder beside the blobs; what is torn there is verified before it counts."""

    blobs: Blobs

    def size(self, name: str) -> int:
        """How much has come."""
        with suppress(OSError):
            return self._path(name).stat().st_size
        return 0

    def add(self, name: str, piece: Piece, most_bytes: int) -> bool:
        """Keep what follows; tell whether the blob is there now.

        Raises RejectedError(PICTURE_UNREADABLE) for other bytes than those of the name,
        UnavailableError without room. What had come is dropped then.
        """
        if piece.length > most_bytes:
            raise RejectedError(Problem.PICTURE_TOO_LARGE)
        part = self._path(name)
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("ab") as file:
                file.truncate(piece.offset)
                file.seek(piece.offset)
                file.write(piece.content)
            return piece.is_last and self._is_kept(name, part)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise UnavailableError(Problem.DISK_FULL, "blobs") from error
        except RejectedError:
            part.unlink(missing_ok=True)
            raise

    def drop(self, name: str) -> None:
        """Remove what had come."""
        self._path(name).unlink(missing_ok=True)

    def _is_kept(self, name: str, part: Path) -> bool:
        content = part.read_bytes()
        if hashlib.sha256(content).hexdigest() != name:
            raise RejectedError(Problem.PICTURE_UNREADABLE, "other bytes")
        self.blobs.put(content)
        part.unlink(missing_ok=True)
        return True

    def _path(self, name: str) -> Path:
        return self.blobs.folder / _FOLDER / self.blobs.path(name).name
