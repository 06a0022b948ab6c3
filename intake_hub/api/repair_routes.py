"""The calls by which a desk and the hub find out what the other lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response

from intake_app.sync import packing
from intake_app.sync.core import wire
from intake_app.sync.core.erasure import is_blank
from intake_app.sync.core.ops import SCHEMA
from intake_app.sync.core.reading import Reader, parse
from intake_app.sync.core.repair_wire import BUCKETS, DiffReply, DiffRequest
from intake_app.sync.core.wire import PushReply
from intake_hub.access.signers import is_genuine, keys_of
from intake_hub.api.limits import body_of, numbers_of
from intake_hub.api.replies import json_reply
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from intake_hub.feed.digests import Digests
from intake_hub.feed.incoming import BAD_SIGNATURE
from intake_hub.feed.snapshots import Snapshots

if TYPE_CHECKING:
    from uuid import UUID

    from intake_hub.api.routes import Hub
    from intake_hub.feed.incoming import Incoming
    from intake_hub.stations import Caller

DIFF_BYTES = 256 * 1024


def routes(hub: Hub) -> APIRouter:
    """Bind these calls to a hub."""
    calls = _Calls(hub, Snapshots(hub.feed.store, hub.now_ms), Digests(hub.feed.store))
    router = APIRouter(prefix="/v1")
    router.add_api_route("/diff", calls.diff, methods=["POST"], summary="Which ops are missing")
    router.add_api_route("/relay", calls.relay, methods=["POST"], summary="Give them back")
    router.add_api_route("/snapshot", calls.snapshot, methods=["GET"], summary="The whole state")
    router.add_api_route("/digest", calls.digest, methods=["GET"], summary="What it all comes to")
    router.add_api_route("/records", calls.records, methods=["GET"], summary="One bucket of it")
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    hub: Hub
    snapshots: Snapshots
    digests: Digests

    async def diff(self, request: Request) -> Response:
        """Name those of the ops that this hub never saw."""
        station = await self.hub.door.caller(request)
        asked = DiffRequest.decode(parse(await body_of(request, DIFF_BYTES)))
        author = Author(station.shop, station.origin)
        found = await run_in_threadpool(self.hub.feed.lacking, author, asked.ids, epoch=asked.epoch)
        end, missing = found
        return json_reply(DiffReply(hub=self.hub.state(end), missing=missing).members())

    async def relay(self, request: Request) -> Response:
        """Take back ops of anybody; their signatures say whose they are."""
        station = await self.hub.door.caller(request)
        raw = await body_of(request, wire.TXN_BYTES)
        reply = await run_in_threadpool(self._relay, station, raw)
        await self.hub.hints.announce(station.shop, reply.hub.head)
        return json_reply(reply.members())

    def _relay(self, station: Caller, raw: bytes) -> PushReply:
        reader = Reader(parse(raw))
        ops = self._verified(station.shop, reader.sequence("ops"))
        author = Author(station.shop, station.origin)
        end, receipts = self.hub.feed.relay(author, ops, epoch=reader.uuid("epoch"))
        return PushReply(hub=self.hub.state(end), receipts=receipts)

    def _verified(self, shop: UUID, values: list[object]) -> list[Incoming]:
        """Read ops and put aside what its author never signed.

        Ops of somebody who was erased lost their signature with their content. Of an author whose
        key this copy of the hub does not know, the workstation that brings them is believed.
        """
        found = [incoming.read(value) for value in values]
        with self.hub.feed.store.reading() as connection:
            keys = keys_of(connection, shop, {one.op.origin for one in found if one.op})
        return [
            replace(one, fault=BAD_SIGNATURE)
            if one.op is not None
            and one.op.origin in keys
            and not is_blank(one.op)
            and not is_genuine(one.op, keys[one.op.origin])
            else one
            for one in found
        ]

    async def snapshot(self, request: Request) -> Response:
        """Give a part of the state as it is at one number of the feed."""
        station = await self.hub.door.caller(request)
        part = _numbers(request, "part").whole("part", default=0)
        named = Reader({"snapshot": request.query_params.get("snapshot")})
        body = await run_in_threadpool(
            self.snapshots.part, station.shop, named.uuid_or_none("snapshot"), part
        )
        headers = {"Cache-Control": "no-store", "Content-Encoding": packing.ENCODING}
        return Response(body, media_type="application/json", headers=headers)

    async def digest(self, request: Request) -> Response:
        """Give the hashes of all records at the head of the feed."""
        station = await self.hub.door.caller(request)
        seq, buckets = await run_in_threadpool(self.digests.at_head, station.shop)
        return await self._at(station, seq, {"schema": SCHEMA, "buckets": buckets})

    async def records(self, request: Request) -> Response:
        """Give the records of one bucket at the head of the feed."""
        station = await self.hub.door.caller(request)
        bucket = _numbers(request, "bucket").whole("bucket", high=BUCKETS - 1)
        entity = Reader(dict(request.query_params)).text("entity", limit=40)
        seq, found = await run_in_threadpool(self.digests.bucket, station.shop, entity, bucket)
        return await self._at(station, seq, {"records": [one.members() for one in found]})

    async def _at(self, station: Caller, seq: int, members: dict[str, Any]) -> Response:
        """Tell of the number at which it was read, not of the one that the feed has by now."""
        end = await run_in_threadpool(self.hub.feed.end, Author(station.shop, station.origin))
        return json_reply(self.hub.state(end).members() | {"head": seq} | members)


def _numbers(request: Request, *names: str) -> Reader:
    return Reader(numbers_of(request.query_params, *names))
