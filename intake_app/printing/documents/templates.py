"""Which template makes which paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.printing.documents.consent import consent
from intake_app.printing.documents.label import label
from intake_app.printing.documents.receipt import receipt
from intake_app.services.papers import ConsentData, LabelData, PaperData, ReceiptData

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Document


def compose(data: PaperData, tr: Translator, *, repeat: bool = False) -> Document:
    """The document of any data; a new kind of paper without a template is a type error."""
    match data:
        case ReceiptData():
            return receipt(data, tr, repeat=repeat)
        case LabelData():
            return label(data, tr, repeat=repeat)
        case ConsentData():
            return consent(data, tr, repeat=repeat)
        case _:
            assert_never(data)
