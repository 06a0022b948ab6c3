"""Many worlds on all cores: `python -m tests.sim.run --seeds 300000`, or one: `--seed 123`."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
import time
import traceback
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.sim.faults import Fault, ProtocolState, Tally, Violation
from tests.sim.world import lived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TWICE_EVERY = 100
"""Each such seed is lived through a second time, and the traces are compared."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one seed."""

    seed: int
    fault: str
    tally: Tally


@dataclass(slots=True)
class Report:
    """What became of all."""

    tally: Tally = field(default_factory=Tally)
    failed: list[Verdict] = field(default_factory=list[Verdict])

    def take(self, verdict: Verdict) -> None:
        self.tally.add(verdict.tally)
        if verdict.fault:
            self.failed.append(verdict)

    def text(self) -> str:
        """Say it to a person."""
        lines = [f"{self.tally.worlds} worlds, {len(self.failed)} failed"]
        lines += [f"{self.tally.faults[one.value]:9}  {one.value}" for one in Fault]
        deeds = sum(self.tally.deeds.values())
        pairs = len(self.tally.pairs)
        lines.append(f"{deeds:9}  deeds of people")
        lines += [f"{count:9}  · {name}" for name, count in self.tally.deeds.most_common()]
        lines.append(f"{pairs:9}  pairs of fault and protocol state")
        lines += [
            f"seed {one.seed}: {one.fault}\n  replay it alone: make sim SEED={one.seed}"
            for one in self.failed[:20]
        ]
        return "\n".join(lines)


def judged(seed: int) -> Verdict:
    """Live through one seed; whatever is raised is its fault."""
    try:
        world = lived(seed)
        if seed % TWICE_EVERY == 0 and lived(seed).trace.digest() != world.trace.digest():
            return Verdict(seed, "two runs of this seed differ", world.tally)
    except Violation as violation:
        return Verdict(seed, f"{violation.name}: {violation.detail[:300]}", Tally(worlds=1))
    except Exception as error:  # noqa: BLE001 - any bug of the product is a finding
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
        return Verdict(seed, text, Tally(worlds=1))
    finally:
        gc.collect()
        _set_apart()
    return Verdict(seed, "", world.tally)


@lru_cache(maxsize=1)
def _set_apart() -> None:
    """What the first world leaves is the program itself: not looked through again each time."""
    gc.freeze()


def verdicts(seeds: Sequence[int], jobs: int | None = None) -> Iterator[Verdict]:
    """Live through many, as they come, a process a core."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs or os.cpu_count(), initializer=gc.disable, maxtasksperchild=500) as pool:
        yield from pool.imap_unordered(judged, seeds, chunksize=4)


def all_pairs() -> set[str]:
    """Every fault in every state of the protocol."""
    return {f"{fault.value} | {state.value}" for fault in Fault for state in ProtocolState}


def main() -> None:
    """Run, show how far it is, and end with 1 when a seed failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=None)
    asked = parser.parse_args()
    if asked.seed is not None:
        _replay(asked.seed)
        return
    report, began = Report(), time.monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    for number, verdict in enumerate(verdicts(seeds, asked.jobs), 1):
        report.take(verdict)
        if verdict.fault:
            print(f"\nseed {verdict.seed}: {verdict.fault}", flush=True)  # noqa: T201
        pace = number / (time.monotonic() - began)
        print(f"\r{number}/{asked.seeds}, {pace:.1f}/s", end="", flush=True)  # noqa: T201
    print(f"\n{report.text()}")  # noqa: T201
    sys.exit(bool(report.failed))


def _replay(seed: int) -> None:
    """Tell the whole story of one seed, then what is wrong with it."""
    world = None
    try:
        world = lived(seed, story=print)
    finally:
        print(f"seed {seed}: {'holds' if world else 'FAILS'}")  # noqa: T201


if __name__ == "__main__":
    main()
