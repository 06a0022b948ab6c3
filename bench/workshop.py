"""W3–W7: the workshop of 50,000 open orders: lists, what is next, the wall, hand-over, figures."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile, runs
from bench.process import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN = runs(50_000)
_OUT = runs(100_000)
_FRAME_MS, _ANSWER_MS, _AGAIN_MS, _SAVED_MS = 50.0, 300.0, 1_000.0, 100.0
_FIGURES_MS = 5_000.0


def measure() -> Sequence[Figure]:
    """One window over one store; every figure stands against what a person does not notice."""
    found = answered("bench.wall_and_bench", str(_OPEN), str(_OUT))
    frames = found["frames"]
    share = _OUT / 100_000
    return (
        _row("W3", "every list scrolled: a frame", percentile(frames, 0.99), _FRAME_MS,
             f"p99 of {len(frames)}, dearest {max(frames):.0f} ms; {_OPEN:,} open"),
        _row("W3", "a list of the workshop: key → read", statistics.median(found["read"]),
             _AGAIN_MS, f"dearest {max(found['read']):.0f} ms"),
        _row("W4", "take next: F6 → the next one on top", statistics.median(found["takes"]),
             _ANSWER_MS, f"dearest {max(found['takes']):.0f} ms"),
        _row("W5", "the wall reads all that is in the shop", statistics.median(found["wall_read"]),
             _AGAIN_MS, "in its lane"),
        _row("W5", "the wall turns a page: a frame", percentile(found["wall_frames"], 0.99),
             _FRAME_MS, f"p99 of {len(found['wall_frames'])}"),
        _row("W6", "hand-over of a paid order, durable", statistics.median(found["handed"]),
             _SAVED_MS, f"median of {len(found['handed'])}"),
        _row("W7", f"figures of a span of {_OUT:,} orders", statistics.median(found["figures"]),
             _FIGURES_MS * share, "50 ms for each 1,000 orders"),
    )  # fmt: skip


def _row(row: str, what: str, ours: float, limit: float, note: str) -> Figure:
    goal = f"≤ {limit:g} ms"
    return Figure(row, what, f"{limit:g} ms", limit, ours, goal, ours <= limit, note)
