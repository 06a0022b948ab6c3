"""Seals small texts so that only the shop's own desks read them: AES-GCM under a key kept apart.

A sealed text names its key and is bound to what it is about, so it opens nowhere else:
`1.<key id>.<nonce and ciphertext>`. Its length tells nothing of the text's.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from intake_app.sync.secrets import Secrets

Seal: TypeAlias = Callable[[str, bytes], str]

_VERSION = "1"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_BLOCK = 64
_PURPOSE = b"intake vault 1\0"


def new_key() -> bytes:
    """One that nothing else is derived from."""
    return os.urandom(_KEY_BYTES)


@dataclass(frozen=True)
class Vault:
    """The key of this store, made at first use and kept where secrets are kept.

    Used off the GUI thread: asking a keyring may take a moment, or wait for a person.
    """

    secrets: Callable[[], Secrets]
    name: str
    made: Callable[[], bytes] = new_key

    def sealer(self) -> Seal:
        """Get the key ready; what is returned asks nobody and may run inside a transaction.

        Raises UnavailableError(VAULT_CLOSED).
        """
        key = self._key
        return lambda text, about: _sealed(key, text, about)

    def open(self, sealed: str, about: bytes) -> str:
        """Read what was sealed about the same thing.

        Raises RejectedError: VAULT_ELSEWHERE for a key we do not have, PASSCODE_ALTERED for what
        was changed or belongs to something else; UnavailableError(VAULT_CLOSED).
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - few orders need it
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - the same
            AESGCM,
        )

        version, _, rest = sealed.partition(".")
        named, _, coded = rest.partition(".")
        key = self._key
        if version != _VERSION or named != _name_of(key):
            raise RejectedError(Problem.VAULT_ELSEWHERE)
        try:
            content = base64.b64decode(coded, altchars=b"-_", validate=True)
            nonce, cipher = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            plain = AESGCM(key).decrypt(nonce, cipher, _PURPOSE + about)
        except (binascii.Error, ValueError, InvalidTag) as error:
            raise RejectedError(Problem.PASSCODE_ALTERED) from error
        return plain.rstrip(b"\0").decode()

    @cached_property
    def _key(self) -> bytes:
        try:
            return self._kept()
        except UnavailableError as error:
            raise UnavailableError(Problem.VAULT_CLOSED, error.detail) from error

    def _kept(self) -> bytes:
        secrets = self.secrets()
        known = secrets.read(self.name)
        if known is None:
            secrets.write(self.name, self.made().hex())
            known = secrets.read(self.name)  # what is not kept now would be lost at the next start
        try:
            key = bytes.fromhex(known or "")
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise UnavailableError(Problem.VAULT_CLOSED, "no key")
        return key


def _sealed(key: bytes, text: str, about: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - few orders need it
        AESGCM,
    )

    plain = text.encode()
    padded = plain + b"\0" * (-len(plain) % _BLOCK)
    nonce = os.urandom(_NONCE_BYTES)
    coded = base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, padded, _PURPOSE + about))
    return f"{_VERSION}.{_name_of(key)}.{coded.decode()}"


def _name_of(key: bytes) -> str:
    return hashlib.sha256(_PURPOSE + key).hexdigest()[:8]
