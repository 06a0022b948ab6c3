"""`python -m bench [--quick] [ROW…]`: the table of `make bench`; never fails by time."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import QUICK, table

if TYPE_CHECKING:
    from bench.figures import Figure

_MODULES = {
    "S1": "bench.start",
    "W1": "bench.save",
    "W2": "bench.accept",
    "W3": "bench.workshop",
    "K1": "bench.echo",
    "C2": "bench.client",
    "B2": "bench.many",
    "F1": "bench.find",
    "E1": "bench.sealed",
    "H1": "bench.intake_rate",
    "H2": "bench.visible",
    "N1": "bench.newcomer",
    "R1": "bench.crm",
    "P1": "bench.paper",
    "P5": "bench.spool",
}
_RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measure the rows asked for, all by default; each in a quiet moment of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = [word for word in sys.argv[1:] if not word.startswith("-")]
    if "--quick" in sys.argv:
        os.environ[QUICK] = "1"
    figures: list[Figure] = []
    loads = [os.getloadavg()[0]]
    for row in rows or _MODULES:
        figures += import_module(_MODULES[row]).measure()
        loads.append(os.getloadavg()[0])
        print(figures[-1].row, "measured", file=sys.stderr, flush=True)
    if rows:
        print(table(figures))  # what is kept is always one run of all rows
        return
    print(table(figures))
    load = f"load average {min(loads):.2f} to {max(loads):.2f}"
    print(
        f"{load}; {os.cpu_count()} cores; {platform.platform()}; Python {platform.python_version()}"
    )
    kept = {
        "load": loads,
        "quick": QUICK in os.environ,
        "cores": os.cpu_count(),
        "machine": f"{platform.platform()}, Python {platform.python_version()}",
        "figures": [{**asdict(figure), "ratio": figure.ratio} for figure in figures],
    }
    _RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
