"""W2: from Ctrl+Enter to the empty form that has the focus; saving and printing go on behind."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUNS = 200
_LIMIT_MS = 100.0


def measure() -> Sequence[Figure]:
    """Take in many devices in one window on the offscreen platform."""
    with tempfile.TemporaryDirectory() as data:
        ended = subprocess.run(
            [sys.executable, "-m", "bench.accepting", str(_RUNS), data],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )
    taken: list[float] = json.loads(ended.stdout.splitlines()[-1])
    return (
        _figure("Ctrl+Enter → empty focused form", statistics.median(taken), "median"),
        _figure("the same, 99 of 100", percentile(taken, 0.99), "p99"),
    )


def _figure(what: str, ours_ms: float, note: str) -> Figure:
    note = f"{note} of {_RUNS}"
    return Figure("W2", what, "100 ms", _LIMIT_MS, ours_ms, "≤ 100 ms", ours_ms <= _LIMIT_MS, note)
