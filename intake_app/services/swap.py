"""Putting another file in the place of the store; no cut leaves the shop without one. Light.

A note is written first; whoever opens the store next finishes what the note says. What stood there
is moved aside whole, with its log.
"""

from __future__ import annotations

import errno
import json
import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOTE = "swap.json"
_PARTS = ("", "-wal", "-shm")


def put(
    store: Path, new: Path, aside: Path, beside: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Put `new` in the place of `store`, which nobody has open; the old files go to `aside`.

    `beside` are small files that change with it, by name.

    Both lie in the data folder. Raises UnavailableError; then, or after a cut, `settle` goes on.
    """
    folder = store.parent
    try:
        aside.mkdir(parents=True, exist_ok=True)
        sync(new)
        part = folder / f"{NOTE}.part"
        names = {"new": new.relative_to(folder), "aside": aside.relative_to(folder)}
        said = {key: path.as_posix() for key, path in names.items()}
        part.write_text(json.dumps({**said, "beside": dict(beside)}), "utf-8")
        sync(part)
        part.replace(folder / NOTE)
        sync(folder)
    except OSError as error:
        raise refusal(error, NOTE) from error
    settle(store)


def settle(store: Path) -> None:
    """Finish what a cut interrupted; nothing to do nearly always. Raises UnavailableError."""
    note = store.parent / NOTE
    if not note.exists():
        return
    try:
        named = cast("dict[str, Any]", json.loads(note.read_text("utf-8")))
        new, aside = store.parent / named["new"], store.parent / named["aside"]
        if new.exists():
            for part in _PARTS:
                old = store.with_name(store.name + part)
                if old.exists():
                    old.replace(aside / old.name)
            sync(aside)
            new.replace(store)
        for name, text in cast("dict[str, str]", named.get("beside", {})).items():
            (store.parent / name).write_text(text, "utf-8")
            sync(store.parent / name)
        sync(store.parent)
        note.unlink()
    except OSError as error:
        raise refusal(error, NOTE) from error


def sync(path: Path) -> None:
    """Reach the disk before anybody relies on it; folders cannot be synced on Windows."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # pragma: no cover - the file system keeps the order there
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refusal(error: OSError, place: str) -> UnavailableError:
    """What an operator can be told about a disk that does not play along."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    problem = Problem.DISK_FULL if full else Problem.FILE_UNWRITABLE
    return UnavailableError(problem, f"{place}: {errno.errorcode.get(error.errno or 0, '')}")
