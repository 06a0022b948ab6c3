"""Seals a few bytes to one desk, so that who carries them cannot read them.

X25519 with a key made for this one message, HKDF-SHA256, AES-256-GCM: the shape of HPKE's base
mode. What it is about is bound in, so a sealed text opens for nothing and nobody else.
"""

from __future__ import annotations

import os

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.reading import as_base64, from_base64

_PURPOSE = b"intake sealing 1\0"
_NONCE_BYTES = 12
_KEY_BYTES = 32


def new_seal_seed() -> bytes:
    """Make the private key of a desk."""
    return os.urandom(_KEY_BYTES)


def seal_key_of(seed: bytes) -> bytes:
    """Give the public key that others seal to."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - slow
        X25519PrivateKey,
    )

    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def seal(content: bytes, seal_key: bytes, about: bytes) -> str:
    """Close `content` for the holder of `seal_key`. Raises RejectedError for a key that is none."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - slow
        X25519PrivateKey,
    )
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    key = _shared(once.private_bytes_raw(), seal_key, public + seal_key)
    nonce = os.urandom(_NONCE_BYTES)
    return as_base64(public + nonce + AESGCM(key).encrypt(nonce, content, _PURPOSE + about))


def unseal(sealed: str, seed: bytes, about: bytes) -> bytes:
    """Open what was sealed to us about this. Raises RejectedError(PASSCODE_ALTERED)."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

    raw = from_base64(sealed) or b""
    public, rest = raw[:_KEY_BYTES], raw[_KEY_BYTES:]
    if len(public) < _KEY_BYTES:
        raise RejectedError(Problem.PASSCODE_ALTERED, "cut short")
    key = _shared(seed, public, public + seal_key_of(seed))
    try:
        return AESGCM(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _PURPOSE + about)
    except (InvalidTag, ValueError) as error:
        raise RejectedError(Problem.PASSCODE_ALTERED, "sealed to another desk") from error


def _shared(seed: bytes, public: bytes, parties: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - slow
        X25519PrivateKey,
        X25519PublicKey,
    )
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - slow

    try:
        other = X25519PublicKey.from_public_bytes(public)
        secret = X25519PrivateKey.from_private_bytes(seed).exchange(other)
    except ValueError as error:  # a key that is none, or one of those that give no secret
        raise RejectedError(Problem.PASSCODE_ALTERED, "no key") from error
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE + parties).derive(secret)
