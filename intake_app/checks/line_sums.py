"""What lines of work come to: whole minor units, rounded once a line, halves away from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORK, PART = "work", "part"
UNIT = 1000
"""One piece, one hour: quantities count thousandths."""

_WHOLE_BP = 10_000


def rounded(number: int, by: int) -> int:
    """A whole number divided, halves away from nothing: refunds round as sales do."""
    half = by // 2
    return (number + half) // by if number >= 0 else -((-number + half) // by)


def line_sum(quantity: int, price_minor: int) -> int:
    """What so many thousandths cost at the price of one."""
    return rounded(quantity * price_minor, UNIT)


def discount_of(minor: int, discount_bp: int) -> int:
    """So many hundredths of a per cent of a sum."""
    return rounded(minor * discount_bp, _WHOLE_BP)


@dataclass(frozen=True, slots=True)
class Sum:
    """One line as the totals see it."""

    kind: str
    quantity: int
    price_minor: int
    cost_minor: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """All minor units; `cost` is None for those whom it does not concern."""

    works: int = 0
    parts: int = 0
    discount: int = 0
    cost: int | None = 0

    @property
    def whole(self) -> int:
        """Works and parts before the discount."""
        return self.works + self.parts

    @property
    def due(self) -> int:
        """What the client is asked for."""
        return self.whole - self.discount


def totals(lines: Iterable[Sum], discount_bp: int = 0) -> Totals:
    """Sum lines up; the discount is rounded on each line, so that a bill adds up by its lines."""
    works = parts = discount = cost = 0
    for line in lines:
        minor = line_sum(line.quantity, line.price_minor)
        if line.kind == PART:
            parts += minor
        else:
            works += minor
        discount += discount_of(minor, discount_bp)
        cost += line_sum(line.quantity, line.cost_minor)
    return Totals(works, parts, discount, cost)
