"""What the technician saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData

MEANINGS: Group = {
    "diagnosis": N_("What is wrong, as the technician says; empty before"),
    "findings": N_("What he saw when he looked"),
    "recommendation": N_("What he recommends"),
}


def texts(data: ReceiptData) -> Group:
    """Empty where nothing was written down."""
    return {
        "diagnosis": data.found.diagnosis,
        "findings": data.found.findings,
        "recommendation": data.found.recommendation,
    }
