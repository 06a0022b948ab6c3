"""Photos and signatures in backups: each kept once by what it holds, sealed, never twice."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.swap import refusal, sync
from intake_app.upkeep import sealing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.services.store_keys import Keys

_SEALED = ".sealed"


def back_up(data: Path, place: Path, keys: Keys) -> int:
    """Add the blobs that are not in a place yet; returns how many. Raises UnavailableError."""
    blobs = Blobs(data / FOLDER_NAME)
    return sum(_add(blobs, name, place, keys) for name in _names(data / FOLDER_NAME))


def restore(place: Path, data: Path, keys: Keys) -> tuple[int, int]:
    """Bring back what is missing here: how many came, and how many could not be opened."""
    blobs = Blobs(data / FOLDER_NAME)
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


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("??/*") if not file.name.startswith("."))
