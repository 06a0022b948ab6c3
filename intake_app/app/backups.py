"""Copies of the store: made without stopping anybody, proven by opening them."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.clock import Clock

STORE_NAME = "intake.db"
FOLDER_NAME = "backups"
_PATTERN = "intake-*.db"
_STAMP = "intake-%Y%m%dT%H%M%SZ.db"
_KEPT = 14
_EVERY = timedelta(days=1)


def back_up(store: Path, folder: Path, at: datetime) -> Path:
    """Copy the store into `folder` and check the copy; a bad copy never gets its name.

    One read snapshot of a read-only connection: writers go on. Raises UnavailableError.
    """
    target = folder / at.astimezone(UTC).strftime(_STAMP)
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(store, part)
        prove(part)
        _sync(part)
        part.replace(target)
        _sync(folder)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        problem = Problem.DISK_FULL if full else Problem.FILE_UNWRITABLE
        raise UnavailableError(problem, f"{target}: {error.strerror}") from error
    finally:
        with suppress(OSError):  # what went wrong was said already
            part.unlink(missing_ok=True)
    return target


def latest(folder: Path) -> datetime | None:
    """When the newest proven copy was made."""
    names = sorted(file.name for file in folder.glob(_PATTERN))
    return datetime.strptime(names[-1], _STAMP).replace(tzinfo=UTC) if names else None


def keep_up(data: Path, now: Clock) -> datetime | None:
    """Copy the store of this PC once a day; returns when that was last done."""
    folder, store = data / FOLDER_NAME, data / STORE_NAME
    made = latest(folder)
    if store.exists() and (made is None or now() - made >= _EVERY):
        back_up(store, folder, now())
        thin_out(folder)
    return latest(folder)


def thin_out(folder: Path) -> None:
    """Forget all but the newest copies."""
    for file in sorted(folder.glob(_PATTERN))[:-_KEPT]:
        file.unlink(missing_ok=True)


def _copy(store: Path, part: Path) -> None:
    source = connection.open_file(store, readonly=True)
    try:
        with connection.translated():
            source.execute("VACUUM INTO ?", (str(part),))
    finally:
        source.close()


def prove(store: Path) -> None:
    """Read every page and every reference. Raises UnavailableError(STORE_CORRUPT)."""
    copy = connection.open_file(store, readonly=True)
    try:
        with connection.translated():
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        copy.close()
    if verdict != "ok" or orphan is not None:
        raise UnavailableError(Problem.STORE_CORRUPT, store.name)


def _sync(path: Path) -> None:
    """Reach the disk before anybody relies on it; folders cannot be synced on Windows."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
