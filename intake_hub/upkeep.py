"""What the hub does by itself once an hour: the log is cut off where it is older than promised."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from intake_hub.feed.keeping import LogKeeping

logger = logging.getLogger(__name__)

EVERY_S = 3600.0


@asynccontextmanager
async def upkeep(keeping: LogKeeping, every_s: float = EVERY_S) -> AsyncGenerator[None]:
    """Run beside the calls as long as the block lasts."""
    task = asyncio.create_task(_run(keeping, every_s))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _run(keeping: LogKeeping, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            while await run_in_threadpool(keeping.fold):
                pass  # a piece at a time, so that nobody waits long for the lock
        except IntakeError as error:
            logger.warning("the log was not cut off: %s", error.problem)
