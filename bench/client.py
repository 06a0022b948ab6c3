"""C2: a client of five hundred orders, from the key to his card painted."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import crowd
from bench.figures import Figure, percentile
from bench.process import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLIENTS = 20_000
_LIMIT_MS = 50.0
_GOAL = "≤ 1 ×"


def measure() -> Sequence[Figure]:
    """In a shop of its own, since its store is opened for writing."""
    with tempfile.TemporaryDirectory() as folder:
        crowd.make(Path(folder) / "intake.db", _CLIENTS)
        (took,) = answered("bench.working", folder, crowd.phone_of(_CLIENTS)).values()
    half, slow = median(took), percentile(took, 0.99)
    what = "a client with 500 orders: key → painted"
    return (
        Figure("C2", what, "50 ms", _LIMIT_MS, half, _GOAL, half <= _LIMIT_MS,
               f"median of {len(took)}, slowest {slow:.1f} ms; {_CLIENTS} clients"),
    )  # fmt: skip
