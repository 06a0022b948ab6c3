"""A cash box over one shift: what must lie in it, by the facts alone; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.checks.account import CASH, OFFSET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Move(StrEnum):
    """Why cash goes in or out beside orders; codes as they are stored."""

    IN = "in"
    OUT = "out"
    COLLECTED = "collected"
    DEPOSIT = "deposit"


OUTWARD = frozenset({Move.OUT, Move.COLLECTED})


def signed(kind: Move, minor: int, *, back: bool = False) -> int:
    """A move's sum as it is stored; a deposit comes in and, `back`, goes out again."""
    return -minor if (kind in OUTWARD) != back else minor


@dataclass(frozen=True, slots=True)
class Taken:
    """A payment of a shift."""

    method: str
    minor: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What an X or Z report says; all of it sums of facts, in minor units."""

    float_minor: int
    taken: Mapping[str, int]  # by method, what came in
    returned: Mapping[str, int]  # by method, what went back; below nothing
    moved_in: int
    moved_out: int  # below nothing
    count: int

    @property
    def total(self) -> int:
        """Money of orders, whatever way it came."""
        return sum(self.taken.values()) + sum(self.returned.values())

    @property
    def cash(self) -> int:
        """Of it, coins and notes."""
        return self.taken.get(CASH, 0) + self.returned.get(CASH, 0)

    @property
    def expected(self) -> int:
        """What must lie in the box."""
        return self.float_minor + self.cash + self.moved_in + self.moved_out


def figures(float_minor: int, payments: Iterable[Taken], moves: Iterable[int]) -> Figures:
    """Sum up a shift. An offset moves no money, so that it is left out."""
    taken: dict[str, int] = {}
    returned: dict[str, int] = {}
    count = 0
    for one in payments:
        if one.method == OFFSET or not one.minor:
            continue
        side = taken if one.minor > 0 else returned
        side[one.method] = side.get(one.method, 0) + one.minor
        count += 1
    sums = tuple(moves)
    moved_in = sum(minor for minor in sums if minor > 0)
    moved_out = sum(minor for minor in sums if minor < 0)
    return Figures(float_minor, taken, returned, moved_in, moved_out, count)
