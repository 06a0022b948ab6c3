"""The words for codes: kinds of repair, ways of paying, roles."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.services.drafts import ClientKind, DataCopy, EstimateKind, PaymentMethod, RepairKind

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = MappingProxyType({"ru": "Русский", "en": "English"})
"""Each in itself, for whoever speaks nothing else."""

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
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "": N_("no role"),
        "reception": N_("reception"),
        "technician": N_("technician"),
        "storekeeper": N_("storekeeper"),
        "cashier": N_("cashier"),
        "manager": N_("manager"),
        "owner": N_("owner"),
    }
)
