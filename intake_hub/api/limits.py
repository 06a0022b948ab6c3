"""How often anybody may ask, and how much he may send."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from intake_app.errors import Problem, RejectedError
from intake_app.sync import packing
from intake_app.sync.core.refusal import Why, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from starlette.requests import Request

BODY_S = 30.0
ENROL_TRIES = 10
ENROL_TRIES_OF_ALL = 100
ENROL_WINDOW_S = 60.0
CALLS_AT_ONCE = 600
CALLS_PER_S = 60.0
"""Of one workstation, for long; it makes a few a minute, and some hundred after a holiday."""

STRANGERS_AT_ONCE = 60
STRANGERS_PER_S = 1.0
_MOST_KNOWN = 10_000
_DIGITS = 19


class EnrolLimit:
    """So many tries a minute from one address, and so many from all: addresses are cheap.

    One who floods locks nobody else out; all together guess a code once in 10**10 years.
    """

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._tries: deque[tuple[float, str]] = deque()

    def count(self, who: str) -> None:
        """Note one try. Raises HubUnavailableError(BUSY) when there were too many."""
        now = self._clock_s()
        while self._tries and self._tries[0][0] <= now - ENROL_WINDOW_S:
            self._tries.popleft()
        own = [at for at, other in self._tries if other == who]
        if len(own) >= ENROL_TRIES or len(self._tries) >= ENROL_TRIES_OF_ALL:
            first = own[0] if len(own) >= ENROL_TRIES else self._tries[0][0]
            wait_s = first + ENROL_WINDOW_S - now
            raise refusal(Why.BUSY, "too many tries", retry_after_s=max(wait_s, 1.0))
        self._tries.append((now, who))


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


def numbers_of(given: Mapping[str, str], *names: str) -> dict[str, int]:
    """Read the numbers of a query; what is none, or too long for any, is left out."""
    found = {name: given.get(name, "") for name in names}
    return {
        name: int(text) for name, text in found.items() if text.isdecimal() and len(text) <= _DIGITS
    }


async def body_of(request: Request, limit: int, patience_s: float = BODY_S) -> bytes:
    """Read a body, but never more than `limit` bytes, packed or not, nor longer than `patience_s`.

    Raises HubRejectedError (TOO_LARGE, MALFORMED).
    """
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > _DIGITS or int(said) > limit):
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
    except ClientDisconnect as error:  # nobody hears it; a bad line is no fault of the hub's
        raise refusal(Why.MALFORMED, "the line broke") from error
    return b"".join(parts)


def _unpacked(raw: bytes, limit: int) -> bytes:
    try:
        return packing.unpack(raw, limit)
    except RejectedError as error:
        why = Why.TOO_LARGE if error.problem is Problem.TOO_LONG else Why.MALFORMED
        raise refusal(why, error.detail) from error
