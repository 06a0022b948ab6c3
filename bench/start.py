"""S1: from the start of a fresh process to a painted window that takes keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Goal, interleaved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.figures import Figure

_PAINTED = Goal("S1", "start → painted window that takes keys", "bare PySide6 window", 1.6)
_RUNS = 7


def measure() -> Sequence[Figure]:
    """Start both programs in turn on the offscreen platform, ours on a shop that exists."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "shop"
        limit, ours = interleaved(
            lambda _: _started("bare"), lambda _: _started("ours", str(data)), _RUNS, warm_up=2
        )
        return (_PAINTED.judged(limit, ours),)


def _started(*what: str) -> float:
    asked_at = time.monotonic_ns()
    ended = subprocess.run(
        [sys.executable, "-m", "bench.first_window", str(asked_at), *what],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(json.loads(ended.stdout.splitlines()[-1])["typed_ms"])
