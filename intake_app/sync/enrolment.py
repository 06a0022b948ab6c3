"""Lets this workstation into a shop by a one-time code."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from intake_app.sync.client import HubClient
from intake_app.sync.core.wire import EnrolReply, EnrolRequest
from intake_app.sync.secrets import token_name

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.secrets import Secrets


def enrol(hub: str, code: str, name: str, *, origin: UUID, secrets: Secrets) -> EnrolReply:
    """Trade a code for a token and keep that; runs its own event loop, so call it from a lane.

    Raises RejectedError (HUB_ADDRESS, CODE_REFUSED), UnavailableError (HUB_AWAY,
    HUB_TROUBLE).
    """
    request = EnrolRequest(code=code, name=name, origin=origin)
    return asyncio.run(_enrol(hub, request, secrets))


async def _enrol(hub: str, request: EnrolRequest, secrets: Secrets) -> EnrolReply:
    client = HubClient(hub)
    try:
        reply = await client.enrol(request)
    finally:
        await client.close()
    secrets.write(token_name(request.origin), reply.token)
    return reply
