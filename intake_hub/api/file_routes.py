"""The calls about large files: how far an upload is, the next chunk, and the bytes again.

The core of tus 1.0: HEAD tells the offset, POST begins, PATCH carries the chunk at an offset. One
set of calls serves every kind of file; each kind has its shelf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response, StreamingResponse

from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire_files import CHUNK, LENGTH, OFFSET, FileReply
from intake_hub.api.limits import body_of
from intake_hub.api.replies import json_reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from intake_hub.api.door import Door
    from intake_hub.stations import Caller
    from intake_hub.store.shelf import Shelf

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_DIGITS = 15
PATIENCE_S = 600.0
"""For one chunk: over a line of 2 KB a second it comes just in time."""


class Owners(Protocol):
    """Whose files of a kind are whose, and how many of them one may keep."""

    def of(self, caller: Caller, name: str) -> UUID:
        """In whose folder the caller finds, or puts, that name."""
        ...

    def make_room(self, owner: UUID, name: str, length: int) -> None:
        """Before an upload begins. Raises HubRejectedError when it may not."""
        ...


class OfShop:
    """Every member of the shop sees, and adds to, the same files."""

    def of(self, caller: Caller, name: str) -> UUID:
        """See `Owners`."""
        return caller.shop

    def make_room(self, owner: UUID, name: str, length: int) -> None:
        """Nothing is let go: a record names each of them."""


@dataclass(frozen=True, slots=True)
class Files:
    """What these calls work with; `kind` is their path."""

    kind: str
    shelf: Shelf
    door: Door
    owners: Owners = field(default_factory=OfShop)


def file_routes(files: Files) -> APIRouter:
    """Bind the calls to a shelf."""
    calls = _Calls(files)
    router = APIRouter(prefix=f"/v1/{files.kind}")
    add = router.add_api_route
    add("/{name}", calls.look, methods=["HEAD"], summary="How far an upload is")
    add("/{name}", calls.begin, methods=["POST"], summary="Begin an upload")
    add("/{name}", calls.append, methods=["PATCH"], summary="Send the next chunk")
    add("/{name}", calls.read, methods=["GET"], summary="Fetch a file, or a range of it")
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    files: Files

    async def look(self, request: Request, name: str) -> Response:
        """200: all is there. 202: an upload is under way. 404: nothing is known of it."""
        caller = await self.files.door.caller(request)
        found = await run_in_threadpool(self._found, caller, name)
        if found is None:
            raise refusal(Why.ABSENT)
        return _told(found, 200 if found.is_whole else 202)

    async def begin(self, request: Request, name: str) -> Response:
        """Make room for a file, or hear that it is there."""
        caller = await self.files.door.caller(request)
        length = _number(request, LENGTH)
        return _told(await run_in_threadpool(self._begin, caller, name, length))

    def _begin(self, caller: Caller, name: str, length: int) -> FileReply:
        shelf, owners = self.files.shelf, self.files.owners
        owner = owners.of(caller, name)
        there = shelf.size(owner, name)
        if there is not None:
            return FileReply(there, there)
        owners.make_room(owner, name, length)
        return FileReply(shelf.begin(owner, name, length), length)

    async def append(self, request: Request, name: str) -> Response:
        """Take the chunk at an offset; the answer to one sent twice is as good as the first."""
        caller = await self.files.door.caller(request)
        offset = _number(request, OFFSET)
        content = await body_of(request, CHUNK, PATIENCE_S)
        return _told(await run_in_threadpool(self._append, caller, name, offset, content))

    def _append(self, caller: Caller, name: str, offset: int, content: bytes) -> FileReply:
        before = self._found(caller, name)
        if before is None:
            raise refusal(Why.OFFSET, "begin it first")
        if before.is_whole:
            return before
        owner = self.files.owners.of(caller, name)
        return FileReply(self.files.shelf.append(owner, name, offset, content), before.length)

    def _found(self, caller: Caller, name: str) -> FileReply | None:
        shelf, owner = self.files.shelf, self.files.owners.of(caller, name)
        there = shelf.size(owner, name)
        if there is not None:
            return FileReply(there, there)
        under_way = shelf.offset(owner, name)
        return None if under_way is None else FileReply(*under_way)

    async def read(self, request: Request, name: str) -> Response:
        """Give all of a file, or the one range that is asked for."""
        caller = await self.files.door.caller(request)
        return await run_in_threadpool(self._read, request, caller, name)

    def _read(self, request: Request, caller: Caller, name: str) -> Response:
        owner = self.files.owners.of(caller, name)
        size = self.files.shelf.size(owner, name)
        if size is None:
            raise refusal(Why.ABSENT)
        start, end = _range(request.headers.get("range", ""), size)
        headers = {"Content-Length": str(end - start), "Accept-Ranges": "bytes"}
        is_part = (start, end) != (0, size)
        if is_part:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        return StreamingResponse(
            _primed(self.files.shelf.read(owner, name, start, end)),
            status_code=206 if is_part else 200,
            media_type="application/octet-stream",
            headers=headers,
        )


def _primed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Read the first piece at once: a file that cannot be read is told before the head goes out."""
    return chain((next(pieces, b""),), pieces)


def _told(found: FileReply, status: int = 200) -> Response:
    reply = json_reply(found.members())
    reply.status_code = status
    reply.headers[OFFSET], reply.headers[LENGTH] = str(found.offset), str(found.length)
    return reply


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdecimal() or len(text) > _DIGITS:
        raise refusal(Why.MALFORMED, name)
    return int(text)


def _range(asked: str, size: int) -> tuple[int, int]:
    """Read the one form of range that is served; any other is answered with the whole file."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None:
        return 0, size
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if start >= end:
        raise refusal(Why.OFFSET, "beyond the end")
    return start, end
