"""The world as its desks, its hub and its people see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    import asyncio
    import random
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from datetime import datetime
    from pathlib import Path

    import httpx

    from intake_app.sync.core.status import SyncStatus
    from intake_hub.store.engine import HubStore
    from tests.sim.faults import Fault, ProtocolState
    from tests.sim.surroundings import Ids


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes over the wire, packed as it is."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(slots=True)
class Books:
    """What the world knows of what was done, apart from every store."""

    saved: dict[bytes, str] = field(default_factory=dict[bytes, str])  # op id to its desk
    excused: set[bytes] = field(default_factory=set[bytes])  # only a rolled-back disk had it
    refused: set[UUID] = field(default_factory=set[UUID])  # put aside by their desk
    is_cut: bool = False  # the hub's log is not the whole story any more
    is_back: bool = False  # the hub was put back, and what it had forgotten was made again
    blind: set[UUID] = field(default_factory=set[UUID])  # made before anybody could know


class Someone(Protocol):
    """A desk from outside."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> ProtocolState: ...
    @property
    def folder(self) -> Path: ...


class HubSide(Protocol):
    """The hub from outside."""

    @property
    def folder(self) -> Path: ...
    @property
    def store(self) -> HubStore: ...
    async def serve(self, request: httpx.Request) -> Reply: ...
    def serve_blindly(self, request: httpx.Request) -> None: ...


class Stage(Protocol):
    """Time, dice and the record."""

    rolls: random.Random
    badness: float
    oddness: float
    books: Books
    ids: Ids
    folder: Path
    in_the_morning: list[Callable[[], None]]

    @property
    def hub(self) -> HubSide: ...
    @property
    def desks(self) -> Sequence[Someone]: ...
    def wall(self) -> datetime: ...
    def pass_time(self, seconds: float) -> None: ...
    def hub_ms(self) -> int: ...
    def later(self, delay_s: float, work: Callable[[], Awaitable[None]]) -> None: ...
    def spawn(self, work: Coroutine[None, None, None]) -> None: ...
    def ended(self, task: asyncio.Task[None]) -> None: ...
    def note(self, *words: object) -> None: ...
    def meet(self, fault: Fault, desk: Someone | None) -> Fault: ...
    def told(self, desk: Someone, status: SyncStatus) -> None: ...
