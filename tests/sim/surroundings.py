"""What the shipped code takes from its surroundings, given by the world instead: ids and time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import sys
import threading
import uuid
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import starlette.responses
import uuid_utils.compat
from sqlcipher3 import dbapi2
from typing_extensions import override

import intake_hub.app
from intake_app.services import cargo
from intake_app.services.identity import STATE
from intake_app.sync import driver
from intake_app.sync.core import wire_files
from intake_hub.feed import snapshots
from tests.sim import disk, thrift

if TYPE_CHECKING:
    import random
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable

CHUNK = 4096  # bytes of a photo that one call carries, so that one takes several
_PACKAGES = ("intake_app.sync", "intake_app.services", "intake_app.models", "intake_hub")
_SERVERS = ("intake_hub", "starlette._exception_handler", "starlette.routing", "fastapi.routing")


class Ids:
    """Every id and secret of a world, from its seed."""

    def __init__(self, rolls: random.Random, now_ms: Callable[[], int]) -> None:
        self._rolls = rolls
        self._now_ms = now_ms
        self.made: set[uuid.UUID] = set()

    def uuid7(self) -> uuid.UUID:
        low = self._rolls.getrandbits(74)
        stamp = max(0, self._now_ms()) & (2**48 - 1)
        number = stamp << 80 | 7 << 76 | (low >> 62) << 64 | 2 << 62 | (low & (2**62 - 1))
        return self._kept(uuid.UUID(int=number))

    def uuid4(self) -> uuid.UUID:
        return self._kept(uuid.UUID(int=self._rolls.getrandbits(128), version=4))

    def _kept(self, made: uuid.UUID) -> uuid.UUID:
        self.made.add(made)
        return made

    def secrets(self) -> object:
        """Look like the module `secrets`."""
        return SimpleNamespace(
            token_bytes=lambda size=32: self._rolls.randbytes(size),
            token_urlsafe=lambda size=32: self._rolls.randbytes(size).hex(),
            token_hex=lambda size=32: self._rolls.randbytes(size).hex(),
            choice=self._rolls.choice,
            randbelow=self._rolls.randrange,
            randbits=self._rolls.getrandbits,
        )


async def _at_once(work: Callable[..., Any], *arguments: Any, **more: Any) -> Any:  # noqa: ANN401
    """Do the work of a thread pool on the spot: a step of the loop is one moment of the world."""
    return work(*arguments, **more)


async def _piece_by_piece(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Read a file on the spot, for the same reason."""
    for piece in pieces:
        yield piece


class _Now:
    """A thread that has done its work as soon as it is started."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], **_: object) -> None:
        self._work = target, args

    def start(self) -> None:
        work, arguments = self._work
        work(*arguments)

    def is_alive(self) -> bool:
        return False

    def join(self) -> None:
        """It has ended."""


class _Client(httpx.AsyncClient):
    """HTTP without a network: the base URL's host names the line that carries it."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - the client's own
        more.pop("verify", None)
        super().__init__(**more, transport=_Lines())


class _Lines(httpx.AsyncBaseTransport):
    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await LINES[request.url.host](request)


assert cargo.CHUNK == wire_files.CHUNK  # all that deal with chunks are imported by now

LINES: dict[str, Callable[[httpx.Request], Awaitable[httpx.Response]]] = {}
"""By host name: how a request to it travels."""


@contextlib.contextmanager
def given(ids: Ids, hub_ms: Callable[[], int]) -> Generator[None]:
    """Let the world give what the system gives otherwise."""
    with contextlib.ExitStack() as stack:
        for where, name, value in _replacements(ids, hub_ms):
            stack.callback(setattr, where, name, getattr(where, name))
            setattr(where, name, value)
        stack.callback(_name_side_folder, os.environ.get(STATE))
        stack.callback(LINES.clear)
        stack.callback(disk.forget_all)
        yield


def _name_side_folder(folder: str | None) -> None:
    """Each start of a desk names its own; afterwards it is as it was."""
    os.environ.pop(STATE, None)
    if folder is not None:
        os.environ[STATE] = folder


def _replacements(ids: Ids, hub_ms: Callable[[], int]) -> list[tuple[object, str, object]]:
    clock = SimpleNamespace(monotonic=lambda: asyncio.get_running_loop().time())
    found: list[tuple[object, str, object]] = [
        (uuid_utils.compat, "uuid7", ids.uuid7),
        (dbapi2, "connect", disk.connect),
        (httpx, "AsyncClient", _Client),
        (driver, "time", clock),
        (intake_hub.app, "time", clock),
        (starlette.responses, "iterate_in_threadpool", _piece_by_piece),
        (snapshots, "threading", SimpleNamespace(Thread=_Now, Lock=threading.Lock)),
        (intake_hub.app, "now_ms", hub_ms),
        *thrift.replacements(),
    ]
    for name, module in sorted(sys.modules.items()):
        if name.startswith(_PACKAGES):
            if getattr(module, "uuid4", None) is uuid.uuid4:
                found.append((module, "uuid4", ids.uuid4))
            if getattr(module, "CHUNK", None) == wire_files.CHUNK:
                found.append((module, "CHUNK", CHUNK))
            found += [
                (module, called, ids.secrets())
                for called, known in vars(module).items()
                if known is secrets
            ]
        if name.startswith(_SERVERS) and hasattr(module, "run_in_threadpool"):
            found.append((module, "run_in_threadpool", _at_once))
    return found
