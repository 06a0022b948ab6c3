"""How papers and printers are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator

PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "receipt": N_("Receipt"),
        "label": N_("Label"),
        "consent": N_("Consent to personal data"),
        "advertising": N_("Consent to advertising"),
        "estimate": N_("Estimate of costs"),
        "work_order": N_("Work order"),
        "handover": N_("Hand-over note"),
        "diagnosis": N_("Diagnosis report"),
        "completed": N_("Report of completed work"),
        "warranty_slip": N_("Repair warranty"),
        "refusal": N_("Refusal report"),
        "loaner": N_("Loaner note"),
        "unclaimed": N_("Notice of unclaimed property"),
        "invoice": N_("Invoice"),
        "vat_invoice": N_("VAT invoice"),
        "upd": N_("Transfer document"),
        "waybill": N_("Delivery note"),
        "goods_receipt": N_("Sales slip"),
        "cash_slip": N_("Payment slip"),
        "accessory_label": N_("Labels of what came along"),
        "batch_label": N_("Labels of all devices of the visit"),
        "draft_label": N_("Label before saving"),
        "client_label": N_("Label with the client's barcode"),
        "place_label": N_("Shelf labels"),
        "staff_label": N_("Badge"),
        "shift_report": N_("Report of the day"),
        "stage_codes": N_("Codes of the stages for the wall"),
        "emulator_cheque": N_("Cheque of the emulator"),
    }
)
PRINTERS: Mapping[str, str] = MappingProxyType(
    {
        "receipt": N_("Receipt printer"),
        "label": N_("Label printer"),
        "a4": N_("A4 printer"),
        "fallback": N_("Fallback printer"),
    }
)


def printer_named(tr: Translator, printer: str) -> str:
    """A printer as people call it; the owner's own names are left as they are."""
    return tr(PRINTERS[printer]) if printer in PRINTERS else printer


def printed_by(tr: Translator, printer: str) -> str:
    """The heading over what came out of a printer."""
    return tr(PAPERS[printer]) if printer in PAPERS else printer_named(tr, printer)
