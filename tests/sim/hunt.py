"""Plants each known bug and looks for the first seed that finds it: `make sim-mutants`."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tests.sim.mutants import MUTANTS, planted
from tests.sim.run import judged

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

MOST = 5000
_UNFIT = ("TypeError", "AttributeError", "NameError", "KeyError")
"""What a planted bug does that was not moved along with what it replaces."""


class Catch(NamedTuple):
    """What became of a planted bug; `trouble` says why it does not count as found."""

    mutant: str
    seed: int
    by: str
    trouble: str = ""

    @property
    def text(self) -> str:
        """Say it in a line."""
        return f"{self.mutant:30} seed {self.seed:5}  {self.trouble or self.by}"


def caught(name: str, most: int = MOST) -> Catch:
    """Find the first seed whose invariants tell of it; without the bug that seed must hold.

    What it replaces must have been called by then, all of it, lest a part of it fit nowhere.
    """
    other = ""
    with planted(name) as uncalled:
        for seed in range(1, most + 1):
            fault = judged(seed).fault
            if fault.startswith("I") and not uncalled:
                break
            if fault.startswith(_UNFIT):
                return Catch(name, seed, "", f"DOES NOT FIT ANY MORE: {fault}")
            other = other or fault
        else:
            return Catch(name, 0, "", f"NOT FOUND; never called: {sorted(uncalled)}; {other}")
    without = judged(seed).fault
    by = fault.partition(":")[0]
    return Catch(name, seed, by, f"THE SEED FAILS WITHOUT IT: {without}" if without else "")


@contextmanager
def hunting(
    names: Sequence[str], most: int = MOST, jobs: int | None = None
) -> Generator[Iterator[Catch]]:
    """Hunt for all, a process a bug."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, initializer=gc.disable) as pool:
        yield pool.imap_unordered(_Hunt(most), names)


class _Hunt(NamedTuple):
    most: int

    def __call__(self, name: str) -> Catch:
        return caught(name, self.most)


def main() -> None:
    """Hunt, and end with 1 when one was not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=list(MUTANTS))
    parser.add_argument("--jobs", type=int, default=None)
    missed, asked = False, parser.parse_args()
    with hunting(asked.names, MOST, asked.jobs) as catches:
        for catch in catches:
            print(catch.text, flush=True)  # noqa: T201
            missed |= bool(catch.trouble)
    sys.exit(missed)


if __name__ == "__main__":
    main()
