"""Opens the database of a hub with its key, where it has one.

A file may be encrypted; its key lives in the keyring of the account, or in a 0600 file beside.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.secrets import open_secrets
from intake_hub.store.engine import HubStore
from intake_hub.tls import folder

if TYPE_CHECKING:
    from intake_app.sync.secrets import Secrets

_KEY_BYTES = 32
_PLAIN = b"SQLite format 3"


def store_of(db: str, *, encrypt: bool = False) -> HubStore:
    """Make the store of a database; with `encrypt` a file that is not there yet gets a key.

    Raises RejectedError(ADDRESS_INVALID), UnavailableError when the key is not to be had.
    """
    file = _file_of(db)
    if file is None:
        return HubStore(db)
    return HubStore(db, key=_made(db, file) if encrypt and not file.exists() else _kept(db, file))


def _file_of(db: str) -> Path | None:
    HubStore(db).close()  # refuses what is no address
    url = make_url(db)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _kept(db: str, file: Path) -> bytes | None:
    """The key of a file; a plain one has none, and nobody is asked for it."""
    if not file.exists() or _is_plain(file):
        return None
    kept = _secrets(db).read(_name(file))
    if kept is None:
        return None  # damaged, or of another account: opening it says so
    key = bytes.fromhex(kept)
    if len(key) != _KEY_BYTES:
        raise UnavailableError(Problem.STORE_KEY_WRONG, file.name)
    return key


def _is_plain(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_PLAIN)) in {_PLAIN, b""}
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error


def _made(db: str, file: Path) -> bytes:
    key = os.urandom(_KEY_BYTES)
    secrets, name = _secrets(db), _name(file)
    secrets.write(name, key.hex())
    if secrets.read(name) != key.hex():  # a keyring that only seems to keep
        raise UnavailableError(Problem.STORE_KEY_WRONG, "the key was not kept")
    return key


def _secrets(db: str) -> Secrets:
    place = folder.beside(db)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error
    return open_secrets(place)


def _name(file: Path) -> str:
    return f"hub-store-{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
