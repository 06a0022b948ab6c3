"""How long each kind of repair usually takes: as shipped, and as the owner chose. Light."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from intake_app.services.drafts import RepairKind

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "terms"
LONGEST = 250  # days of work; a year


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind of repair usually takes."""

    days: int
    working: bool = True  # days of work, not of the calendar


URGENT = Term(1)
SHIPPED: Mapping[RepairKind, Term] = MappingProxyType(
    {
        RepairKind.PAID: Term(15, working=False),
        RepairKind.WARRANTY: Term(30, working=False),
        RepairKind.OWN_WARRANTY: Term(3),
        RepairKind.ONSITE: Term(2),
        RepairKind.PRESALE: Term(5),
        RepairKind.CONTRACT: Term(5),
        RepairKind.TRADE_IN: Term(1),
        RepairKind.DIAGNOSIS: Term(3),
    }
)


def read(chosen: object, repair_days: int) -> dict[RepairKind, Term]:
    """The owner's terms; what cannot be understood of them is as shipped.

    `repair_days` is what the settings of a desk say of a paid repair.
    """
    found = {**SHIPPED, RepairKind.PAID: Term(repair_days, working=False)}
    if not isinstance(chosen, dict):
        return found
    for kind in RepairKind:
        term = _term(chosen.get(kind.value))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - JSON
        if term is not None:
            found[kind] = term
    return found


def _term(value: object) -> Term | None:
    match value:
        case [int(days), bool(working)] if 0 <= days <= LONGEST:
            return Term(days, working)
        case _:
            return None


def written(terms: Mapping[RepairKind, Term]) -> dict[str, Any]:
    """As the preference holds them."""
    return {kind.value: [term.days, term.working] for kind, term in terms.items()}
