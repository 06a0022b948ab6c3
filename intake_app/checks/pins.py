"""A PIN as it is kept: stretched with a salt, so that the store, read by a thief, tells none."""

from __future__ import annotations

import hmac
import secrets
from hashlib import scrypt

SHORTEST, LONGEST = 4, 8
_COST, _BLOCK, _WAYS, _SIZE = 2**14, 8, 1, 32
_SALT = 16
_SCHEME = "scrypt1"
"""Names the numbers above; others get a name of their own."""


def is_pin(text: str) -> bool:
    """Whether it has the shape of a PIN."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdigit()


def sealed(pin: str) -> str:
    """What is kept instead of the PIN. It takes a twentieth of a second, by intention."""
    salt = secrets.token_bytes(_SALT)
    return f"{_SCHEME}${salt.hex()}${_stretched(pin, salt).hex()}"


def fits(pin: str, kept: str) -> bool:
    """Whether this PIN was sealed so; of an unknown scheme none fits."""
    scheme, _, rest = kept.partition("$")
    salt, _, digest = rest.partition("$")
    if scheme != _SCHEME or not is_pin(pin):
        return False
    return hmac.compare_digest(_stretched(pin, bytes.fromhex(salt)), bytes.fromhex(digest))


def _stretched(pin: str, salt: bytes) -> bytes:
    return scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_WAYS, dklen=_SIZE)
