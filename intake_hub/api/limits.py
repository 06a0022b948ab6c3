"""How often anybody may ask, and how much he may send."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync import packing
from intake_app.sync.core.refusal import Why, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.requests import Request

BODY_S = 30.0
ENROL_TRIES = 10
ENROL_WINDOW_S = 60.0
CALLS_AT_ONCE = 600
CALLS_PER_S = 60.0
"""Of one workstation, for long; it makes a few a minute, and some hundred after a holiday."""

STRANGERS_AT_ONCE = 60
STRANGERS_PER_S = 1.0
_MOST_KNOWN = 10_000


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


class CallLimit:
    """A bucket a caller, which fills up again; used on the event loop alone."""

    def __init__(self, clock_s: Callable[[], float], at_once: int, per_s: float) -> None:
        self._clock_s = clock_s
        self._at_once = at_once
        self._per_s = per_s
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def count(self, who: Hashable) -> None:
        """Note one call. Raises HubUnavailableError(BUSY) when there were too many."""
        now = self._clock_s()
        left, at = self._buckets.pop(who, (float(self._at_once), now))
        left = min(float(self._at_once), left + (now - at) * self._per_s)
        self._buckets[who] = (max(left - 1.0, 0.0), now)
        if len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
        if left < 1.0:
            wait_s = max((1.0 - left) / self._per_s, 1.0)
            raise refusal(Why.BUSY, "too many calls", retry_after_s=wait_s)


async def body_of(request: Request, limit: int, patience_s: float = BODY_S) -> bytes:
    """Read a body, but never more than `limit` bytes, packed or not, nor longer than `patience_s`.

    Raises HubRejectedError (TOO_LARGE, MALFORMED).
    """
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise refusal(Why.TOO_LARGE, f"over {limit} bytes")
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", packing.ENCODING}:
        raise refusal(Why.MALFORMED, "unknown encoding")
    raw = await _received(request, limit, patience_s)
    return _unpacked(raw, limit) if encoding == packing.ENCODING else raw


async def _received(request: Request, limit: int, patience_s: float) -> bytes:
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


def _unpacked(raw: bytes, limit: int) -> bytes:
    try:
        return packing.unpack(raw, limit)
    except RejectedError as error:
        why = Why.TOO_LARGE if error.problem is Problem.TOO_LONG else Why.MALFORMED
        raise refusal(why, error.detail) from error
