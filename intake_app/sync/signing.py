"""Signs ops, so that a relayed one is known to be its author's and payments are tamper-evident.

Ed25519 over everything that an op says; only its place in the author's life (`inc`, `n`) may
change, because a fork renumbers. The hub learns the public key when a workstation enrols.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.ops import signed_part
from intake_app.sync.core.reading import as_base64, from_base64

if TYPE_CHECKING:
    from uuid import UUID

    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

    from intake_app.sync.core.ops import Op
    from intake_app.sync.secrets import Secrets

KEY_BYTES = 32


class Signer(Protocol):
    """Whoever holds the private key of a workstation."""

    def sign(self, content: bytes) -> bytes:
        """Give the 64 bytes of a signature."""
        ...


@dataclass(frozen=True)
class KeySigner:
    """Signs with the 32 bytes of a private key; always gives the same signature for the same."""

    seed: bytes

    def sign(self, content: bytes) -> bytes:
        """See `Signer`."""
        return self._key.sign(content)

    @cached_property
    def public(self) -> bytes:
        """The 32 bytes that the hub knows us by."""
        return self._key.public_key().public_bytes_raw()

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - slow
            Ed25519PrivateKey,
        )

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(op: Op, signer: Signer) -> Op:
    """Put the author's signature onto an op; one that has some keeps it."""
    return op if op.sig else replace(op, sig=signer.sign(signed_part(op)))


def verify(op: Op, public: bytes) -> bool:
    """Whether the holder of the key belonging to `public` has signed this very op."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow to import

    try:
        _opened(public).verify(op.sig, signed_part(op))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)  # a push has hundreds of ops of one author
def _opened(public: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - slow
        Ed25519PublicKey,
    )

    return Ed25519PublicKey.from_public_bytes(public)


def key_name(origin: UUID) -> str:
    """Name the signing key of one store among the secrets."""
    return f"hub-key-{origin}"


def new_signer() -> KeySigner:
    """Make a key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - slow
        Ed25519PrivateKey,
    )

    return KeySigner(Ed25519PrivateKey.generate().private_bytes_raw())


def kept_signer(secrets: Secrets, origin: UUID) -> KeySigner | None:
    """Read the key of a store; None before it enrolled. Raises UnavailableError."""
    kept = secrets.read(key_name(origin))
    if kept is None:
        return None
    seed = from_base64(kept) or b""
    if len(seed) != KEY_BYTES:
        raise UnavailableError(Problem.READ_ONLY, "the signing key is damaged")
    return KeySigner(seed)


def keep_signer(secrets: Secrets, origin: UUID, signer: KeySigner) -> None:
    """Keep the key of a store, over the one of an earlier enrolment."""
    secrets.write(key_name(origin), as_base64(signer.seed))
