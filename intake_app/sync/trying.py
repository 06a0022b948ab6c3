"""A dry run of the exchange: would a copy of this store, brought up to date, hold what the hub has?

Only pulls are made. The hub hears nothing of the copy, and the copy is thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.sync.core.digest import differing
from intake_app.sync.core.ops import SCHEMA
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError
from intake_app.sync.core.wire import PullRequest

if TYPE_CHECKING:
    from intake_app.sync.calls import HubCalls
    from intake_app.sync.core.repair_wire import DigestReply
    from intake_app.sync.replica import Replica

_TRIES = 3
"""A busy shop goes on while the copy catches up."""


async def agrees(hub: HubCalls, copy: Replica) -> bool | None:
    """Whether the hub and the copy agree; None where that cannot be found out.

    It cannot while the hub is away, has another past, or has trimmed what the copy lacks; nor
    between different versions. Raises what the store raises.
    """
    try:
        for _ in range(_TRIES):
            if not await _caught_up(hub, copy):
                return None
            reply = await hub.digest()
            if reply.schema != SCHEMA:
                return None
            if reply.hub.head == copy.standing().cursor:
                return _is_same(copy, reply)
    except (HubUnavailableError, HubRejectedError):
        pass  # no proof of anything
    return None


async def _caught_up(hub: HubCalls, copy: Replica) -> bool:
    while True:
        now = copy.standing()
        if now.epoch is None:
            return False
        asked = PullRequest(epoch=now.epoch, inc=now.inc, after=now.cursor, chain=now.chain)
        reply = await hub.pull(asked)
        if not reply.ops:
            return True
        copy.apply(reply.ops, epoch=reply.hub.epoch, chain=reply.chain)


def _is_same(copy: Replica, reply: DigestReply) -> bool:
    return not differing(copy.digest(), reply.buckets)
