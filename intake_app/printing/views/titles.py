"""How each paper is called in a file name, a preview and a queue."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "receipt": N_("Receipt %s"),
        "label": N_("Label %s"),
        "estimate": N_("Estimate %s"),
        "work_order": N_("Work order %s"),
        "handover": N_("Hand-over note %s"),
        "diagnosis": N_("Diagnosis report %s"),
        "completed": N_("Report of completed work %s"),
        "warranty_slip": N_("Repair warranty %s"),
        "refusal": N_("Refusal report %s"),
        "loaner": N_("Loaner note %s"),
        "unclaimed": N_("Notice of unclaimed property %s"),
        "invoice": N_("Invoice %s"),
        "cash_slip": N_("Payment slip %s"),
        "accessory_label": N_("Accessory labels %s"),
        "batch_label": N_("Labels %s and others"),
        "vat_invoice": N_("VAT invoice for %s"),
        "upd": N_("Transfer document %s"),
        "waybill": N_("Delivery note %s"),
        "goods_receipt": N_("Sales slip %s"),
        "draft_label": N_("Draft label %s"),
        "client_label": N_("Client label %s"),
        "place_label": N_("Shelf label %s"),
        "staff_label": N_("Badge %s"),
        "shift_report": N_("Report of the day %s"),
        "stage_codes": N_("Stage codes %s"),
        "emulator_cheque": N_("EMULATOR cheque %s"),
    }
)
