"""The words for codes: stages, kinds of repair, ways of paying, events, papers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage
from intake_app.i18n.translator import N_
from intake_app.services.drafts import ClientKind, PaymentMethod, RepairKind

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGES: Mapping[str, str] = MappingProxyType(
    {
        Stage.ACCEPTED: N_("Accepted"),
        Stage.DIAGNOSTICS: N_("In diagnostics"),
        Stage.AWAITING_APPROVAL: N_("Awaiting approval"),
        Stage.AWAITING_PREPAYMENT: N_("Awaiting prepayment"),
        Stage.AWAITING_PARTS: N_("Awaiting parts"),
        Stage.IN_REPAIR: N_("In repair"),
        Stage.OUTSOURCED: N_("Sent out"),
        Stage.TESTING: N_("Quality check"),
        Stage.ON_HOLD: N_("On hold"),
        Stage.READY: N_("Ready for pickup"),
        Stage.READY_NO_REPAIR: N_("Ready, not repaired"),
        Stage.ISSUED: N_("Handed over"),
        Stage.ISSUED_NO_REPAIR: N_("Handed over, not repaired"),
        Stage.UNCLAIMED: N_("Unclaimed"),
        Stage.DISPOSED: N_("Disposed of"),
        Stage.CANCELLED: N_("Cancelled"),
    }
)
STAGE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        Stage.ACCEPTED: "clipboard-text",
        Stage.DIAGNOSTICS: "stethoscope",
        Stage.AWAITING_APPROVAL: "message",
        Stage.AWAITING_PREPAYMENT: "coin",
        Stage.AWAITING_PARTS: "package",
        Stage.IN_REPAIR: "tool",
        Stage.OUTSOURCED: "truck",
        Stage.TESTING: "checkup-list",
        Stage.ON_HOLD: "player-pause",
        Stage.READY: "circle-check",
        Stage.READY_NO_REPAIR: "box-off",
        Stage.ISSUED: "package-export",
        Stage.ISSUED_NO_REPAIR: "package-export",
        Stage.UNCLAIMED: "hourglass-high",
        Stage.DISPOSED: "trash",
        Stage.CANCELLED: "ban",
    }
)
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
PAPERS: Mapping[str, str] = MappingProxyType({"receipt": N_("Receipt"), "label": N_("Label")})
PRINTERS: Mapping[str, str] = MappingProxyType(
    {"receipt": N_("Receipt printer"), "label": N_("Label printer")}
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
