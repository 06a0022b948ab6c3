"""The fields that travel to a CRM, by the names a person knows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.ui import outcome_words, stage_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = MappingProxyType({"client": N_("Client"), "order": N_("Order")})
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "name": N_("Name"),
        "is_company": N_("Is a company"),
        "phone": N_("Phone"),
        "phone2": N_("Second phone"),
        "email": N_("E-mail"),
        "inn": N_("Tax number"),
        "kpp": N_("KPP"),
        "address": N_("Address"),
        "birthday": N_("Birthday"),
        "client_class": N_("Class of the client"),
        "language": N_("Language"),
        "source": N_("Where he knows us from"),
        "ads_allowed": N_("Advertising allowed"),
        "ads_allowed_at": N_("Advertising allowed since"),
        "archived": N_("Archived"),
        "manager": N_("Manager"),
        "tags": N_("Tags"),
        "number": N_("Number of the order"),
        "device": N_("Device"),
        "serial": N_("Serial number"),
        "imei": N_("IMEI"),
        "fault": N_("Fault"),
        "accessories": N_("Accessories"),
        "stage": N_("Stage"),
        "repair_kind": N_("Kind of repair"),
        "urgent": N_("Urgent"),
        "outcome": N_("Outcome"),
        "accepted_at": N_("Accepted on"),
        "promised_at": N_("Promised for"),
        "issued_at": N_("Handed over on"),
        "total_minor": N_("Total"),
        "paid_minor": N_("Paid"),
        "currency": N_("Currency"),
        "technician": N_("Technician"),
        "remote_stage": N_("Stage in the CRM"),
    }
)
CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "stage": stage_words.WORDS,
        "repair_kind": words.REPAIR_KINDS,
        "client_class": words.CLIENT_CLASSES,
        "outcome": outcome_words.WORDS,
    }
)
"""Our own lists, each of which may have other words in a CRM."""
