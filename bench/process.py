"""A module of the benchmark run in a process of its own, on the offscreen platform."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def answered(module: str, *arguments: str, asked: str = "") -> dict[str, list[float]]:
    """What `python -m module` prints as the last line, JSON; `asked` goes to its standard input."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=asked,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(ended.stdout.splitlines()[-1])
    return found
