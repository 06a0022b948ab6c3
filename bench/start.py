"""S1, S2: from the start of a fresh process to a painted window that takes keys, and to all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.figures import Figure

_PAINTED = Goal("S1", "start → painted window that takes keys", "bare PySide6 window", 1.6)
_READY = Goal("S2", "… → store open, models mapped, suggestions", "bare PySide6 window", 4)
_RUNS, _WARM_UP = 7, 2


def measure() -> Sequence[Figure]:
    """Start both programs in turn on the offscreen platform, ours on a shop that exists."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "shop"
        bare: list[dict[str, float]] = []
        ours: list[dict[str, float]] = []
        for _ in range(_RUNS + _WARM_UP):
            bare.append(_started("bare"))
            ours.append(_started("ours", str(data)))
        typed = [run["typed_ms"] for run in bare[_WARM_UP:]]
        return (
            _PAINTED.judged(typed, [run["typed_ms"] for run in ours[_WARM_UP:]]),
            _READY.judged(typed, [run["ready_ms"] for run in ours[_WARM_UP:]]),
        )


def _started(*what: str) -> dict[str, float]:
    asked_at = time.monotonic_ns()
    ended = subprocess.run(
        [sys.executable, "-m", "bench.first_window", str(asked_at), *what],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return figures
