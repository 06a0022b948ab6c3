"""How a device left, how its repair ended, and the loaner: empty where nothing is known."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.outcomes import Outcome
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.views.agreed import written
from intake_app.services import rechecks
from intake_app.services.condition import told
from intake_app.services.handover_rows import OLD_PARTS, TO_WHOM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData

_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        Outcome.REPAIRED: N_("Repaired"),
        Outcome.PARTLY: N_("Repaired in part"),
        Outcome.REFUSED_BY_CLIENT: N_("The client refused"),
        Outcome.REFUSED_PRICE: N_("The client did not agree to the price"),
        Outcome.NOT_REPAIRABLE: N_("Cannot be repaired"),
        Outcome.NO_FAULT_FOUND: N_("No fault was found"),
        Outcome.WARRANTY_DENIED: N_("Not a warranty case"),
        Outcome.PARTS_UNAVAILABLE: N_("There are no parts"),
        Outcome.REPLACED_BY_VENDOR: N_("Replaced by the vendor"),
    }
)
_DONE = frozenset({Outcome.REPAIRED, Outcome.PARTLY, Outcome.REPLACED_BY_VENDOR})

HANDED: Group = {
    "done": N_("Filled once the device was handed over"),
    "day": N_("The day it was handed over"),
    "by": N_("Who handed it over"),
    "name": N_("Who took it"),
    "whom": N_("As what he took it: the client, by power of attorney and so on"),
    "proxy": N_("Number and day of the power of attorney"),
    "accessories": N_("What went back with it"),
    "checked": N_("What was tried at the hand-over"),
    "changed": N_("What was otherwise than at the intake"),
    "remarks": N_("Defects that were seen at the hand-over"),
    "old_parts": N_("What became of the parts taken out"),
    "signature": N_("The signature of whoever took it, drawn on the client's screen"),
    "debt": N_("What was left unpaid; empty when nothing was"),
    "outcome": N_("How the repair ended"),
    "reason": N_("What was said of how it ended"),
    "refused": N_("Why it was not repaired; empty when it was"),
}
LENT: Group = {
    "device": N_("The loaner"),
    "serial": N_("Serial number or IMEI of the loaner"),
    "condition": N_("What the loaner looks like, and what belongs to it"),
    "value": N_("What the loaner is worth"),
    "deposit": N_("Deposit for the loaner"),
    "due": N_("Until when the loaner is lent"),
}
_NO_HANDED: dict[str, str] = dict.fromkeys(HANDED, "")
_NO_LENT: dict[str, str] = dict.fromkeys(LENT, "")


def day(data: ReceiptData) -> date:
    """When the device left; for a paper that is made before, the day of the paper."""
    left = data.handed.at if data.handed is not None else data.at or data.accepted_at
    return left.date()


def handed(data: ReceiptData, tr: Translator) -> Group:
    """Of the hand-over; the end of the repair is known before it."""
    outcome = _outcome(data, tr)
    refused = "" if data.outcome in _DONE else outcome
    ended = {"outcome": outcome, "reason": data.outcome_note, "refused": refused}
    left = data.handed
    if left is None:
        return _NO_HANDED | ended
    return {
        "done": tr("yes"),
        "day": f"{left.at:%d.%m.%Y}",
        "by": left.by,
        "name": left.name,
        "whom": tr(TO_WHOM.get(left.to_whom, "")).lower(),
        "proxy": left.proxy,
        "accessories": left.accessories,
        "checked": told(left.marks, "", tr),
        "changed": rechecks.told(rechecks.changes(data.appearance_marks, left.marks), tr),
        "remarks": left.remarks,
        "old_parts": tr(OLD_PARTS.get(left.old_parts, "")).lower(),
        "signature": left.signature,
        "debt": written(left.debt, tr.language),
        **ended,
    }


def lent(data: ReceiptData, tr: Translator) -> Group:
    """Of the loaner."""
    out = data.lent
    if out is None:
        return _NO_LENT
    until = formats.day(out.due_on)
    return {
        "device": out.device,
        "serial": out.serial,
        "condition": "; ".join(filter(None, (out.appearance, out.accessories))),
        "value": written(out.value, tr.language),
        "deposit": written(out.deposit, tr.language),
        "due": until or tr("until the own device is handed over"),
    }


def _outcome(data: ReceiptData, tr: Translator) -> str:
    return tr(_OUTCOMES.get(data.outcome, data.outcome)) if data.outcome else ""
