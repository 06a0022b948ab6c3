"""The vault's keys, held by the recovery key of their desk: the paper opens passcodes on any PC.

A key that was made after somebody left follows from nothing, so the paper alone would not give it
back. It travels as a preference, sealed with the root of the desk that holds it: the hub has no
root, and whoever left is sent nothing more.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from intake_app.services.vault import key_id
from intake_app.sync.core.reading import as_base64, from_base64

if TYPE_CHECKING:
    from intake_app.services.preferences import Preferences
    from intake_app.services.store_keys import StoreKeys
    from intake_app.services.vault import Vault

PREFIX = "vault."
_NONCE_BYTES = 12


def keep(preferences: Preferences, vault: Vault, keys: StoreKeys) -> None:
    """Hold what the vault has and was not held yet, where the data are encrypted.

    Raises UnavailableError.
    """
    if not keys.is_encrypted:
        return
    held, root = _held(preferences, keys), keys.known().derived(b"vault")
    fresh = {named: key for named, key in vault.keys().items() if named not in held}
    if fresh:
        sealed = {named: _sealed(root, named, key) for named, key in fresh.items()}
        preferences.choose(f"{PREFIX}{keys.named}", {**held, **sealed})


def give_back(preferences: Preferences, vault: Vault, keys: StoreKeys) -> None:
    """Take in what is held and the vault lacks: the keyring was lost. Raises UnavailableError."""
    held = _held(preferences, keys) if keys.is_encrypted else {}
    if not held:
        return  # nor is the keyring asked
    known, root = vault.keys(), keys.known().derived(b"vault")
    for named, sealed in held.items():
        key = None if named in known else _opened(root, named, sealed)
        if key is not None:
            vault.take(key)


def _held(preferences: Preferences, keys: StoreKeys) -> dict[str, str]:
    said = preferences.value(f"{PREFIX}{keys.named}")
    pairs = cast("dict[object, object]", said) if isinstance(said, dict) else {}
    return {str(named): str(sealed) for named, sealed in pairs.items()}


def _sealed(root: bytes, named: str, key: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - slow, seldom needed
        AESGCM,
    )

    nonce = os.urandom(_NONCE_BYTES)
    return as_base64(nonce + AESGCM(root).encrypt(nonce, key, _about(named)))


def _opened(root: bytes, named: str, sealed: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - as above
        AESGCM,
    )

    raw = from_base64(sealed) or b""
    try:
        key = AESGCM(root).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _about(named))
    except (InvalidTag, ValueError):
        return None  # another root's, or spoilt on the way
    return key if key_id(key) == named else None


def _about(named: str) -> bytes:
    return b"vault key " + named.encode()
