"""The calls about CRMs, for desks of the shop; a key comes in here and never goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002 - the same

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core import wire_crm, wire_crm_work
from intake_app.sync.core.reading import Reader
from intake_app.sync.core.refusal import Why, refusal
from intake_hub.api.replies import json_reply
from intake_hub.crm import maps, offers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from intake_hub.api.crm_trials import CrmTrials
    from intake_hub.api.door import Door
    from intake_hub.crm.asked import CrmWork

_Answer = TypeVar("_Answer")

ADD_BYTES = 16 * 1024
MAP_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Crms:
    """What these calls work with."""

    work: CrmWork
    trials: CrmTrials
    door: Door


def crm_routes(crms: Crms) -> APIRouter:
    """Bind the calls to a hub."""
    calls, trials = _Calls(crms), _Trials(crms)
    router = APIRouter(prefix="/v1")
    for path, method, call in (
        ("", "GET", calls.states),
        ("", "POST", calls.add),
        ("/key", "POST", calls.key),
        ("/test", "POST", trials.test),
        ("/schema", "POST", trials.schema),
        ("/dry-run", "POST", trials.dry_run),
        ("/dry-run", "GET", trials.dry_seen),
        ("/dry-run/stop", "POST", trials.dry_stop),
        ("/start", "POST", calls.start),
        ("/pause", "POST", calls.pause),
        ("/remove", "POST", calls.remove),
        ("/map", "GET", calls.field_map),
        ("/map", "POST", calls.set_map),
        ("/refused", "GET", calls.refused),
        ("/resend", "POST", calls.resend),
        ("/notices", "GET", calls.notices),
        ("/decide", "POST", calls.decide),
        ("/link", "GET", calls.link),
    ):
        router.add_api_route(f"/crm{path}", call, methods=[method])
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    crms: Crms

    async def states(self, request: Request) -> Response:
        """Say how each CRM stands, and what could be added."""
        caller = await self.crms.door.caller(request)
        return json_reply((await _done(self._states, caller.shop)).members())

    def _states(self, shop: UUID) -> wire_crm.CrmsReply:
        offered = tuple(
            wire_crm.CrmOffer(
                adapter=one.name,
                title=one.title,
                is_seen=one.is_seen,
                needs=one.needs,
                may=one.may,
            )
            for one in offers.OFFERS
        )
        return wire_crm.CrmsReply(crms=tuple(self.crms.work.states(shop)), offers=offered)

    async def add(self, request: Request) -> Response:
        """Keep a new CRM with its key."""
        caller = await self.crms.door.caller(request)
        body = await self.crms.door.small_body(request, ADD_BYTES)
        await _done(self.crms.work.add, caller.shop, wire_crm.AddRequest.decode(body))
        return json_reply((await _done(self._states, caller.shop)).members())

    async def key(self, request: Request) -> Response:
        """Go on with another key."""
        caller = await self.crms.door.caller(request)
        body = await self.crms.door.small_body(request, ADD_BYTES)
        asked = wire_crm.KeyRequest.decode(body)
        await _done(self.crms.work.change_key, caller.shop, asked.name, asked.key)
        return json_reply({})

    async def start(self, request: Request) -> Response:
        """Begin or go on."""
        return await self._told(request, self.crms.work.start)

    async def pause(self, request: Request) -> Response:
        """Send nothing for now."""
        return await self._told(request, self.crms.work.pause)

    async def remove(self, request: Request) -> Response:
        """Forget a CRM and its key."""
        return await self._told(request, self.crms.work.remove)

    async def _told(self, request: Request, verb: Callable[[UUID, str], None]) -> Response:
        shop, name = await named(self.crms.door, request)
        await _done(verb, shop, name)
        return json_reply({})

    async def field_map(self, request: Request) -> Response:
        """Show how records look there."""
        shop, name = await asked_about(self.crms.door, request)
        found = await _done(self.crms.work.field_map, shop, name)
        return json_reply(maps.shown(name, found).members())

    async def set_map(self, request: Request) -> Response:
        """Look otherwise from now on."""
        caller = await self.crms.door.caller(request)
        body = await self.crms.door.small_body(request, MAP_BYTES)
        asked = wire_crm_work.CrmMap.decode(body)
        fields = maps.read(asked)
        await _done(self.crms.work.set_field_map, caller.shop, asked.name, fields)
        return json_reply({})

    async def refused(self, request: Request) -> Response:
        """List what it did not take."""
        shop, name = await asked_about(self.crms.door, request)
        rows = await _done(self.crms.work.refused, shop, name, wire_crm_work.MAX_ROWS)
        return json_reply(wire_crm_work.RefusedReply(refused=tuple(rows)).members())

    async def resend(self, request: Request) -> Response:
        """Try one of them again, or all."""
        caller = await self.crms.door.caller(request)
        asked = wire_crm_work.CrmRecord.decode(await self.crms.door.small_body(request))
        work = self.crms.work.resend
        count = await _done(work, caller.shop, asked.name, asked.kind, asked.uid)
        return json_reply({"count": count})

    async def notices(self, request: Request) -> Response:
        """List what a person should see or decide."""
        shop, name = await asked_about(self.crms.door, request)
        rows = await _done(self.crms.work.notices, shop, name, wire_crm_work.MAX_ROWS)
        return json_reply(wire_crm_work.NoticesReply(notices=tuple(rows)).members())

    async def decide(self, request: Request) -> Response:
        """Do as a person said."""
        caller = await self.crms.door.caller(request)
        asked = wire_crm_work.DecideRequest.decode(await self.crms.door.small_body(request))
        await _done(self.crms.work.decide, caller.shop, asked)
        return json_reply({})

    async def link(self, request: Request) -> Response:
        """Tell where one record stands in every CRM."""
        caller = await self.crms.door.caller(request)
        reader = Reader(dict(request.query_params))
        kind, uid = reader.text("kind", limit=20), reader.uuid("uid")
        found = await _done(self.crms.work.links, caller.shop, kind, uid)
        return json_reply(wire_crm_work.LinksReply(links=tuple(found)).members())


@dataclass(frozen=True, slots=True)
class _Trials:
    crms: Crms

    async def test(self, request: Request) -> Response:
        """Try to get in, and say what is missing."""
        shop, name = await named(self.crms.door, request)
        return json_reply((await _done(self.crms.trials.probe, shop, name)).members())

    async def schema(self, request: Request) -> Response:
        """Add missing fields with an administrator's key, which nobody keeps."""
        caller = await self.crms.door.caller(request)
        body = await self.crms.door.small_body(request, ADD_BYTES)
        asked = wire_crm.KeyRequest.decode(body)
        found = await _done(self.crms.trials.add_schema, caller.shop, asked)
        return json_reply(found.members())

    async def dry_run(self, request: Request) -> Response:
        """Begin to look what a first transfer would do."""
        shop, name = await named(self.crms.door, request)
        return json_reply((await _done(self.crms.trials.begin_dry, shop, name)).members())

    async def dry_seen(self, request: Request) -> Response:
        """Tell what it would do, as far as that is known."""
        shop, name = await asked_about(self.crms.door, request)
        return json_reply((await _done(self.crms.trials.seen_dry, shop, name)).members())

    async def dry_stop(self, request: Request) -> Response:
        """Look no further."""
        shop, name = await named(self.crms.door, request)
        return json_reply((await _done(self.crms.trials.stop_dry, shop, name)).members())


async def named(door: Door, request: Request) -> tuple[UUID, str]:
    """Read whose CRM is meant from a body."""
    caller = await door.caller(request)
    return caller.shop, wire_crm.CrmNamed.decode(await door.small_body(request)).name


async def asked_about(door: Door, request: Request) -> tuple[UUID, str]:
    """Read whose CRM is meant from the query."""
    caller = await door.caller(request)
    given: Mapping[str, str] = dict(request.query_params)
    return caller.shop, wire_crm.CrmNamed.decode(given).name


async def _done(work: Callable[..., _Answer], *values: object) -> _Answer:
    """Work off the event loop; a CRM that nobody knows is absent."""
    try:
        return await run_in_threadpool(work, *values)
    except RejectedError as error:
        if error.problem is Problem.UNKNOWN_RECORD:
            raise refusal(Why.ABSENT, error.detail) from error
        raise
