"""Opens the database of a hub with its key, where it has one.

A new file is encrypted; its key lives in the keyring of the account, or in a 0600 file beside.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.secrets import open_secrets
from intake_hub.access import wrapping as wrapped
from intake_hub.store.engine import HubStore
from intake_hub.tls import folder

if TYPE_CHECKING:
    from intake_app.sync.secrets import Secrets

_PLAIN = b"SQLite format 3"


def store_of(db: str, *, encrypt: bool = False, wrapping: bytes = b"") -> HubStore:
    """Make the store of a database; with `encrypt` a file that is not there yet gets a key.

    The key is left wrapped, too, and found again by the same `wrapping`. Raises
    RejectedError(ADDRESS_INVALID), UnavailableError when the key is not to be had.
    """
    file = _file_of(db)
    if file is None:
        return HubStore(db)
    if _is_made(file):
        return HubStore(db, key=None if _is_plain(file) else _kept(db, file, wrapping))
    return HubStore(db, key=_made(db, file, wrapping) if encrypt else None)


def key_of(db: str) -> bytes | None:
    """The key of a file that is there, to be written down; None where it needs none."""
    file = _file_of(db)
    if file is None or not _is_made(file) or _is_plain(file):
        return None
    return _kept(db, file, b"")


def keep_key(db: str, key: bytes) -> None:
    """Keep a key that was written down, once it has opened the file.

    Raises RejectedError(MALFORMED), UnavailableError(STORE_CORRUPT) for another key.
    """
    file = _file_of(db)
    if file is None or not _is_made(file) or len(key) != wrapped.KEY_BYTES:
        raise RejectedError(Problem.MALFORMED, "no key of this database")
    store = HubStore(db, key=key)
    try:
        store.refuse_unmade()
    finally:
        store.close()
    _keep(db, file, key)


def _file_of(db: str) -> Path | None:
    HubStore(db).close()  # refuses what is no address
    url = make_url(db)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _is_made(file: Path) -> bool:
    """An empty file is what a power cut leaves of one that was just begun."""
    return file.exists() and file.stat().st_size > 0


def _is_plain(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_PLAIN)) == _PLAIN
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error


def _kept(db: str, file: Path, wrapping: bytes) -> bytes | None:
    """The key of a file; None for a damaged one or another account's: opening it says so."""
    text = _secrets(db).read(_name(file))
    if text is None and wrapping:
        found = wrapped.find(folder.beside(db), wrapping)
        if found is not None:
            _keep(db, file, found)
        return found
    if text is None:
        return None
    key = _key(text)
    if key is None:
        raise UnavailableError(Problem.STORE_KEY_WRONG, file.name)
    if wrapping:
        wrapped.keep(folder.beside(db), key, wrapping)
    return key


def _made(db: str, file: Path, wrapping: bytes) -> bytes:
    """A key for a new file: one made before a power cut, or another."""
    key = _key(_secrets(db).read(_name(file)) or "") or os.urandom(wrapped.KEY_BYTES)
    _keep(db, file, key)
    if wrapping:
        wrapped.keep(folder.beside(db), key, wrapping)
    return key


def _keep(db: str, file: Path, key: bytes) -> None:
    secrets, name = _secrets(db), _name(file)
    secrets.write(name, key.hex())
    if secrets.read(name) != key.hex():  # a keyring that only seems to keep
        raise UnavailableError(Problem.STORE_KEY_WRONG, "the key was not kept")


def _key(text: str) -> bytes | None:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == wrapped.KEY_BYTES else None


def _secrets(db: str) -> Secrets:
    place = folder.beside(db)
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error
    return open_secrets(place)


def _name(file: Path) -> str:
    return f"hub-store-{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
