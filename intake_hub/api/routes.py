"""The calls of the protocol; `docs/protocol.md` describes them for people."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002 - the same

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core import wire
from intake_app.sync.core.reading import Reader, parse
from intake_app.sync.core.refusal import Why, refusal
from intake_hub.api.limits import body_of, numbers_of
from intake_hub.api.replies import json_reply, page_reply
from intake_hub.feed import incoming
from intake_hub.feed.author import Author

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.api.door import Door
    from intake_hub.api.hints import Hints
    from intake_hub.api.meter import Meter
    from intake_hub.feed.feed import End, Feed
    from intake_hub.feed.incoming import Incoming
    from intake_hub.feed.pull import Entry
    from intake_hub.stations import Caller, Stations

MAX_WAIT_S = 25
_LAST_LIFE = 2**31 - 2  # greater ones are no number of the protocol


@dataclass(frozen=True, slots=True)
class Hub:
    """What the calls work with."""

    feed: Feed
    stations: Stations
    hints: Hints
    door: Door
    meter: Meter
    now_ms: Callable[[], int]
    min_proto: int = wire.PROTO

    def state(self, end: End) -> wire.HubState:
        """Say what every reply tells."""
        return wire.HubState(
            epoch=end.epoch,
            head=end.seq,
            last_n=end.last_n,
            server_ms=self.now_ms(),
            min_proto=self.min_proto,
            durable_seq=end.durable,
        )


def routes(hub: Hub) -> APIRouter:
    """Bind every call to a hub."""
    calls = _Calls(hub)
    router = APIRouter(prefix="/v1")
    router.add_api_route("/hello", calls.hello, methods=["POST"], summary="Say where we stand")
    router.add_api_route("/push", calls.push, methods=["POST"], summary="Hand over changes")
    router.add_api_route("/pull", calls.pull, methods=["GET"], summary="Fetch changes")
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    hub: Hub

    async def hello(self, request: Request) -> Response:
        """Agree on the protocol and on the life of the workstation."""
        station = await self.hub.door.caller(request)
        asked = wire.HelloRequest.decode(await self.hub.door.small_body(request))
        if asked.origin != station.origin:
            raise RejectedError(Problem.MALFORMED, "the token is of another workstation")
        if asked.proto < self.hub.min_proto:
            raise refusal(Why.OUTDATED, f"speak {self.hub.min_proto}")
        return await run_in_threadpool(self._hello, station, asked)

    def _hello(self, station: Caller, asked: wire.HelloRequest) -> Response:
        end = self.hub.feed.end(Author(station.shop, station.origin, asked.inc))
        is_forked = asked.forked or end.last_n >= asked.next_n
        if is_forked and asked.inc >= _LAST_LIFE:
            raise RejectedError(Problem.MALFORMED, "no life comes after that")
        inc, prefix = self.hub.stations.greet(station, asked.inc, is_forked=is_forked)
        if is_forked:
            end = self.hub.feed.end(Author(station.shop, station.origin, inc))
        return json_reply(
            wire.HelloReply(hub=self.hub.state(end), inc=inc, prefix=prefix).members()
        )

    async def push(self, request: Request) -> Response:
        """Take changes, whole user actions at a time."""
        station = await self.hub.door.caller(request)
        raw = await body_of(request, wire.TXN_BYTES)
        began_s = time.monotonic()
        reply = await run_in_threadpool(self._push, station, raw)
        self.hub.meter.pushed(reply.receipts, time.monotonic() - began_s)
        await self.hub.hints.announce(station.shop, reply.hub.head)
        return json_reply(reply.members())

    def _push(self, station: Caller, raw: bytes) -> wire.PushReply:
        reader = Reader(parse(raw))
        ops = [incoming.read(one, station.key) for one in reader.sequence("ops")]
        _refuse_large(ops, len(raw))
        clock_ms = reader.whole("clock_ms", default=0)
        end, receipts = self.hub.feed.push(
            Author(station.shop, station.origin, reader.whole("inc")),
            ops,
            epoch=reader.uuid_or_none("epoch"),
            offset_ms=self.hub.now_ms() - clock_ms if clock_ms else 0,
        )
        return wire.PushReply(hub=self.hub.state(end), receipts=receipts)

    async def pull(self, request: Request) -> Response:
        """Give what follows a number; wait a while for news when asked to."""
        station = await self.hub.door.caller(request)
        asked = _pull_request(request)
        end, entries = await run_in_threadpool(self._pull, station, asked)
        if not entries and asked.wait_s:
            await self.hub.hints.wait(station.shop, asked.after, asked.wait_s)
            end, entries = await run_in_threadpool(self._pull, station, asked)
        return page_reply(self.hub.state(end), entries)

    def _pull(self, station: Caller, asked: wire.PullRequest) -> tuple[End, tuple[Entry, ...]]:
        author = Author(station.shop, station.origin, asked.inc)
        return self.hub.feed.pull(
            author, epoch=asked.epoch, after=asked.after, limit=asked.limit, chain=asked.chain
        )


def _pull_request(request: Request) -> wire.PullRequest:
    given = request.query_params
    numbers = numbers_of(given, "after", "inc", "limit", "wait")
    reader = Reader({**numbers, "epoch": given.get("epoch"), "chain": given.get("chain", "")})
    return wire.PullRequest(
        epoch=reader.uuid_or_none("epoch"),
        inc=reader.whole("inc", default=0),
        after=reader.whole("after"),
        limit=min(reader.whole("limit", low=1, default=wire.PULL_OPS), wire.PULL_OPS),
        wait_s=min(reader.whole("wait", default=0), MAX_WAIT_S),
        chain=reader.text("chain"),
    )


def _refuse_large(ops: list[Incoming], size: int) -> None:
    """One user action may be bigger than a batch may; it cannot be cut."""
    is_one = len(incoming.by_txn(ops)) <= 1
    most_ops, most_bytes = (
        (wire.TXN_OPS, wire.TXN_BYTES) if is_one else (wire.PUSH_OPS, wire.PUSH_BYTES)
    )
    if len(ops) > most_ops or size > most_bytes:
        raise refusal(Why.TOO_LARGE, f"over {most_ops} ops or {most_bytes} bytes")
