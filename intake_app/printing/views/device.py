"""One device of an order: what it is, what is wrong, and what was agreed about it."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import warranty_terms
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.views import agreed, leaving
from intake_app.services.condition import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData

REPAIR_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "paid": N_("Paid repair"),
        "warranty": N_("Warranty repair"),
        "own_warranty": N_("Repair under our own warranty"),
        "onsite": N_("On-site repair"),
        "presale": N_("Pre-sale preparation"),
    }
)

MEANINGS: Group = {
    "number": N_("Number of the order"),
    "ticket": N_("Digits of the barcode"),
    "name": N_("Kind, brand and model"),
    "serial": N_("Serial number"),
    "imei": N_("IMEI, one or two"),
    "fault": N_("Fault, in the client's words"),
    "accessories": N_("What came along"),
    "appearance": N_("What it looks like"),
    "passcode": N_("Whether a passcode was given; never the passcode itself"),
    "urgent": N_("Filled only for an urgent order"),
    "ready_by": N_("When it is promised, or: after diagnostics"),
    "kind_of_work": N_("Paid repair, warranty repair and so on"),
    "extended": N_("Until when its own warranty runs with the days of the repair"),
    **agreed.MEANINGS,
}


def texts(data: ReceiptData, tr: Translator) -> Group:
    """All that is known of the device at intake."""
    named = data.device if data.device_kind == data.device else f"{data.device_kind} {data.device}"
    silent = tr("not stated")
    promised = formats.written(data.promised_at) if data.promised_at else ""
    return {
        "number": data.number,
        "ticket": data.ticket,
        "name": named.strip(),
        "serial": data.serial,
        "imei": data.imei,
        "fault": data.fault,
        "accessories": told(data.accessory_marks, data.accessories, tr) or silent,
        "appearance": told(data.appearance_marks, data.appearance, tr) or silent,
        "passcode": tr("yes") if data.passcode_given else "",
        "urgent": tr("yes") if data.urgent else "",
        "ready_by": promised or tr("after diagnostics"),
        "kind_of_work": tr(REPAIR_KINDS.get(data.repair_kind, data.repair_kind)),
        "extended": _extended(data),
        **agreed.texts(data, tr),
    }


def _extended(data: ReceiptData) -> str:
    """A warranty is longer by the time of a repair under it."""
    if data.repair_kind not in agreed.FREE or data.at is None:
        return ""
    try:
        until = date.fromisoformat(data.terms.warranty_until)
    except ValueError:
        return ""
    days = warranty_terms.extended(until, data.accepted_at.date(), leaving.day(data))
    return f"{days:%d.%m.%Y}"
