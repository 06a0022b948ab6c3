"""Carries pictures between this desk and the hub, one chunk a call, when nothing else waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from intake_app.sync.core.refusal import HubRejectedError, Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.wire_files import FileReply, Piece

logger = logging.getLogger(__name__)

_OF_THE_FILE = frozenset(
    {Why.HASH, Why.OFFSET, Why.ABSENT, Why.ERASED, Why.TOO_LARGE, Why.MALFORMED}
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One file and which way it goes."""

    name: str
    size: int
    is_ours: bool  # to the hub; else from it


class Cargo(Protocol):
    """The pictures of this desk; called only on the driver's thread. No verb raises."""

    def next(self) -> Errand | None:
        """What is to be moved first, if anything."""
        ...

    def chunk(self, name: str, offset: int) -> bytes:
        """Bytes of ours from an offset on, at most a chunk; none where they cannot be read."""
        ...

    def delivered(self, name: str) -> None:
        """The hub has all of it, verified."""
        ...

    def came(self, name: str) -> int:
        """How many bytes of the hub's are here already."""
        ...

    def take(self, name: str, piece: Piece) -> None:
        """Keep the next bytes; with the last ones the file is verified and shown."""
        ...

    def refused(self, name: str, why: Why) -> None:
        """The hub does not take it or does not have it."""
        ...


class FileCalls(Protocol):
    """The calls about files; each raises HubUnavailableError or HubRejectedError."""

    async def begin_file(self, name: str, length: int) -> FileReply:
        """Begin an upload, or hear how far it is."""
        ...

    async def send_chunk(self, name: str, offset: int, content: bytes) -> FileReply:
        """Send what comes next."""
        ...

    async def fetch_chunk(self, name: str, offset: int) -> Piece:
        """Fetch what comes next."""
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


class Carrier:
    """On a line of its own, so that no op waits behind a picture. Lives on the driver's loop."""

    def __init__(self, cargo: Cargo, connect: Callable[[], FileCalls]) -> None:
        self._cargo = cargo
        self._connect = connect
        self._calls: FileCalls | None = None
        self._at: dict[str, int] = {}  # how far uploads are, as the hub said in this life

    async def carry(self) -> bool:
        """Make one call; tell whether there may be more to do."""
        errand = self._cargo.next()
        if errand is None:
            return False
        try:
            await (self._send(errand) if errand.is_ours else self._fetch(errand))
        except HubRejectedError as error:
            self._at.pop(errand.name, None)
            if error.why not in _OF_THE_FILE:
                raise
            logger.info("a picture was refused: %s", error.why)
            self._cargo.refused(errand.name, error.why)
        return True

    async def close(self) -> None:
        """Let go of the line; uploads go on later from where the hub says."""
        self._at.clear()
        if self._calls is not None:
            calls, self._calls = self._calls, None
            await calls.close()

    async def _send(self, errand: Errand) -> None:
        name, at = errand.name, self._at.get(errand.name)
        if at is None:
            reply = await self._hub().begin_file(name, errand.size)
        else:
            content = self._cargo.chunk(name, at)
            if not content:
                self._cargo.refused(name, Why.HASH)
                return
            reply = await self._hub().send_chunk(name, at, content)
        self._at[name] = reply.offset
        if reply.is_whole:
            del self._at[name]
            self._cargo.delivered(name)

    async def _fetch(self, errand: Errand) -> None:
        at = self._cargo.came(errand.name)
        self._cargo.take(errand.name, await self._hub().fetch_chunk(errand.name, at))

    def _hub(self) -> FileCalls:
        if self._calls is None:
            self._calls = self._connect()
        return self._calls
