"""How much a stranger may try and how much anybody may send."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from intake_app.sync.core.refusal import Why, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

BODY_S = 30.0
ENROL_BYTES = 4 * 1024
ENROL_TRIES = 10
ENROL_WINDOW_S = 60.0


class EnrolLimit:
    """At most so many tries a minute, for all strangers together: addresses are cheap."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._tries: deque[float] = deque()

    def count(self) -> None:
        """Note one try. Raises HubUnavailableError(BUSY) when there were too many."""
        now = self._clock_s()
        while self._tries and self._tries[0] <= now - ENROL_WINDOW_S:
            self._tries.popleft()
        if len(self._tries) >= ENROL_TRIES:
            wait_s = self._tries[0] + ENROL_WINDOW_S - now
            raise refusal(Why.BUSY, "too many tries", retry_after_s=max(wait_s, 1.0))
        self._tries.append(now)


async def body_of(request: Request, limit: int, patience_s: float = BODY_S) -> bytes:
    """Read a body, but never more than `limit` bytes nor for longer than `patience_s`."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(patience_s):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise refusal(Why.TOO_LARGE, f"over {limit} bytes")
                parts.append(part)
    except TimeoutError as error:
        raise refusal(Why.MALFORMED, "the body never ended") from error
    return b"".join(parts)
