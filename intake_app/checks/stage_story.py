"""From the moves of an order, in the order the hub gave them, to where it stands; pure.

Two desks may have moved one order without knowing of each other. Both facts stay; the later one
counts if the table allows it from where the order stands by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from intake_app.checks import working_time
from intake_app.checks.stages import allows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from intake_app.checks.working_time import Opening


class Step(NamedTuple):
    """One move as it was written down."""

    before: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spent:
    """One stay at a stage; `worked` is in the hours of the shop, `runs` of the promised term."""

    stage: str
    start: datetime
    end: datetime
    worked: timedelta
    runs: bool


def counts(current: str, before: str, to: str) -> bool:
    """Whether a move counts for an order that stands at `current`, nowhere yet if empty."""
    return current in {"", before, to} or allows(current, to)


def stays(steps: Iterable[Step]) -> list[tuple[str, datetime]]:
    """Each stage an order stood at, and since when; a clock that was wrong goes back in no case."""
    found: list[tuple[str, datetime]] = []
    for step in steps:
        current, since = found[-1] if found else ("", step.at)
        if counts(current, step.before, step.to) and step.to != current:
            found.append((step.to, max(step.at, since)))
    return found


def spent(
    opening: Opening, steps: Sequence[Step], now: datetime, runs: Callable[[str], bool]
) -> tuple[Spent, ...]:
    """How long it stood at each stage so far."""
    found = stays(steps)
    ends = [at for _, at in found[1:]] + [now]
    return tuple(
        Spent(
            stage,
            start,
            max(start, end),
            working_time.worked(opening, start, end),
            runs(stage),
        )
        for (stage, start), end in zip(found, ends, strict=False)
    )


def total(stays_: Iterable[Spent], *, running: bool) -> timedelta:
    """The time of work while the promised term ran, or while it did not."""
    return sum((one.worked for one in stays_ if one.runs is running), timedelta())
