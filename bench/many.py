"""B2: forty devices of one client: taken in by the service against raw inserts, and by scanning."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal, percentile
from bench.process import answered
from bench.save import ByHand, opened_shop
from bench.working import DEVICES
from intake_app.services.drafts import (
    BATCH_CHUNK,
    BatchDraft,
    BatchItem,
    ClientDraft,
    DeviceDraft,
    IntakeDraft,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.shop import Shop

_GOAL = Goal("B2", f"{DEVICES} devices → durable", "the same rows, raw sqlcipher3", 2)
_RUNS, _WARM_UP = 8, 1
_FRAME_MS = 1000 / 60
_SECOND_MS = 1000.0
_COMMON = IntakeDraft(
    client=ClientDraft(name="ООО «Опт»", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="предпродажная проверка",
)


def measure() -> Sequence[Figure]:
    """The service first, then the screen in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        taken = answered("bench.working", folder)
    return (_durable(), *_screen(taken["scanned"], taken["accepted"]))


def _durable() -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shop = opened_shop(data)
        with closing(shop), closing(ByHand(data / "intake.db", data / "twin.db")) as by_hand:
            pairs = [_pair(shop, by_hand, number) for number in range(_RUNS + _WARM_UP)]
            limit, ours = zip(*pairs[_WARM_UP:], strict=True)
            note = f"{by_hand.count} rows, ours in {DEVICES // BATCH_CHUNK} commits, theirs in one"
            return replace(_GOAL.judged(limit, ours), note=note)


def _pair(shop: Shop, by_hand: ByHand, number: int) -> tuple[float, float]:
    items = tuple(BatchItem(serial=f"SN{number:02d}{each:05d}") for each in range(DEVICES))
    batch = BatchDraft(common=_COMMON, items=items)
    began = time.perf_counter()
    while batch.items:
        few = batch.items[:BATCH_CHUNK]
        last = len(few) == len(batch.items)
        _, batch = shop.services.intakes.receive_batch(batch, few, last=last)
    ours = (time.perf_counter() - began) * 1000
    return by_hand.repeat(), ours


def _screen(scanned: list[float], accepted: list[float]) -> Sequence[Figure]:
    slow, all_in = percentile(scanned, 0.99), median(accepted)
    note = f"p99 of {len(scanned)}, p50 {median(scanned):.2f} ms"
    return (
        Figure("B2", "Enter after a serial → its line painted", "one frame", _FRAME_MS, slow,
               "≤ 1 ×", slow <= _FRAME_MS, note),
        Figure("B2", f"Ctrl+Enter → {DEVICES} devices in, empty form", "one second", _SECOND_MS,
               all_in, "≤ 1 ×", all_in <= _SECOND_MS, f"median of {len(accepted)}"),
    )  # fmt: skip
