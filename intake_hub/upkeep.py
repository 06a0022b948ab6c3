"""What the hub does by itself once an hour: old log is cut off, files nobody owns are removed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from intake_app.errors import IntakeError
from intake_hub.feed import sweeping

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from intake_hub.feed.keeping import LogKeeping

STALE_MS = 7 * 24 * 3600 * 1000
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
            await run_in_threadpool(_sweep, keeping)
            while await run_in_threadpool(keeping.fold):
                pass  # a piece at a time, so that nobody waits long for the lock
        except IntakeError as error:
            logger.warning("the log was not cut off: %s", error.problem)


def _sweep(keeping: LogKeeping) -> None:
    sweeping.sweep(keeping.store)
    keeping.store.blobs.drop_stale((keeping.now_ms() - STALE_MS) / 1000)
