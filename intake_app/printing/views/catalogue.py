"""Which view belongs to which paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.printing.views import consent, label, order
from intake_app.services.papers import LABELS, ConsentData, LabelData, ReceiptData

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Variables
    from intake_app.printing.views.sheet import Sheet
    from intake_app.services.papers import PaperData, PaperName


def variables(name: PaperName) -> Variables:
    """What a template of that paper may speak of."""
    if name == "consent":
        return consent.VARIABLES
    return label.VARIABLES if name in LABELS else order.VARIABLES


def sheet(name: PaperName, data: PaperData, tr: Translator) -> Sheet:
    """The texts of a paper; a new kind of data without a view is a type error."""
    match data:
        case ReceiptData():
            return order.sheet(name, data, tr)
        case LabelData():
            return label.sheet(name, data, tr)
        case ConsentData():
            return consent.sheet(data, tr)
        case _:
            assert_never(data)
