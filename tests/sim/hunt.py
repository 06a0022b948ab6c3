"""Plants each known bug and looks for the first seed that finds it: `make sim-mutants`."""

from __future__ import annotations

import multiprocessing
import sys

from tests.sim.mutants import MUTANTS, planted
from tests.sim.run import judged

MOST = 5000


def caught(name: str, most: int = MOST) -> tuple[str, int, str]:
    """The first seed that finds a bug, and by which invariant; 0 when none does."""
    with planted(name):
        for seed in range(1, most + 1):
            fault = judged(seed).fault
            if fault.startswith("I"):  # an invariant, not a mutant that does not fit any more
                return name, seed, fault.partition(":")[0]
    return name, 0, "NOT FOUND"


def main() -> None:
    """Hunt for all, a process a bug; end with 1 when one was not found."""
    missed = 0
    with multiprocessing.get_context("spawn").Pool() as pool:
        for name, seed, by in pool.imap_unordered(caught, MUTANTS):
            print(f"{name:30} seed {seed:5}  {by}", flush=True)  # noqa: T201
            missed += not seed
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
