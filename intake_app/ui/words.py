"""The words for codes: kinds of repair, ways of paying, papers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.services.drafts import ClientKind, DataCopy, EstimateKind, PaymentMethod, RepairKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator

CLIENT_KINDS: Mapping[str, str] = MappingProxyType(
    {ClientKind.PERSON: N_("Person"), ClientKind.COMPANY: N_("Company")}
)
CLIENT_CLASSES: Mapping[str, str] = MappingProxyType(
    {"wholesale": N_("Wholesale"), "regular": N_("Regular"), "one_off": N_("One-off")}
)
REPAIR_KINDS: Mapping[str, str] = MappingProxyType(
    {
        RepairKind.PAID: N_("Paid"),
        RepairKind.WARRANTY: N_("Warranty"),
        RepairKind.OWN_WARRANTY: N_("Rework"),
        RepairKind.ONSITE: N_("On site"),
        RepairKind.PRESALE: N_("Pre-sale"),
        RepairKind.CONTRACT: N_("Contract"),
        RepairKind.TRADE_IN: N_("Trade-in"),
        RepairKind.DIAGNOSIS: N_("Diagnosis"),
    }
)
ESTIMATE_KINDS: Mapping[str, str] = MappingProxyType(
    {EstimateKind.APPROXIMATE: N_("about"), EstimateKind.FIRM: N_("firm")}
)
DATA_COPIES: Mapping[str, str] = MappingProxyType(
    {
        DataCopy.HAS_COPY: N_("has a copy"),
        DataCopy.NOT_NEEDED: N_("not needed"),
        DataCopy.PAID_COPY: N_("paid copy wanted"),
        DataCopy.REMOVED: N_("storage taken out"),
    }
)
PAYMENT_METHODS: Mapping[str, str] = MappingProxyType(
    {
        PaymentMethod.CASH: N_("Cash"),
        PaymentMethod.CARD: N_("Card"),
        PaymentMethod.TRANSFER: N_("Transfer"),
        PaymentMethod.QR: N_("QR"),
    }
)
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "receipt": N_("Receipt"),
        "label": N_("Label"),
        "consent": N_("Consent"),
        "work_order": N_("Work order"),
        "handover": N_("Hand-over note"),
        "diagnosis": N_("Diagnosis report"),
        "completed": N_("Report of completed work"),
        "warranty_slip": N_("Repair warranty"),
        "refusal": N_("Refusal report"),
        "loaner": N_("Loaner note"),
        "unclaimed": N_("Notice of unclaimed property"),
        "invoice": N_("Invoice"),
        "cash_slip": N_("Payment slip"),
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
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "": N_("no role"),
        "reception": N_("reception"),
        "technician": N_("technician"),
        "manager": N_("manager"),
        "owner": N_("owner"),
    }
)


def printer_named(tr: Translator, printer: str) -> str:
    """A printer as people call it; the owner's own names are left as they are."""
    return tr(PRINTERS[printer]) if printer in PRINTERS else printer


def printed_by(tr: Translator, printer: str) -> str:
    """The heading over what came out of a printer."""
    return tr(PAPERS[printer]) if printer in PAPERS else printer_named(tr, printer)
