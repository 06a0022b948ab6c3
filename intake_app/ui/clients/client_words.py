"""The words for what a client is, and for what he agreed to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.consent_rules import Act, Purpose, Way
from intake_app.i18n.translator import N_
from intake_app.services.client_classes import ClientClass

if TYPE_CHECKING:
    from collections.abc import Mapping

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        ClientClass.WHOLESALE: N_("Wholesale"),
        ClientClass.REGULAR: N_("Regular"),
        ClientClass.ONE_OFF: N_("One-off"),
    }
)
LEVELS = (N_("Calm"), N_("Demanding"), N_("Conflict-prone"), N_("Only through the manager"))
PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        Purpose.PERSONAL_DATA: N_("Personal data"),
        Purpose.ADVERTISING: N_("Advertising"),
    }
)
ACTS: Mapping[str, str] = MappingProxyType(
    {
        Act.GRANTED: N_("given"),
        Act.WITHDRAWN: N_("withdrawn"),
        Act.EXPIRED: N_("expired"),
        Act.SUPERSEDED: N_("replaced"),
    }
)
WAYS: Mapping[str, str] = MappingProxyType(
    {
        Way.PAPER: N_("on paper"),
        Way.SCREEN: N_("on the screen"),
        Way.SMS_CODE: N_("by SMS code"),
        Way.EMAIL: N_("by e-mail"),
        Way.CALL: N_("by phone"),
        Way.SITE: N_("on the site"),
    }
)
EVIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "sha256": N_("signature kept"),
        "sms": N_("message kept"),
        "call": N_("call kept"),
        "import": N_("from a file"),
    }
)
"""What proves it, beside the way it was given."""

WHYS: Mapping[str, str] = MappingProxyType(
    {
        "phone": N_("same phone"),
        "inn": N_("same tax number"),
        "email": N_("same e-mail"),
        "device": N_("same device"),
        "name": N_("same name"),
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "name": N_("Name"),
        "email": N_("E-mail"),
        "address": N_("Address"),
        "birthday": N_("Birthday"),
        "source": N_("Why us"),
        "inn": N_("Tax number"),
        "kpp": N_("KPP"),
        "ogrn": N_("OGRN"),
        "bik": N_("BIK"),
        "bank": N_("Bank"),
        "account": N_("Account"),
        "corr_account": N_("Corr. account"),
        "director": N_("Director"),
        "consignee": N_("Consignee"),
        "contract": N_("Contract no."),
        "discount_bp": N_("Discount, %"),
        "note": N_("Note"),
    }
)
