"""How the fields of the intake are called, by the names the checks use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "client.phone": N_("Phone"),
        "client.email": N_("E-mail"),
        "client.birthday": N_("Birthday"),
        "client.source": N_("Why us"),
        "device.brand": N_("Brand"),
        "device.model": N_("Model"),
        "device.serial": N_("Serial number"),
        "device.imei": N_("IMEI"),
        "device.colour": N_("Colour"),
        "accessories": N_("Accessories"),
        "appearance": N_("Appearance"),
        "photos": N_("Photos"),
        "passcode": N_("Passcode"),
        "technician": N_("Technician"),
        "promised_at": N_("Ready by"),
        "estimate": N_("Estimate"),
        "limit": N_("Approval limit"),
        "agreed_value": N_("Agreed value"),
        "prepayment": N_("Prepayment"),
        "data_copy": N_("Client's data"),
        "seller": N_("Seller"),
        "bought_on": N_("Bought on"),
        "warranty_until": N_("Warranty until"),
        "warranty_card": N_("Warranty card"),
        "claim_number": N_("Claim number"),
        "loaner_wanted": N_("Wants a loaner"),
        "rework_of": N_("Earlier order"),
        "due_by_client": N_("Client wants it by"),
        "site_address": N_("Where to come"),
        "site_window": N_("When"),
        "travel": N_("Travel fee"),
        "article": N_("Article"),
        "grade": N_("Grade"),
        "note": N_("Note"),
    }
)
"""Fields a rule can be set for, by the names the checks use."""
