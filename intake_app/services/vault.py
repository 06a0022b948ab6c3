"""Seals small texts so that only the shop's own desks read them: AES-GCM under a key kept apart.

A sealed text names its key and is bound to what it is about, so it opens nowhere else:
`1.<key id>.<nonce and ciphertext>`. Its length tells nothing of the text's.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

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
    """The keys of this store: its own, made at first use, and those other desks handed over.

    A desk that was handed one before it made its own seals with that, until somebody who knows it
    leaves the shop. Used off the GUI thread: asking a keyring may take a moment, or wait for a
    person.
    """

    secrets: Callable[[], Secrets]
    name: str
    made: Callable[[], bytes] = new_key
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

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
        key = self._named(named)
        if version != _VERSION or key is None:
            raise RejectedError(Problem.VAULT_ELSEWHERE)
        try:
            content = _decoded(coded)
            nonce, cipher = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            plain = AESGCM(key).decrypt(nonce, cipher, _PURPOSE + about)
        except (binascii.Error, ValueError, InvalidTag) as error:
            raise RejectedError(Problem.PASSCODE_ALTERED) from error
        return plain.rstrip(b"\0").decode()

    def keys(self) -> dict[str, bytes]:
        """Every key by its id; none is made for that. Raises UnavailableError(VAULT_CLOSED)."""
        with _closing():
            secrets = self.secrets()
            own = _key_in(secrets.read(self.name))
            found = {} if own is None else {key_id(own): own}
            for named in self._handed_ids(secrets):
                key = _key_in(secrets.read(f"{self.name}-{named}"))
                if key is not None and key_id(key) == named:
                    found[named] = key
            return found

    def take(self, key: bytes) -> None:
        """Keep a key of another desk; the first one becomes ours if we have none yet.

        Raises UnavailableError(VAULT_CLOSED).
        """
        with self._turn, _closing():
            secrets = self.secrets()
            if secrets.read(self.name) is None:
                secrets.write(self.name, key.hex())
                return
            self._lay_by(secrets, key)

    def part_with(self, gone: Collection[str]) -> bool:
        """Seal with a fresh key from now on if who has left is not who had left the last time.

        It is never derived: whoever left may know what ours come from. The one before still opens
        what it has sealed. Raises UnavailableError(VAULT_CLOSED).
        """
        told = hashlib.sha256(",".join(sorted(gone)).encode()).hexdigest()
        with self._turn, _closing():
            secrets = self.secrets()
            if not gone or secrets.read(f"{self.name}-parted") == told:
                return False
            own, fresh = _key_in(secrets.read(self.name)), new_key()
            if own is not None:
                self._lay_by(secrets, own)
            secrets.write(self.name, fresh.hex())
            self.__dict__["_key"] = self._kept()
            secrets.write(f"{self.name}-parted", told)  # last: cut short, it is done once more
            return True

    def _lay_by(self, secrets: Secrets, key: bytes) -> None:
        """Keep a key for reading."""
        known, named = self._handed_ids(secrets), key_id(key)
        secrets.write(f"{self.name}-{named}", key.hex())
        if named not in known:
            secrets.write(f"{self.name}-ids", ",".join([*known, named]))

    def _handed_ids(self, secrets: Secrets) -> list[str]:
        return [one for one in (secrets.read(f"{self.name}-ids") or "").split(",") if one]

    def _named(self, named: str) -> bytes | None:
        """Find a key; ours comes first, because it is mostly ours and costs no asking."""
        own = self._key
        return own if key_id(own) == named else self.keys().get(named)

    @cached_property
    def _key(self) -> bytes:
        with self._turn, _closing():
            return self._kept()

    def _kept(self) -> bytes:
        secrets = self.secrets()
        known = secrets.read(self.name)
        if known is None:
            secrets.write(self.name, self.made().hex())
            known = secrets.read(self.name)  # what is not kept now would be lost at the next start
        key = _key_in(known)
        if key is None:
            raise UnavailableError(Problem.VAULT_CLOSED, "no key")
        return key


def _decoded(coded: str) -> bytes:
    """The bytes; ValueError for any spelling of them but our own: spare bits could be changed."""
    content = base64.b64decode(coded, altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(content).decode() != coded:
        raise binascii.Error("not canonical")
    return content


@contextmanager
def _closing() -> Generator[None]:
    try:
        yield
    except UnavailableError as error:
        raise UnavailableError(Problem.VAULT_CLOSED, error.detail) from error


def _key_in(kept: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if len(key) == _KEY_BYTES else None


def _sealed(key: bytes, text: str, about: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - few orders need it
        AESGCM,
    )

    plain = text.encode()
    padded = plain + b"\0" * (-len(plain) % _BLOCK)
    nonce = os.urandom(_NONCE_BYTES)
    coded = base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, padded, _PURPOSE + about))
    return f"{_VERSION}.{key_id(key)}.{coded.decode()}"


def key_id(key: bytes) -> str:
    """Name a key by what it is; the id tells nothing of it."""
    return hashlib.sha256(_PURPOSE + key).hexdigest()[:8]
