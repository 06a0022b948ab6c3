"""Gives a restored hub back what it lost: our ops and those of others that we took in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import RejectedError
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.repair_wire import DiffRequest, RelayRequest
from intake_app.sync.core.wire import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.sync.calls import HubCalls
    from intake_app.sync.core.commands import Offer
    from intake_app.sync.core.ops import Op
    from intake_app.sync.replica import Replica

OFFERED = 2_000


async def offer(hub: HubCalls, replica: Replica, command: Offer) -> int | None:
    """Offer the next ops we keep; return how far that was, None when nothing is left.

    Raises HubUnavailableError, HubRejectedError.
    """
    kept = replica.kept(command.after, OFFERED)
    if not kept:
        return None
    ids = tuple(op_id for _, op_id in kept)
    reply = await hub.diff(DiffRequest(epoch=command.epoch, ids=ids))
    missing = set(reply.missing)
    ops = list(replica.bodies([op_id for op_id in ids if op_id in missing]))
    while ops:
        batch = _fitting(ops)  # not more than a push, by whole user actions
        await hub.relay(RelayRequest(epoch=command.epoch, ops=batch))
        del ops[: len(batch)]
    return kept[-1][0]


def _fitting(ops: Sequence[Op]) -> tuple[Op, ...]:
    try:
        return fitting(ops)
    except RejectedError as error:
        raise refusal(Why.MALFORMED, error.detail) from error
