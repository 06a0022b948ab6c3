"""Once a day: does this store hold what the hub holds? What differs is fetched and mended."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.sync.core.digest import differing
from intake_app.sync.core.ops import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.calls import HubCalls
    from intake_app.sync.core.repair_wire import DigestReply
    from intake_app.sync.replica import Replica

logger = logging.getLogger(__name__)


def _differs_still(replica: Replica, reply: DigestReply) -> bool:
    """Whether mending did not help, at one and the same number of the feed."""
    after = differing(replica.digest(), reply.buckets)
    return bool(after) and replica.standing().cursor == reply.hub.head


async def _is_ready(prepare: Callable[[], object]) -> bool:
    """Nothing is mended without a copy of what stood here before."""
    try:
        await asyncio.to_thread(prepare)
    except IntakeError as error:
        logger.warning("not mended, for no backup could be made: %s", error.problem)
        return False
    return True


def _nothing() -> None:
    pass


async def compare(
    hub: HubCalls, replica: Replica, prepare: Callable[[], object] = _nothing
) -> bool:
    """Compare at one number of the feed and mend; tell whether that was possible.

    It is not while the two stand at different numbers, nor between different versions, nor when
    `prepare` fails, which makes a backup before anything is mended. Raises HubUnavailableError,
    HubRejectedError, and what the store raises.
    """
    reply = await hub.digest()
    if reply.schema != SCHEMA or replica.standing().cursor != reply.hub.head:
        return False
    wrong = differing(replica.digest(), reply.buckets)
    if wrong and not await _is_ready(prepare):
        return False
    for entity, bucket in wrong:
        found = await hub.records(entity, bucket)
        if found.hub.head != replica.standing().cursor:
            return False
        mended = replica.correct(found.records)
        logger.warning("%d records of %s were not as at the hub", mended, entity)
    if wrong and _differs_still(replica, reply):
        logger.error("what is not as at the hub cannot be mended: the next start builds it anew")
        replica.doubt()
    replica.compared()
    return True
