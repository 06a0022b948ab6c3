"""The hub's feed written down, one op a line, for whoever wants to see what left this desk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from intake_app.app import exchange
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.membership import Membership


def write(file: Path, url: str, data: Path, replica: StoreReplica) -> int:
    """Write the whole feed and count its ops; runs in a lane.

    Raises RejectedError(TOKEN_REVOKED) for a desk that was never enrolled, UnavailableError when
    the hub does not answer.
    """
    member = exchange.member(data, replica)
    if member is None:
        raise RejectedError(Problem.TOKEN_REVOKED)
    return asyncio.run(_write(file, url, member, replica))


async def _write(file: Path, url: str, member: Membership, replica: StoreReplica) -> int:
    from intake_app.sync.core.ops import canonical  # noqa: PLC0415 - with the rest, when asked for

    count = 0
    with file.open("w", encoding="utf-8") as lines:
        async for op in _feed(url, member, replica):
            lines.write(canonical(op) + "\n")
            count += 1
    return count


async def _feed(
    url: str, member: Membership, replica: StoreReplica
) -> AsyncIterator[Mapping[str, object]]:
    from intake_app.sync.core.wire import PullRequest  # noqa: PLC0415 - as above

    standing, after = replica.standing(), 0
    client = member.client(url)
    try:
        while True:
            asked = PullRequest(epoch=standing.epoch, inc=standing.inc, after=after)
            reply = await client.pull(asked)
            if not reply.ops:
                return
            after = reply.ops[-1].seq
            for op in cast("list[Mapping[str, object]]", reply.members()["ops"]):
                yield op
    finally:
        await client.close()
