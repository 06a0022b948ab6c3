"""How a repair ended: a field of its own, said when the device is ready; pure data."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outcome(StrEnum):
    """Codes; the words belong to the languages."""

    REPAIRED = "repaired"
    PARTLY = "partly"
    REFUSED_BY_CLIENT = "refused_by_client"
    REFUSED_PRICE = "refused_price"
    NOT_REPAIRABLE = "not_repairable"
    NO_FAULT_FOUND = "no_fault_found"
    WARRANTY_DENIED = "warranty_denied"
    PARTS_UNAVAILABLE = "parts_unavailable"
    REPLACED_BY_VENDOR = "replaced_by_vendor"


FITTING: Mapping[str, tuple[Outcome, ...]] = MappingProxyType(
    {
        Stage.READY.value: (
            Outcome.REPAIRED,
            Outcome.PARTLY,
            Outcome.NO_FAULT_FOUND,
            Outcome.REPLACED_BY_VENDOR,
        ),
        Stage.READY_NO_REPAIR.value: (
            Outcome.REFUSED_PRICE,
            Outcome.REFUSED_BY_CLIENT,
            Outcome.NOT_REPAIRABLE,
            Outcome.NO_FAULT_FOUND,
            Outcome.PARTS_UNAVAILABLE,
            Outcome.WARRANTY_DENIED,
            Outcome.REPLACED_BY_VENDOR,
        ),
    }
)
"""What may be said of a stage that ends the work; the usual one first."""


def usual(to: str) -> str:
    """What is understood where nobody says anything: ready means repaired."""
    return Outcome.REPAIRED.value if to == Stage.READY else ""


def fits(outcome: str, to: str) -> bool:
    """Whether a repair may end so at that stage."""
    return outcome in FITTING.get(to, ())
