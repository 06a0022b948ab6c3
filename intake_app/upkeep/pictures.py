"""Photos and signatures: in backups each once by what it holds, sealed; here as the store is.

When encryption is switched, a note stands until the last of them was written anew: whatever cuts
in, the next start goes on. Meanwhile all can be read, for each file tells how it is kept.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.blob_seal import BlobLocks
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.swap import refusal, sync
from intake_app.upkeep import sealing
from intake_app.upkeep.archive import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from intake_app.services.store_keys import Keys, StoreKeys
    from intake_app.upkeep.archive import Told

_SEALED = ".sealed"
_NOTE = ".switching"


def blobs_of(data: Path, keys: StoreKeys) -> Blobs:
    """The blobs of a data folder."""
    return Blobs(data / FOLDER_NAME, BlobLocks(keys))


def begin(data: Path) -> None:
    """Note that blobs are to be written anew. Raises UnavailableError."""
    note = data / FOLDER_NAME / _NOTE
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.touch()
        sync(note)
        sync(note.parent)
    except OSError as error:
        raise refusal(error, FOLDER_NAME) from error


def settle(data: Path, keys: StoreKeys, told: Told = silent) -> int:
    """Write anew what is not kept as the store is, if that was noted; nobody has it open.

    Returns how many could not be opened: they stay as they are. Raises UnavailableError.
    """
    note, blobs = data / FOLDER_NAME / _NOTE, blobs_of(data, keys)
    if not note.exists():
        return 0
    shutil.rmtree(data / FOLDER_NAME / ".parts", ignore_errors=True)  # the hub gives them again
    _drop_torn(data / FOLDER_NAME)
    now = keys.sealing()
    wanted, lost, names = now.name if now is not None else "", 0, blobs.names()
    for number, name in enumerate(names, 1):
        if blobs.key_name(name) != wanted:
            try:
                blobs.convert(name)
            except RejectedError:
                lost += 1
        told(number / len(names))
    note.unlink()
    return lost


def _drop_torn(folder: Path) -> None:
    """Halves that a cut left may hold what is to be sealed."""
    for torn in folder.glob("??/.*"):
        with suppress(OSError):
            torn.unlink()


def back_up(data: Path, place: Path, store: StoreKeys) -> int:
    """Add the blobs that are not in a place yet; returns how many. Raises UnavailableError."""
    blobs, keys = blobs_of(data, store), store.kept()
    return sum(_add(blobs, name, place, keys) for name in blobs.names())


def carry(data: Path, place: Path, store: StoreKeys, names: Iterable[str]) -> None:
    """Add these to a place. Raises UnavailableError."""
    blobs, keys = blobs_of(data, store), store.kept()
    for name in names:
        _add(blobs, name, place, keys)


def carried(place: Path) -> set[str]:
    """Which are in a place."""
    files = (place / FOLDER_NAME).glob(f"*/*{_SEALED}")
    return {file.name.removesuffix(_SEALED) for file in files}


def restore(place: Path, blobs: Blobs, keys: Keys) -> tuple[int, int]:
    """Bring back what is missing here: how many came, and how many could not be opened."""
    came = lost = 0
    for file in sorted((place / FOLDER_NAME).glob(f"*/*{_SEALED}")):
        if blobs.has(file.name.removesuffix(_SEALED)):
            continue
        try:
            content = read(file, keys)
        except IntakeError:
            lost += 1
            continue
        blobs.put(content)
        came += 1
    return came, lost


def read(file: Path, keys: Keys) -> bytes:
    """Open one. Raises RejectedError."""
    try:
        with file.open("rb") as opened:
            return b"".join(sealing.opened(opened, keys.backup))
    except OSError as error:
        raise RejectedError(Problem.NO_BACKUP, file.name) from error


def _add(blobs: Blobs, name: str, place: Path, keys: Keys) -> bool:
    target = place / FOLDER_NAME / name[:2] / f"{name}{_SEALED}"
    if target.exists():
        return False
    try:
        content = blobs.read(name)
    except RejectedError:
        return False  # altered or gone: what was backed up earlier stays
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            sealing.seal(_pieces(content), file, keys.backup, {"kind": "blob", "key": keys.name})
        sync(part)
        part.replace(target)
    except OSError as error:
        raise refusal(error, FOLDER_NAME) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + sealing.PIECE] for at in range(0, len(content), sealing.PIECE))
