"""The calls about workstations themselves: enrolment, tokens, names, keys handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002 - the same

from intake_app.sync.core import wire_enrol
from intake_hub.api.replies import json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.api.door import Door
    from intake_hub.api.limits import EnrolLimit
    from intake_hub.stations import Stations

HANDED_BYTES = 160 * 1024


@dataclass(frozen=True, slots=True)
class Members:
    """What these calls work with."""

    stations: Stations
    door: Door
    enrol_limit: EnrolLimit
    ca_pem: Callable[[], str]


def member_routes(members: Members) -> APIRouter:
    """Bind the calls to a hub."""
    calls = _Calls(members)
    router = APIRouter(prefix="/v1")
    add = router.add_api_route
    add("/ca", calls.authority, methods=["GET"], summary="The certificate to pin")
    add("/enrol", calls.enrol, methods=["POST"], summary="Let a workstation in")
    add("/token", calls.token, methods=["POST"], summary="Change the token")
    add("/stations", calls.listing, methods=["GET"], summary="Name the workstations")
    add("/rename", calls.rename, methods=["POST"], summary="Be called otherwise")
    add("/vault-keys", calls.handed, methods=["GET"], summary="Fetch keys sealed to us")
    add("/vault-keys", calls.hand_over, methods=["POST"], summary="Seal keys to other desks")
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    members: Members

    async def authority(self) -> Response:
        """Show the authority's certificate; whoever asks checks it by its fingerprint."""
        return json_reply({"ca": self.members.ca_pem()})

    async def enrol(self, request: Request) -> Response:
        """Trade a one-time code for a token."""
        self.members.enrol_limit.count(request.client.host if request.client else "")
        asked = wire_enrol.EnrolRequest.decode(await self.members.door.small_body(request))
        reply = await run_in_threadpool(self.members.stations.enrol, asked)
        return json_reply(reply.members())

    async def token(self, request: Request) -> Response:
        """Give another token; the old one lives on until some days after its first use."""
        caller = await self.members.door.caller(request)
        await self.members.door.small_body(request)
        token = await run_in_threadpool(self.members.stations.new_token, caller)
        return json_reply(wire_enrol.TokenReply(token=token).members())

    async def listing(self, request: Request) -> Response:
        """Tell who belongs to the shop."""
        caller = await self.members.door.caller(request)
        reply = await run_in_threadpool(self.members.stations.told, caller)
        return json_reply(reply.members())

    async def rename(self, request: Request) -> Response:
        """Take a new name; the answer is the one that was free."""
        caller = await self.members.door.caller(request)
        asked = wire_enrol.RenameRequest.decode(await self.members.door.small_body(request))
        name = await run_in_threadpool(self.members.stations.rename, caller, asked.name)
        return json_reply(wire_enrol.RenameRequest(name=name).members())

    async def handed(self, request: Request) -> Response:
        """Give the vault keys that were sealed to the asker."""
        caller = await self.members.door.caller(request)
        keys = await run_in_threadpool(self.members.stations.handed, caller)
        return json_reply(wire_enrol.HandedKeys(keys=keys).members())

    async def hand_over(self, request: Request) -> Response:
        """Take vault keys for other desks; those that have them already are left alone."""
        caller = await self.members.door.caller(request)
        body = await self.members.door.small_body(request, HANDED_BYTES)
        asked = wire_enrol.HandedKeys.decode(body)
        await run_in_threadpool(self.members.stations.hand_over, caller, asked.keys)
        return json_reply(wire_enrol.HandedKeys(keys=()).members())
