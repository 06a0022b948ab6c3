"""The hub as the driver sees it; an HTTP client fulfils it, and so does a fake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from intake_app.sync.core.repair_wire import (
        DiffReply,
        DiffRequest,
        DigestReply,
        PartReply,
        PartRequest,
        RecordsReply,
        RelayRequest,
    )
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

    async def diff(self, request: DiffRequest) -> DiffReply:
        """Ask which ops the hub lacks."""
        ...

    async def relay(self, request: RelayRequest) -> PushReply:
        """Give it what it lacks, whoever made it."""
        ...

    async def part(self, request: PartRequest) -> PartReply:
        """Fetch a part of a snapshot."""
        ...

    async def digest(self) -> DigestReply:
        """Ask what all records come to."""
        ...

    async def records(self, entity: str, bucket: int) -> RecordsReply:
        """Fetch the records of one bucket."""
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...
