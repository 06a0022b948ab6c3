"""What makes a workstation a member of its shop, kept where secrets are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.sync import trust
from intake_app.sync.client import HubClient
from intake_app.sync.core.reading import as_base64, from_base64
from intake_app.sync.sealing import new_seal_seed
from intake_app.sync.secrets import token_name
from intake_app.sync.signing import KeySigner, keep_signer, kept_signer, new_signer

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.secrets import Secrets

_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Membership:
    """Token, keys and the authority whose word on the hub counts (empty: the system's)."""

    origin: UUID
    token: str
    signer: KeySigner
    seal_seed: bytes
    ca_pem: str = ""

    def client(self, address: str) -> HubClient:
        """Make a line to the hub. Raises RejectedError (HUB_ADDRESS, HUB_INSECURE)."""
        context = trust.context_for(address, self.ca_pem)
        return HubClient(address, self.token, signer=self.signer, context=context)


def new_membership(origin: UUID, ca_pem: str) -> Membership:
    """Make fresh keys, without a token yet."""
    return Membership(origin, "", new_signer(), new_seal_seed(), ca_pem)


def keep(secrets: Secrets, membership: Membership) -> None:
    """Keep all of it; the token last, because it makes the rest count."""
    origin = membership.origin
    keep_signer(secrets, origin, membership.signer)
    secrets.write(_seal_name(origin), as_base64(membership.seal_seed))
    if membership.ca_pem:
        secrets.write(_ca_name(origin), membership.ca_pem)
    else:
        secrets.erase(_ca_name(origin))
    secrets.write(token_name(origin), membership.token)


def with_token(secrets: Secrets, membership: Membership, token: str) -> Membership:
    """Change the token; the one before still works for a while, so a crash here does no harm."""
    secrets.write(token_name(membership.origin), token)
    return replace(membership, token=token)


def kept(secrets: Secrets, origin: UUID) -> Membership | None:
    """Read it; None before this store was enrolled. Raises UnavailableError."""
    token, signer = secrets.read(token_name(origin)), kept_signer(secrets, origin)
    if token is None or signer is None:
        return None
    seed = from_base64(secrets.read(_seal_name(origin)) or "")
    if seed is None or len(seed) != _SEED_BYTES:
        raise UnavailableError(Problem.READ_ONLY, "the sealing key is damaged")
    return Membership(origin, token, signer, seed, secrets.read(_ca_name(origin)) or "")


def _seal_name(origin: UUID) -> str:
    return f"hub-seal-{origin}"


def _ca_name(origin: UUID) -> str:
    return f"hub-ca-{origin}"
