"""How it is told that a repair ended."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.outcomes import Outcome
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = MappingProxyType(
    {
        Outcome.REPAIRED: N_("Repaired"),
        Outcome.PARTLY: N_("Repaired in part"),
        Outcome.REFUSED_BY_CLIENT: N_("The client refused"),
        Outcome.REFUSED_PRICE: N_("The client did not agree to the price"),
        Outcome.NOT_REPAIRABLE: N_("Cannot be repaired"),
        Outcome.NO_FAULT_FOUND: N_("No fault was found"),
        Outcome.WARRANTY_DENIED: N_("Not a warranty case"),
        Outcome.PARTS_UNAVAILABLE: N_("There are no parts"),
        Outcome.REPLACED_BY_VENDOR: N_("Replaced by the vendor"),
    }
)
