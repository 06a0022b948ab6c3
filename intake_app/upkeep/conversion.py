"""Encryption switched on and off: a new file beside the store, proven, then put in its place.

The photos and signatures follow, each by itself; whatever cuts in, the next start goes on.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection
from intake_app.services import swap
from intake_app.upkeep import pictures, proving
from intake_app.upkeep.archive import silent

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.store_keys import StoreKeys
    from intake_app.upkeep.archive import Told

_CORNER, _ASIDE = "conversion", "conversion.old"
_PROVEN, _COPIED, _COMPARED = 0.25, 0.6, 0.95


def encrypt(keys: StoreKeys, told: Told = silent) -> None:
    """Seal the store of a PC, which nobody has open; nothing to do when it is. May raise.

    Raises UnavailableError; what was not sealed by then is as it was.
    """
    if connection.is_made(keys.store) and not keys.is_encrypted:
        _convert(keys, keys.kept().store, told)
    pictures.settle(keys.store.parent, keys, told)


def decrypt(keys: StoreKeys, told: Told = silent) -> None:
    """Make it a plain file that any SQLite tool opens. Raises UnavailableError."""
    if keys.is_encrypted:
        _convert(keys, None, told)
    pictures.settle(keys.store.parent, keys, told)


def _convert(keys: StoreKeys, key: bytes | None, told: Told) -> None:
    folder = keys.store.parent
    corner, aside = folder / _CORNER, folder / _ASIDE
    shutil.rmtree(corner, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    corner.mkdir()
    target = corner / "new.db"
    try:
        proving.prove(keys.store, keys.connecting())
        told(_PROVEN)
        with closing(keys.open()) as source, connection.translated():
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = proving.digest(source)
            _export(source, target, key)
        told(_COPIED)
        proving.prove(target, key)
        with closing(connection.open_file(target, readonly=True, key=key)) as copy:
            if proving.digest(copy) != before:
                raise UnavailableError(Problem.STORE_CORRUPT, "export")
        told(_COMPARED)
        pictures.begin(folder)
        swap.put(keys.store, target, aside)
    finally:
        shutil.rmtree(corner, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)  # the old kind of file is not left lying about


def _export(source: Connection, target: Path, key: bytes | None) -> None:
    number = connection.schema_number(source)
    secret = "" if key is None else f"x'{key.hex()}'"
    source.execute("ATTACH DATABASE ? AS converted KEY ?", (str(target), secret))
    source.execute("SELECT sqlcipher_export('converted')")
    source.execute(f"PRAGMA converted.user_version = {number}")
    source.execute("DETACH DATABASE converted")
