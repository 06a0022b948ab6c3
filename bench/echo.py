"""K1: from a key to its letter painted in a field of the form, against a bare line edit."""

from __future__ import annotations

import tempfile
from statistics import median
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.process import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

_BARE = "bare"
_TIMES = 4


def measure() -> Sequence[Figure]:
    """Every field kind, letters of the same texts on both sides."""
    with tempfile.TemporaryDirectory() as data:
        taken = answered("bench.keying", data)
    bare = taken.pop(_BARE)
    limit = percentile(bare, 0.99)
    return tuple(_figure(what, limit, ours) for what, ours in taken.items())


def _figure(what: str, limit: float, ours: list[float]) -> Figure:
    slow = percentile(ours, 0.99)
    note = f"p99 of {len(ours)}, p50 {median(ours):.2f} ms"
    goal = f"≤ {_TIMES} ×"
    what = f"key → echo: {what}"
    return Figure("K1", what, "bare line edit", limit, slow, goal, slow <= _TIMES * limit, note)
