"""One measured figure beside its limit and its goal, and the table of all."""

from __future__ import annotations

import os
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


QUICK = "INTAKE_BENCH_QUICK"
"""Set by `python -m bench --quick`: a fifth of the samples, to see where things stand."""


def runs(count: int) -> int:
    """How many samples to take where a whole run takes `count`."""
    return max(5, count // 5) if os.environ.get(QUICK) else count


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` against `limit`, both in milliseconds and from one run; `goal` in words."""

    row: str
    what: str
    limit_is: str
    limit_ms: float
    ours_ms: float
    goal: str
    reached: bool
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the limit we take."""
        return self.ours_ms / self.limit_ms if self.limit_ms else float("inf")


@dataclass(frozen=True, slots=True)
class Goal:
    """What one row compares, and how many times the limit it may take."""

    row: str
    what: str
    limit_is: str
    ratio: float

    def judged(self, limit: Sequence[float], ours: Sequence[float]) -> Figure:
        """Compare the medians of two interleaved series."""
        limit_ms, ours_ms = statistics.median(limit), statistics.median(ours)
        return Figure(
            self.row,
            self.what,
            self.limit_is,
            limit_ms,
            ours_ms,
            f"≤ {self.ratio:g} ×",
            ours_ms <= self.ratio * limit_ms,
            f"median of {len(ours)}",
        )


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample that `share` of all do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interleaved(
    limit: Callable[[int], float], ours: Callable[[int], float], runs: int, warm_up: int = 1
) -> tuple[list[float], list[float]]:
    """Run A B A B …; each call gets its number and returns milliseconds; warm-ups do not count."""
    pairs = [(limit(number), ours(number)) for number in range(runs + warm_up)][warm_up:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def table(figures: Sequence[Figure]) -> str:
    """All figures as aligned lines for a person."""
    head = ("row", "what", "limit", "ours", "ratio", "goal", "", "against")
    lines = [head, *(_line(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _line(figure: Figure) -> tuple[str, ...]:
    return (
        figure.row,
        figure.what,
        f"{figure.limit_ms:.2f} ms",
        f"{figure.ours_ms:.2f} ms",
        f"{figure.ratio:.2f}",
        figure.goal,
        "reached" if figure.reached else "NOT REACHED",
        f"{figure.limit_is}; {figure.note}",
    )
