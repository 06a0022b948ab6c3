"""One backup file: the copy of a store, packed and sealed, with its manifest in front."""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models import connection
from intake_app.services.swap import refusal, sync
from intake_app.upkeep import manifest, proving, sealing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from intake_app.services.store_keys import Keys
    from intake_app.upkeep.manifest import Manifest

    Told: TypeAlias = Callable[[float], None]
    """Hears how far it is, from 0 to 1; may raise RejectedError(STOPPED)."""

_LEVEL = 3
_COPIED, _PROVEN, _SEALED = 0.3, 0.6, 0.8


def silent(_part: float) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Source:
    """A store to be copied while the shop goes on."""

    store: Path
    key: bytes | None
    keys: Keys


def write(source: Source, target: Path, made_at: str, told: Told = silent) -> Manifest:
    """Copy, prove, pack, seal, name, read back; a bad backup never gets its name.

    One read snapshot: writers go on. Raises UnavailableError, RejectedError(STOPPED).
    """
    copy, part = target.with_suffix(".copy"), target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        _copy(source, copy)
        told(_COPIED)
        proving.prove(copy, source.key)
        said = _manifest(source, copy, made_at)
        told(_PROVEN)
        with part.open("wb") as file:
            pieces = _packed(said, copy, told)
            head = {"kind": "store", "key": source.keys.name, "made_at": made_at}
            sealing.seal(pieces, file, source.keys.backup, head)
        sync(part)
        _read_back(part, said, source.keys, told)
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        raise refusal(error, str(target)) from error
    finally:
        for left in (copy, part):
            with suppress(OSError):  # what went wrong was said already
                left.unlink(missing_ok=True)
    told(1.0)
    return said


def key_name(backup: Path) -> str:
    """Which key opens it. Raises RejectedError: NO_BACKUP, BACKUP_DAMAGED."""
    with _reading(backup) as file:
        return sealing.head(file).get("key", "")


def look(backup: Path, keys: Keys) -> Manifest:
    """Read the manifest alone. Raises RejectedError."""
    _demand(backup, keys)
    with _reading(backup) as file:
        return manifest.read(next(sealing.opened(file, keys.backup)))


def unpack(backup: Path, keys: Keys, target: Path) -> Manifest:
    """Write the store that is in a backup and prove it.

    Raises RejectedError (BACKUP_OTHER_KEY, BACKUP_DAMAGED, BACKUP_NEWER), UnavailableError.
    """
    _demand(backup, keys)
    try:
        with _reading(backup) as file, target.open("wb") as into:
            pieces = sealing.opened(file, keys.backup)
            said = manifest.read(next(pieces))
            for piece in _unpacked(pieces):
                into.write(piece)
        sync(target)
    except OSError as error:
        raise refusal(error, str(target)) from error
    if said.schema > connection.SCHEMA_NUMBER:
        raise RejectedError(Problem.BACKUP_NEWER, str(said.schema))
    key = keys.store if said.encrypted else None
    proving.prove(target, key)
    with closing(connection.open_file(target, readonly=True, key=key)) as opened:
        if proving.digest(opened) != said.digest:
            raise RejectedError(Problem.BACKUP_DAMAGED, "its digest")
    return said


def hashed(file: Path) -> str:
    """The SHA-256 of a file as it stands on its disk."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _copy(source: Source, copy: Path) -> None:
    opened = connection.open_file(source.store, readonly=True, key=source.key)
    with closing(opened), connection.translated():
        opened.execute("VACUUM INTO ?", (str(copy),))
    sync(copy)


def _manifest(source: Source, copy: Path, made_at: str) -> Manifest:
    with closing(connection.open_file(copy, readonly=True, key=source.key)) as opened:
        size = copy.stat().st_size
        return manifest.of(opened, made_at, size, encrypted=source.key is not None)


def _packed(said: Manifest, copy: Path, told: Told) -> Iterator[bytes]:
    from zstandard import ZstdCompressor  # noqa: PLC0415 - not at the start

    yield said.text().encode()
    packer = ZstdCompressor(level=_LEVEL)
    done = 0
    with copy.open("rb") as file:
        for piece in packer.read_to_iter(file, read_size=sealing.PIECE, write_size=sealing.PIECE):
            yield piece
            done += len(piece)
            told(_PROVEN + (_SEALED - _PROVEN) * min(1.0, done / max(1, said.size)))


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    from zstandard import ZstdDecompressor, ZstdError  # noqa: PLC0415 - not at the start

    packed = ZstdDecompressor().decompressobj()
    for piece in pieces:
        try:
            yield packed.decompress(piece)
        except ZstdError as error:
            raise RejectedError(Problem.BACKUP_DAMAGED, "its packing") from error


def _read_back(part: Path, said: Manifest, keys: Keys, told: Told) -> None:
    """Open what was written as somebody would who needs it. Raises UnavailableError."""
    with part.open("rb") as file:
        pieces = sealing.opened(file, keys.backup)
        if manifest.read(next(pieces)) != said:
            raise UnavailableError(Problem.FILE_UNWRITABLE, "read back")
        size = 0
        for piece in _unpacked(pieces):
            size += len(piece)
            told(_SEALED + (1 - _SEALED) * min(1.0, size / max(1, said.size)))
    if size != said.size:
        raise UnavailableError(Problem.FILE_UNWRITABLE, "read back")


def _demand(backup: Path, keys: Keys) -> None:
    if key_name(backup) != keys.name:
        raise RejectedError(Problem.BACKUP_OTHER_KEY)


def _reading(backup: Path) -> BinaryIO:
    try:
        return backup.open("rb")
    except OSError as error:
        raise RejectedError(Problem.NO_BACKUP, backup.name) from error
