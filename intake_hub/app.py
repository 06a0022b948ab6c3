"""Puts the hub together and serves it until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.sync.core.wire import PROTO
from intake_app.sync.core.wire_backups import BACKUP
from intake_hub.access.readers import Readers
from intake_hub.api import repair_routes
from intake_hub.api.backup_routes import MOST_BACKUP_BYTES, Backups, backup_routes
from intake_hub.api.connections import PatientProtocol
from intake_hub.api.crm_routes import Crms, crm_routes
from intake_hub.api.crm_trials import CrmTrials
from intake_hub.api.description import description_routes
from intake_hub.api.door import Door
from intake_hub.api.file_routes import Files, file_routes
from intake_hub.api.hints import Hints
from intake_hub.api.limits import (
    CALLS_AT_ONCE,
    CALLS_PER_S,
    STRANGERS_AT_ONCE,
    STRANGERS_PER_S,
    CallLimit,
    EnrolLimit,
)
from intake_hub.api.manners import Manners
from intake_hub.api.member_routes import Members, member_routes
from intake_hub.api.meter import Meter
from intake_hub.api.pictures import Pictures
from intake_hub.api.read_routes import READS_AT_ONCE, READS_PER_S, Reading, read_routes
from intake_hub.api.replies import problem_reply
from intake_hub.api.routes import Hub, routes
from intake_hub.api.watch_routes import Watch, watch_routes
from intake_hub.crm.systems import Systems
from intake_hub.feed.extracts import Extracts
from intake_hub.feed.feed import Feed
from intake_hub.feed.keeping import LogKeeping
from intake_hub.stations import Stations
from intake_hub.upkeep import upkeep

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from types import FrameType
    from uuid import UUID

    from intake_hub.crm.asked import CrmWork
    from intake_hub.store.engine import HubStore
    from intake_hub.tls.serving import ServedTls

GRACE_S = 5
BACKLOG = 128


def now_ms() -> int:
    """Read the wall clock."""
    return int(utc_now().timestamp() * 1000)


@asynccontextmanager
async def crm_beside(systems: Systems | None, hints: Hints) -> AsyncGenerator[None]:
    """Work for the CRMs as long as the block lasts; each hears of the other's news at once."""
    if systems is None:
        yield
        return
    from intake_hub.crm.running import Running  # noqa: PLC0415 - the adapters, only when due

    loop = asyncio.get_running_loop()

    def announce(shop: UUID, head: int) -> None:
        asyncio.run_coroutine_threadsafe(hints.announce(shop, head), loop)

    running = Running(systems, announce)
    hints.listen(running.wake)
    systems.heard.append(running.wake)
    running.start()
    try:
        yield
    finally:
        await run_in_threadpool(running.stop)


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in the place of the usual, where something else is wanted."""

    calls: CallLimit | None = None
    crm: CrmWork | None = None
    running: Systems | None = None  # whose CRMs are worked for while the hub serves


def build(
    store: HubStore,
    *,
    min_proto: int = PROTO,
    ca_pem: Callable[[], str] = str,
    metrics_token: str = "",
    parts: Parts | None = None,
) -> FastAPI:
    """Wire the calls to an open store; workstations that speak an older protocol are told so."""
    parts = parts or Parts()
    stations, meter = Stations(store, now_ms), Meter()
    door = Door(
        stations,
        parts.calls or CallLimit(time.monotonic, CALLS_AT_ONCE, CALLS_PER_S),
        CallLimit(time.monotonic, STRANGERS_AT_ONCE, STRANGERS_PER_S),
    )
    hub = Hub(
        feed=Feed(store, now_ms),
        stations=stations,
        hints=Hints(),
        door=door,
        meter=meter,
        now_ms=now_ms,
        min_proto=min_proto,
    )

    work: CrmWork = parts.crm or parts.running or Systems(store, now_ms)
    trials = CrmTrials(work)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        hub.feed.release_unknown()
        async with upkeep(LogKeeping(store, now_ms)), crm_beside(parts.running, hub.hints):
            yield
        await run_in_threadpool(trials.close)

    app = FastAPI(openapi_url=None, lifespan=lifespan, redirect_slashes=False)
    app.state.hints = hub.hints
    app.include_router(routes(hub))
    app.include_router(repair_routes.routes(hub))
    app.include_router(file_routes(Files("blob", store.blobs, door, Pictures(store))))
    backups = Backups(store.shelf(BACKUP, MOST_BACKUP_BYTES), stations)
    app.include_router(file_routes(Files(BACKUP, backups.shelf, door, backups)))
    app.include_router(backup_routes(backups, door))
    app.include_router(member_routes(Members(stations, door, EnrolLimit(time.monotonic), ca_pem)))
    app.include_router(crm_routes(Crms(work, trials, door)))
    reads = CallLimit(time.monotonic, READS_AT_ONCE, READS_PER_S)
    reading = Reading(Readers(store, now_ms), Extracts(store), reads, door.strangers)
    app.include_router(read_routes(reading))
    app.include_router(watch_routes(Watch(store, meter, metrics_token)))
    app.include_router(description_routes())
    app.add_exception_handler(IntakeError, problem_reply)
    app.add_middleware(Manners)
    return app


class HubServer(uvicorn.Server):
    """Tells its address once it takes calls, and sends waiting pulls home before it ends."""

    protocol: type[PatientProtocol] = PatientProtocol

    def __init__(
        self,
        app: FastAPI,
        announce: Callable[[], None] | None = None,
        tls: ServedTls | None = None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                ssl_context_factory=None if tls is None else tls.context_for,
                http=self.protocol,
                ws="none",
                log_level="error",  # a stranger who speaks no HTTP must not fill the disk
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
                server_header=False,
            )
        )
        self._hints: Hints = app.state.hints
        self._announce = announce

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in order; the base class would raise the signal once more after that."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._announce is not None:
            self._announce()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._hints.close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else, so that a taken one is told plainly."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        detail = f"{host}:{port} {os.strerror(error.errno or 0)}"
        raise UnavailableError(Problem.ADDRESS_INVALID, detail) from error


def address(listening: socket.socket, *, is_tls: bool = False, host: str = "") -> str:
    """Write the base URL of a listening socket, by the name it is to be called by."""
    bound, port = listening.getsockname()[:2]
    name = host or bound
    scheme = "https" if is_tls else "http"
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"
