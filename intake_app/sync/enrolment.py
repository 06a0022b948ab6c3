"""Lets this workstation into a shop by a one-time code."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync import membership, trust
from intake_app.sync.client import HubClient
from intake_app.sync.core.wire_enrol import EnrolReply, EnrolRequest
from intake_app.sync.sealing import seal_key_of

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.membership import Membership
    from intake_app.sync.secrets import Secrets


def enrol(hub: str, code: str, name: str, *, origin: UUID, secrets: Secrets) -> EnrolReply:
    """Trade a code for a token and keep that; runs its own event loop, so call it from a lane.

    A code with a fingerprint pins the authority it belongs to. Raises RejectedError
    (HUB_ADDRESS, HUB_INSECURE, HUB_FINGERPRINT, CODE_REFUSED), UnavailableError (HUB_AWAY,
    HUB_TROUBLE, HUB_UNTRUSTED and its like).
    """
    address, letters, fingerprint = trust.read_invitation(hub, code)
    return asyncio.run(_enrol(address, (letters, name, fingerprint), origin, secrets))


async def _enrol(
    address: str, asked: tuple[str, str, str], origin: UUID, secrets: Secrets
) -> EnrolReply:
    code, name, fingerprint = asked
    ca_pem = await _authority(address, fingerprint)
    fresh = membership.new_membership(origin, ca_pem)
    client = HubClient(address, context=trust.context_for(address, ca_pem))
    try:
        reply = await client.enrol(_request(fresh, code, name))
    finally:
        await client.close()
    membership.keep(secrets, replace(fresh, token=reply.token))
    return reply


async def _authority(address: str, fingerprint: str) -> str:
    """Fetch the certificate that the code speaks of; what does not fit is not believed."""
    if not fingerprint or not address.startswith("https:"):
        return ""
    client = HubClient(address, context=trust.unchecked())
    try:
        ca_pem = await client.authority()
    finally:
        await client.close()
    if not trust.fits(ca_pem, fingerprint):
        raise RejectedError(Problem.HUB_FINGERPRINT, "another authority")
    return ca_pem


def _request(fresh: Membership, code: str, name: str) -> EnrolRequest:
    return EnrolRequest(
        code=code,
        name=name,
        origin=fresh.origin,
        key=fresh.signer.public,
        seal_key=seal_key_of(fresh.seal_seed),
    )
