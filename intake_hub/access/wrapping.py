"""The key of a database file, wrapped by a key of whoever runs the hub, in a file beside it.

A desk that is the hub gives a key that follows from its recovery key; so the paper that opens the
desk on a bare PC opens the hub it ran, too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "store.wrapped"
KEY_BYTES = 32
_NONCE_BYTES = 12
_BOUND = b"intake hub store 1"


def keep(place: Path, key: bytes, wrapping: bytes) -> None:
    """Leave the wrapped key, unless what is there opens already. Raises UnavailableError."""
    if find(place, wrapping) == key:
        return
    nonce = os.urandom(_NONCE_BYTES)
    part = place / f"{FILE}.part"
    try:
        with part.open("wb") as file:
            file.write(nonce + AESGCM(wrapping).encrypt(nonce, key, _BOUND))
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / FILE)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error


def find(place: Path, wrapping: bytes) -> bytes | None:
    """The key, where it is there and this opens it."""
    try:
        sealed = (place / FILE).read_bytes()
        key = AESGCM(wrapping).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _BOUND)
    except (OSError, ValueError, InvalidTag):
        return None
    return key if len(key) == KEY_BYTES else None
