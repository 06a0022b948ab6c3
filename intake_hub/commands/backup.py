"""`backup`: the whole hub as one file, read back and compared before it counts.

The form is the same whatever the engine is: an SQLite file, with the key of the hub's own file if
that has one. The files of pictures are copied beside it, each once, as they stand.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.errors import Problem, UnavailableError
from intake_hub.commands.members import now_ms
from intake_hub.commands.move import show
from intake_hub.feed import checking
from intake_hub.feed.keeping import LogKeeping
from intake_hub.opening import key_of, store_of
from intake_hub.store.copying import Copying
from intake_hub.store.engine import HubStore

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

_PART = ".part"


def backup(db: str, place: Path) -> Path:
    """Make a new file in `place`, check it, and tell the desks how far it covers their work.

    Raises RejectedError(NO_STORE), UnavailableError; what was half made is removed then.
    """
    file = place / f"intake-hub-{utc_now():%Y%m%d-%H%M%S}.db"
    part = file.with_name(file.name + _PART)
    source = store_of(db)
    try:
        source.refuse_unmade()
        source.open(now_ms())
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        heads = _copied(source, HubStore(f"sqlite:///{part}", key=key_of(db)))
        _sync(part)
        part.replace(file)
        _sync(place)
        _add_files(source.blobs.folder, place / "files")
        LogKeeping(source, now_ms).note_durable(heads)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error
    finally:
        source.close()
        for left in place.glob(f"{part.name}*"):
            with suppress(OSError):
                left.unlink()
    return file


def _copied(source: HubStore, copy: HubStore) -> dict[UUID, int]:
    """Fill the copy; only what is read back from it counts."""
    try:
        Copying(source, copy, show).run()
        found = checking.faults(copy)
        if found:
            raise UnavailableError(Problem.STORE_CORRUPT, found[0])
        return LogKeeping(copy, now_ms).heads()
    finally:
        copy.close()


def _add_files(folder: Path, place: Path) -> None:
    for file in folder.glob("*/??/*"):
        target = place / file.relative_to(folder)
        if not target.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = target.with_name(target.name + _PART)
            shutil.copyfile(file, part)
            part.replace(target)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # pragma: no cover - no folder can be opened there
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
