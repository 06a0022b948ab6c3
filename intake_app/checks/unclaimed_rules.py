"""What must happen before a thing that nobody fetches may be sold, by law and by day; data.

A later law is a further row with its first day; no row is ever changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Party = Literal["consumer", "business"]


@dataclass(frozen=True, slots=True)
class Rule:
    """So many warnings, the first one `after_months` after the day due; then the sale.

    The sale waits `sale_months` and `sale_days` after the last of them. `remind_days` tells when
    the list asks for the first.
    """

    since: date
    source: str
    warnings: int
    after_months: int
    remind_days: int
    between_days: int
    sale_months: int
    sale_days: int


RULES: Mapping[tuple[str, Party], tuple[Rule, ...]] = MappingProxyType(
    {
        # Written warning, two months, sale at a reasonable price.
        ("ru", "consumer"): (Rule(date(1996, 3, 1), "ГК РФ 738", 1, 0, 14, 0, 2, 0),),
        # A month after the day due, and then two warnings; the days between are not in the law.
        ("ru", "business"): (Rule(date(1996, 3, 1), "ГК РФ 720 п. 6", 2, 1, 0, 14, 0, 14),),
        # No law is named: two warnings a month apart, and a month after the second.
        ("neutral", "consumer"): (Rule(date(1970, 1, 1), "", 2, 0, 14, 30, 1, 0),),
        ("neutral", "business"): (Rule(date(1970, 1, 1), "", 2, 0, 14, 30, 1, 0),),
    }
)
"""By legal profile and kind of client, oldest first."""


def rule(legal_profile: str, *, is_company: bool, day: date) -> Rule:
    """The rule in force on a day; the first one for a day before all."""
    known = RULES[legal_profile, "business" if is_company else "consumer"]
    return next((found for found in reversed(known) if found.since <= day), known[0])
