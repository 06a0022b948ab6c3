"""The shipped hub, called without a socket; it dies and comes back."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any

import httpx

import intake_hub.app
from intake_app.errors import UnavailableError
from intake_hub.feed.keeping import LogKeeping
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from tests.sim.disk import SLOW_S, Disk, Killed, Mishap
from tests.sim.faults import Fault
from tests.sim.stage import Reply

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from tests.sim.stage import Stage

FILE = "hub.db"
_KILLS = {
    Mishap.KILL: Fault.HUB_KILLED_IN_STATEMENT,
    Mishap.KILL_BEFORE_COMMIT: Fault.HUB_KILLED_BEFORE_COMMIT,
    Mishap.KILL_AFTER_COMMIT: Fault.HUB_KILLED_AFTER_COMMIT,
    Mishap.FULL: Fault.HUB_FULL,
    Mishap.EIO: Fault.HUB_EIO,
    Mishap.SLOW: Fault.HUB_SLOW,
}


class Hub:
    """One database, any number of lives."""

    def __init__(self, world: Stage, folder: Path) -> None:
        self._world = world
        self.folder = folder
        self.disk = Disk(folder, self._on_mishap)
        self.is_up = False
        self.image: Path | None = None
        self._store: HubStore | None = None
        self._app: FastAPI | None = None
        self._life = AsyncExitStack()
        self._tasks: dict[asyncio.Task[Reply], None] = {}  # a set has no order

    @property
    def store(self) -> HubStore:
        """The open database."""
        assert self._store is not None
        return self._store

    async def start(self) -> None:
        """Begin a life."""
        if self.is_up:
            return
        await self.end()
        self.disk.reopened()
        self._store = HubStore(f"sqlite:///{self.folder / FILE}")
        self._store.open(self._world.hub_ms())
        self._app = intake_hub.app.build(self._store)
        self._life = AsyncExitStack()
        await self._life.enter_async_context(self._app.router.lifespan_context(self._app))
        self.is_up = True

    async def end(self) -> None:
        """End in order; the tables are closed."""
        self.is_up = False
        self._drop_calls()
        await self._life.aclose()
        if self._store is not None:
            self._store.close()
            self._store = None

    def plan(self, mishap: Mishap, after: int) -> None:
        """Lay a mishap in the way of its statements."""
        self.disk.plan(mishap, after)

    def _on_mishap(self, mishap: Mishap) -> None:
        self._world.meet(_KILLS[mishap], None)
        if mishap is Mishap.SLOW:
            self._world.pass_time(SLOW_S)
        if self.disk.is_dead:
            self.is_up = False
            self._drop_calls()
            self._world.later(1 + self._world.rolls.random() * 20, self.start)

    def restart(self) -> None:
        """Kill it between two statements, and start it again soon."""
        self._world.meet(Fault.HUB_RESTARTED, None)
        self.is_up = False
        self._drop_calls()
        self._world.later(self._world.rolls.random() * 20, self.start)

    def _drop_calls(self) -> None:
        current = asyncio.current_task()
        for task in tuple(self._tasks):
            if task is not current:
                task.cancel()

    def serve_blindly(self, request: httpx.Request) -> None:
        """A copy of a request arrives; nobody hears the answer."""
        self._world.spawn(self._served_blindly(request))

    async def _served_blindly(self, request: httpx.Request) -> None:
        with suppress(httpx.HTTPError):
            await self.serve(request)

    async def serve(self, request: httpx.Request) -> Reply:
        """Answer one request; no answer comes from a hub that dies over it."""
        if not self.is_up:
            raise httpx.ConnectError("refused")
        task = asyncio.ensure_future(self._ask(request))
        self._tasks[task] = None
        await asyncio.wait({task})
        self._tasks.pop(task, None)
        if task.cancelled() or isinstance(task.exception(), Killed):
            raise httpx.ReadError("the hub is gone")
        return task.result()

    async def _ask(self, request: httpx.Request) -> Reply:
        assert self._app is not None
        sent: list[dict[str, Any]] = []
        asked = iter((request.content,))

        async def receive() -> dict[str, Any]:
            body = next(asked, None)
            if body is None:  # whoever waits for the end of the line waits until the answer is out
                await asyncio.get_running_loop().create_future()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
            sent.append(message)

        try:
            await self._app(_scope(request), receive, send)
        except UnavailableError as error:
            raise AssertionError(f"unhandled {error}") from error
        headers = tuple((name.decode(), text.decode()) for name, text in sent[0]["headers"])
        body = b"".join(message.get("body", b"") for message in sent[1:])
        self._world.note("hub", request.method, request.url.path, sent[0]["status"], body)
        return Reply(sent[0]["status"], headers, body)

    def stations(self) -> Stations:
        """Who may come in, as the owner's commands see it."""
        return Stations(self.store, self._world.hub_ms)

    def fold(self) -> None:
        """Cut off all but the last minute of the log."""
        self._world.meet(Fault.HUB_FOLDED, None)
        with suppress(Killed, UnavailableError):
            LogKeeping(self.store, self._world.hub_ms).fold(60_000)

    def take_image(self) -> None:
        """Copy the database as it is; no transaction is under way between two steps."""
        self.image = self._world.folder / "hub.image"
        shutil.rmtree(self.image, ignore_errors=True)
        self.image.mkdir()
        for file in self.folder.glob(f"{FILE}*"):
            if file.name in {FILE, f"{FILE}-wal"}:  # the ledger of erasures is kept apart
                shutil.copy(file, self.image)

    async def put_back(self, *, by_tool: bool) -> None:
        """The old database is in its place again; what lies beside it stays as it is."""
        assert self.image is not None
        fault = Fault.HUB_RESTORED if by_tool else Fault.HUB_RESTORED_BY_HAND
        self._world.meet(fault, None)
        await self.end()
        for file in (*self.folder.glob(f"{FILE}-*"), self.folder / FILE):
            file.unlink()
        for file in self.image.iterdir():
            shutil.copy(file, self.folder)
        self.disk.reopened()
        if by_tool:
            store = HubStore(f"sqlite:///{self.folder / FILE}")
            store.open(self._world.hub_ms())
            LogKeeping(store, self._world.hub_ms).restored()
            store.close()
        await self.start()


def _scope(request: httpx.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), text) for name, text in request.headers.raw],
        "scheme": "http",
        "path": request.url.path,
        "raw_path": request.url.raw_path.split(b"?")[0],
        "query_string": request.url.query,
        "server": (request.url.host, 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "state": {},
    }
