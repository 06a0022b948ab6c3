"""What a connection may cost: nobody holds many without asking, and no one address holds all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

QUIET_S = 10.0
"""Whoever asks nothing for this long, or never ends the head of a request, is let go."""

MOST_OF_ONE = 256
MOST = 8_000
_OTHER_FILES = 200  # database, log, what accepts
_HERE = frozenset({"127.0.0.1", "::1"})  # a proxy on this PC speaks for many


def room() -> int:
    """How many connections this process can hold; asks the system for as many files as it gives."""
    if sys.platform == "win32":
        return MOST
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + _OTHER_FILES
    if soft < wanted and soft != resource.RLIM_INFINITY:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(MOST, soft - _OTHER_FILES) if soft != resource.RLIM_INFINITY else MOST


class PatientProtocol(H11Protocol):
    """One connection."""

    quiet_s: float = QUIET_S
    most: int = MOST
    most_of_one: int = MOST_OF_ONE
    proxies: frozenset[str] = _HERE
    _looking: asyncio.TimerHandle | None = None
    _seen: RequestResponseCycle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        if self._is_too_many():
            transport.abort()
        else:
            self._looking = self.loop.call_later(self.quiet_s, self._look)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._looking is not None:
            self._looking.cancel()

    def _is_too_many(self) -> bool:
        if len(self.connections) > self.most:
            return True
        host = self.client[0] if self.client else ""
        hosts = [
            one.client[0] for one in self.connections if isinstance(one, H11Protocol) and one.client
        ]
        return host not in self.proxies and hosts.count(host) > self.most_of_one

    def _look(self) -> None:
        """Two looks without a request between them: it only holds a place."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if (cycle is None or cycle.response_complete) and cycle is self._seen:
            self.transport.abort()
            return
        self._seen = cycle
        self._looking = self.loop.call_later(self.quiet_s, self._look)
