"""The hub as the driver sees it; an HTTP client fulfils it, and so does a fake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from intake_app.sync.core.wire import (
        HelloReply,
        HelloRequest,
        PullReply,
        PullRequest,
        PushReply,
        PushRequest,
    )


class HubCalls(Protocol):
    """Each call ends in its reply, HubUnavailableError or HubRejectedError, within a deadline."""

    async def hello(self, request: HelloRequest) -> HelloReply:
        """Say where we stand."""
        ...

    async def push(self, request: PushRequest) -> PushReply:
        """Hand over changes."""
        ...

    async def pull(self, request: PullRequest) -> PullReply:
        """Fetch changes; with `wait_s` the answer may take that long."""
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...
