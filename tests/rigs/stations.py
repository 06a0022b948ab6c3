"""Workstations that enrol with real keys, for tests that speak HTTP themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.sync.core.ops import encode
from intake_app.sync.core.wire_enrol import EnrolRequest
from intake_app.sync.sealing import seal_key_of
from intake_app.sync.signing import KeySigner, sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from intake_app.sync.core.ops import Op

SIGNER = KeySigner(bytes(range(32)))
SEAL_SEED = bytes(range(1, 33))


def asked(code: str, origin: UUID | None = None, name: str = "Counter") -> EnrolRequest:
    """What a workstation sends to come in."""
    return EnrolRequest(
        code=code,
        name=name,
        origin=origin or uuid4(),
        key=SIGNER.public,
        seal_key=seal_key_of(SEAL_SEED),
    )


def signed(ops: Iterable[Op]) -> list[dict[str, object]]:
    """Ops as they travel, signed by the key of `asked`."""
    return [encode(sign(op, SIGNER)) for op in ops]
