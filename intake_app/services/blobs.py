"""Large things by what they hold: a file a picture, named by the SHA-256 of its bytes.

Light: no store is asked. The same bytes are kept once; a file is there whole or not at all, and
sealed where the store is (`blob_seal`).
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services import blob_seal

if TYPE_CHECKING:
    from intake_app.services.blob_seal import BlobLocks

FOLDER_NAME = "blobs"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_HEX, _NAME_LENGTH = frozenset("0123456789abcdef"), 64


@dataclass(frozen=True, slots=True)
class Blobs:
    """The blobs of one data folder."""

    folder: Path
    locks: BlobLocks | None = None  # without them all is kept as it is

    def put(self, content: bytes) -> str:
        """Keep bytes and name them; on disk before this returns. Raises UnavailableError."""
        name = hashlib.sha256(content).hexdigest()
        target = self.path(name)
        if not target.exists():
            stored = self.closed(name, content)
            try:
                _write(target, stored)
            except OSError as error:
                problem = Problem.DISK_FULL if error.errno in _FULL else Problem.READ_ONLY
                detail = errno.errorcode.get(error.errno or 0, "")
                raise UnavailableError(problem, f"{FOLDER_NAME}: {detail}") from error
        return name

    def has(self, name: str) -> bool:
        """Whether the bytes are on this PC; they may be on another one."""
        return self.path(name).exists()

    def read(self, name: str) -> bytes:
        """Give the bytes back. Raises RejectedError: PHOTO_ELSEWHERE, or MALFORMED if altered."""
        try:
            raw = self.path(name).read_bytes()
        except FileNotFoundError as error:
            raise RejectedError(Problem.PHOTO_ELSEWHERE) from error
        except OSError as error:
            raise RejectedError(Problem.PICTURE_UNREADABLE, error.strerror or "") from error
        content = blob_seal.unseal(raw, name, self.locks)
        if hashlib.sha256(content).hexdigest() != name:
            raise RejectedError(Problem.PICTURE_UNREADABLE, "altered")
        with suppress(OSError):
            os.utime(self.path(name))  # what is looked at is the last to make room
        return content

    def size(self, name: str) -> int:
        """How many bytes are here under a name, as they are read."""
        stored = self.seen(name)[1]
        return stored - blob_seal.EXTRA if self.key_name(name) else stored

    def key_name(self, name: str) -> str:
        """With which keys a blob is sealed; empty for one that is plain, or not here."""
        with suppress(OSError), self.path(name).open("rb") as file:
            return blob_seal.key_name(file.read(blob_seal.EXTRA))
        return ""

    def closed(self, about: str, content: bytes) -> bytes:
        """The bytes as they may stand on this disk. Raises UnavailableError(STORE_LOCKED)."""
        keys = self.locks.closing() if self.locks is not None else None
        return content if keys is None else blob_seal.seal(content, about, keys)

    def opened(self, about: str, raw: bytes) -> bytes:
        """What `closed` was given. Raises RejectedError(PICTURE_UNREADABLE)."""
        return blob_seal.unseal(raw, about, self.locks)

    def convert(self, name: str) -> None:
        """Write a blob anew as blobs are kept now. Raises IntakeError; it stands as it was then."""
        content = self.read(name)
        try:
            _write(self.path(name), self.closed(name, content))
        except OSError as error:
            problem = Problem.DISK_FULL if error.errno in _FULL else Problem.READ_ONLY
            raise UnavailableError(problem, FOLDER_NAME) from error

    def names(self) -> list[str]:
        """Everything that is here whole."""
        return sorted(file.name for file in self.folder.glob("??/*") if file.name[0] != ".")

    def seen(self, name: str) -> tuple[float, int, str]:
        """When a blob was looked at last, what it takes on the disk, its name."""
        try:
            found = self.path(name).stat()
        except OSError:
            return 0.0, 0, name
        return found.st_mtime, found.st_size, name

    def used_bytes(self) -> int:
        """What all blobs together take."""
        return sum(self.seen(name)[1] for name in self.names())

    def drop(self, name: str) -> None:
        """Remove a blob; one that is not here is as good."""
        with suppress(OSError):
            self.path(name).unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where the bytes of that name stand. Raises ValueError for what is no name of ours."""
        if len(name) != _NAME_LENGTH or not _HEX.issuperset(name):
            raise ValueError("not a SHA-256")
        return self.folder / name[:2] / name


def _write(target: Path, content: bytes) -> None:
    """Write beside the place, sync, then take the name: a power cut leaves no half picture."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):  # what went wrong is being told already
            part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # pragma: no cover - no folder can be opened there; the file system keeps the order
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
