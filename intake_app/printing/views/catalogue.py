"""Which view belongs to which paper."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from intake_app.printing.views import cheque, consent, label, order, shift, stages, tag
from intake_app.services.papers import (
    ChequeData,
    ConsentData,
    LabelData,
    ReceiptData,
    ShiftData,
    StageCodesData,
    TagData,
    data_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Variables
    from intake_app.printing.views.sheet import Sheet
    from intake_app.services.papers import PaperData, PaperName


_VARIABLES: Mapping[type[PaperData], Variables] = MappingProxyType(
    {
        ReceiptData: order.VARIABLES,
        LabelData: label.VARIABLES,
        ConsentData: consent.VARIABLES,
        TagData: tag.VARIABLES,
        ShiftData: shift.VARIABLES,
        StageCodesData: stages.VARIABLES,
        ChequeData: cheque.VARIABLES,
    }
)


def variables(name: PaperName) -> Variables:
    """What a template of that paper may speak of."""
    return _VARIABLES[data_of(name)]


def sheet(name: PaperName, data: PaperData, tr: Translator) -> Sheet:
    """The texts of a paper; a new kind of data without a view is a type error."""
    match data:
        case ReceiptData():
            made = order.sheet(name, data, tr)
        case LabelData():
            made = label.sheet(name, data, tr)
        case ConsentData():
            made = consent.sheet(data, tr)
        case TagData():
            made = tag.sheet(name, data, tr)
        case ShiftData():
            made = shift.sheet(name, data, tr)
        case StageCodesData():
            made = stages.sheet(name, data, tr)
        case ChequeData():
            made = cheque.sheet(name, data, tr)
        case _:
            assert_never(data)
    return made
