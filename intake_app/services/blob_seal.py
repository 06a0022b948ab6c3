"""How a blob stands on the disk: as it is, or sealed with a key of its data folder. Light.

`magic | name of the key | nonce | AES-256-GCM`, bound to the name of the blob. A file tells by
itself which of the two it is, so both may stand beside each other while encryption is switched.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from intake_app.services.store_keys import Keys, StoreKeys

_MAGIC = b"INTAKE BLOB 1\n"
_NAME, _NONCE, _TAG = 8, 12, 16
_HEAD = len(_MAGIC) + _NAME
EXTRA = _HEAD + _NONCE + _TAG
"""By how much a sealed file is longer than what is in it."""


@dataclass(frozen=True, slots=True)
class BlobLocks:
    """With what blobs are sealed now, and what opens those that were sealed earlier."""

    keys: StoreKeys
    encrypt: bool = False  # what a store that is not made yet will be

    def closing(self) -> Keys | None:
        """The keys of today; None in a shop that keeps its data plain."""
        return self.keys.sealing(encrypt=self.encrypt)

    def opening(self, name: str) -> Keys | None:
        """The keys of that name, if this PC has them."""
        return self.keys.of_name(name)


def seal(content: bytes, about: str, keys: Keys) -> bytes:
    """Give the bytes for the disk."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - not at start

    head = _MAGIC + bytes.fromhex(keys.name)
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(keys.blobs).encrypt(nonce, content, head + about.encode())


def key_name(start: bytes) -> str:
    """With which keys a file is sealed, by its first bytes; empty for one that is not."""
    is_sealed = start.startswith(_MAGIC) and len(start) >= _HEAD
    return start[len(_MAGIC) : _HEAD].hex() if is_sealed else ""


def unseal(raw: bytes, about: str, locks: BlobLocks | None) -> bytes:
    """Give the plain bytes. Raises RejectedError(PICTURE_UNREADABLE) for others."""
    name = key_name(raw)
    if not name:
        return raw
    keys = locks.opening(name) if locks is not None else None
    if keys is None:
        raise RejectedError(Problem.PICTURE_UNREADABLE, "sealed with other keys")
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - not at the start
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - the same

    nonce, sealed = raw[_HEAD : _HEAD + _NONCE], raw[_HEAD + _NONCE :]
    try:
        return AESGCM(keys.blobs).decrypt(nonce, sealed, raw[:_HEAD] + about.encode())
    except (InvalidTag, ValueError) as error:
        raise RejectedError(Problem.PICTURE_UNREADABLE, "altered") from error
