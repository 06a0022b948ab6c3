"""Puts the hub together and serves it until it is told to stop."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.sync.core.wire import PROTO
from intake_hub.api.hints import Hints
from intake_hub.api.limits import EnrolLimit
from intake_hub.api.replies import problem_reply
from intake_hub.api.routes import Hub, routes
from intake_hub.feed.feed import Feed
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from types import FrameType

GRACE_S = 5
BACKLOG = 128


def now_ms() -> int:
    """Read the wall clock."""
    return int(utc_now().timestamp() * 1000)


def build(store: HubStore, *, min_proto: int = PROTO) -> FastAPI:
    """Wire the calls to an open store; workstations that speak an older protocol are told so."""
    hub = Hub(
        feed=Feed(store, now_ms),
        stations=Stations(store, now_ms),
        hints=Hints(),
        enrol_limit=EnrolLimit(time.monotonic),
        now_ms=now_ms,
        min_proto=min_proto,
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        hub.feed.release_unknown()
        yield

    app = FastAPI(
        title="Intake hub",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.hints = hub.hints
    app.include_router(routes(hub))
    app.add_exception_handler(IntakeError, problem_reply)
    return app


class HubServer(uvicorn.Server):
    """Tells its address once it takes calls, and sends waiting pulls home before it ends."""

    def __init__(self, app: FastAPI, announce: Callable[[], None] | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
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


@dataclass(frozen=True, slots=True)
class Serving:
    """How a hub is to be served."""

    db: str
    host: str
    port: int
    with_parent: bool = False


def serve(serving: Serving) -> None:
    """Serve until a signal, or with the parent's end. Raises IntakeError when it cannot begin."""
    listening = listen(serving.host, serving.port)
    try:
        store = HubStore(serving.db)
        try:
            store.open(now_ms())
            server = HubServer(build(store), lambda: _tell(listening))
            if serving.with_parent:
                threading.Thread(target=_follow_parent, args=(server,), daemon=True).start()
            server.run(sockets=[listening])
        finally:
            store.close()
    finally:
        listening.close()


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else, so that a taken one is told plainly."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        detail = f"{host}:{port} {os.strerror(error.errno or 0)}"
        raise UnavailableError(Problem.ADDRESS_INVALID, detail) from error


def address(listening: socket.socket) -> str:
    """Write the base URL of a listening socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _tell(listening: socket.socket) -> None:
    """One line of JSON that a parent process can read."""
    sys.stdout.write(json.dumps({"hub": address(listening), "pid": os.getpid()}) + "\n")
    sys.stdout.flush()


def _follow_parent(server: HubServer) -> None:
    """Stop when standard input closes: whoever started us is gone."""
    while sys.stdin.buffer.read(1):
        pass
    server.should_exit = True
