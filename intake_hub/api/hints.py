"""Tells waiting pulls of this process that there is news; only a hint, the feed is the truth."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID


class Hints:
    """Used on the event loop alone; a push wakes the desks of its shop and nobody else's."""

    def __init__(self) -> None:
        self._heads: dict[UUID, int] = {}
        self._changed: defaultdict[UUID, asyncio.Condition] = defaultdict(asyncio.Condition)
        self._is_open = True
        self._listeners: list[Callable[[], None]] = []

    def listen(self, heard: Callable[[], None]) -> None:
        """Call this at every announcement; it must return at once."""
        self._listeners.append(heard)

    async def announce(self, shop: UUID, seq: int) -> None:
        """Wake whoever waits for a number this feed has reached now."""
        for heard in self._listeners:
            heard()
        async with self._changed[shop]:
            self._heads[shop] = max(seq, self._heads.get(shop, 0))
            self._changed[shop].notify_all()

    async def wait(self, shop: UUID, after: int, timeout_s: float) -> None:
        """Return when there is news, the time is up, or the hub closes."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s), self._changed[shop]:
                await self._changed[shop].wait_for(
                    lambda: not self._is_open or self._heads.get(shop, 0) > after
                )

    async def close(self) -> None:
        """Send everybody home, so that the program can end."""
        self._is_open = False
        for changed in list(self._changed.values()):
            async with changed:
                changed.notify_all()
