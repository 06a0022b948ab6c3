"""What lies between a desk and its hub: every way in which a call can come to nothing, or worse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
from typing_extensions import override

from tests.sim.faults import Fault
from tests.sim.stopping import outside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.sim.stage import Reply, Someone, Stage

STALL_S = 20.0
_PORTAL = "<html><body>Welcome to FreeWiFi! Please accept the terms.</body></html>"
BEFORE = (
    Fault.REQUEST_LOST,
    Fault.HALF_OPEN,
    Fault.PORTAL,
    Fault.REDIRECTED,
    Fault.BUSY_429,
    Fault.BUSY_503,
    Fault.BROKEN_500,
)
AFTER = (
    Fault.REPLY_LOST,
    Fault.REPLY_LOST,
    Fault.DOUBLED,
    Fault.DOUBLED_HOURS_LATER,
    Fault.REPLAYED,
    Fault.DELAYED,
    Fault.DELAYED,
    Fault.TRICKLE,
    Fault.TRUNCATED,
    Fault.GARBLED,
)


class _Trickle(httpx.AsyncByteStream):
    """A body that comes in small pieces, slowly."""

    def __init__(self, content: bytes, pieces: int, pause_s: float) -> None:
        self._content = content
        self._size = max(1, len(content) // pieces)
        self._pause_s = pause_s

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._content), self._size):
            await asyncio.sleep(self._pause_s)
            yield self._content[start : start + self._size]


class Line:
    """The way of one desk; `badness` is the share of calls that meet a fault."""

    def __init__(self, world: Stage, desk: Someone) -> None:
        self._world = world
        self._desk = desk
        self._earlier: dict[str, bytes] = {}
        self._waiting: dict[asyncio.Future[None], None] = {}
        self.is_parted = False

    def snap(self) -> None:
        """Break every call under way."""
        for waiting in tuple(self._waiting):
            if not waiting.done():
                waiting.set_result(None)

    async def carry(self, request: httpx.Request) -> httpx.Response:
        """Bring a request to the hub and its answer back, or not."""
        snapped: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[snapped] = None
        loop = asyncio.get_running_loop()
        going = loop.create_task(self._carry(request), context=outside())
        going.add_done_callback(_heard)
        try:
            await asyncio.wait({snapped, going}, return_when=asyncio.FIRST_COMPLETED)
            if not going.done():
                raise httpx.ReadError("the line broke")
            return going.result()
        finally:
            going.cancel()
            self._waiting.pop(snapped, None)

    async def _carry(self, request: httpx.Request) -> httpx.Response:
        rolls = self._world.rolls
        if self.is_parted:
            await asyncio.sleep(rolls.choice((0.01, 5.0)))
            raise httpx.ConnectTimeout("no route")
        await asyncio.sleep(0.001 + rolls.random() * 0.02)
        fault = self._pick()
        if fault is not None and fault in BEFORE:
            return await self._never_there(fault)
        reply = await self._asked(request, fault)
        return await self._back(request.url.path, reply, fault)

    def _pick(self) -> Fault | None:
        world = self._world
        if world.rolls.random() >= world.badness:
            return None
        return world.meet(world.rolls.choice((*BEFORE, *AFTER)), self._desk)

    async def _never_there(self, fault: Fault) -> httpx.Response:
        rolls = self._world.rolls
        match fault:
            case Fault.PORTAL:
                return _answer(200, _PORTAL)
            case Fault.REDIRECTED:
                return _answer(302, "", Location="http://portal.example/")
            case Fault.BUSY_429 | Fault.BUSY_503:
                status = 429 if fault is Fault.BUSY_429 else 503
                return _answer(status, "", Retry_After=str(rolls.randint(0, 20)))
            case Fault.BROKEN_500:
                return _answer(500, "Internal Server Error")
            case _:
                await asyncio.sleep(STALL_S)
                raise httpx.ReadTimeout("nothing came")

    async def _asked(self, request: httpx.Request, fault: Fault | None) -> Reply:
        world = self._world
        asking = asyncio.ensure_future(world.hub.serve(request))
        asking.add_done_callback(_heard)
        if fault is Fault.DOUBLED:
            delay = world.rolls.random() * 10
            asyncio.get_running_loop().call_later(delay, world.hub.serve_blindly, request)
        elif fault is Fault.DOUBLED_HOURS_LATER:
            world.in_the_morning.append(lambda: world.hub.serve_blindly(request))
        done, _ = await asyncio.wait({asking}, timeout=STALL_S)
        if not done:
            raise httpx.ReadTimeout("nothing came")
        return asking.result()

    async def _back(self, path: str, reply: Reply, fault: Fault | None) -> httpx.Response:
        rolls = self._world.rolls
        body = reply.body
        earlier = self._earlier.get(path, body)
        self._earlier[path] = body
        match fault:
            case Fault.REPLY_LOST:
                await asyncio.sleep(STALL_S)
                raise httpx.ReadTimeout("nothing came back")
            case Fault.DELAYED:
                await asyncio.sleep(rolls.random() * (STALL_S - 1))
            case Fault.REPLAYED:
                body = earlier
            case Fault.TRUNCATED:
                body = body[: rolls.randrange(len(body) or 1)]
            case Fault.GARBLED:
                body = _garbled(body, rolls.randrange(len(body) or 1), rolls.randrange(256))
            case Fault.TRICKLE:
                stream = _Trickle(body, rolls.randint(1, 12), rolls.random() * 8)
                return httpx.Response(reply.status, headers=_plain(reply), stream=stream)
            case _:
                await asyncio.sleep(rolls.random() * 0.02)
        stream = httpx.ByteStream(body)
        return httpx.Response(reply.status, headers=_plain(reply), stream=stream)


def _answer(status: int, text: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=httpx.ByteStream(text.encode()))


def _heard(task: asyncio.Future[Any]) -> None:
    """Whoever asked may be gone by now; then its error is nobody's."""
    if not task.cancelled():
        task.exception()


def _plain(reply: Reply) -> list[tuple[str, str]]:
    return [(name, text) for name, text in reply.headers if name.lower() != "content-length"]


def _garbled(body: bytes, place: int, letter: int) -> bytes:
    """A flipped byte that no longer is JSON: TCP, TLS and the reader see to the rest."""
    return body[:place] + bytes([letter | 0x80]) + b"\xff" + body[place + 1 :]
