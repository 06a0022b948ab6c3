"""How records, their fields and their values are called where the exchange speaks of them."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services import condition
from intake_app.ui import outcome_words, stage_words, typed_amounts, words
from intake_app.ui.clients import client_words, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_app.ui.desk import Desk

RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "client": N_("Client"),
        "phone": N_("Phone"),
        "contact": N_("Contact"),
        "device": N_("Device"),
        "order": N_("Order"),
        "stage": N_("Stage"),
        "payment": N_("Payment"),
        "comment": N_("Comment"),
        "photo": N_("Photo"),
        "signature": N_("Signature"),
        "passcode": N_("Passcode"),
        "passcode_view": N_("Passcode looked at"),
        "consent": N_("Consent"),
        "merge": N_("Merged cards"),
        "unmerge": N_("Cards parted"),
        "apart": N_("Two clients"),
        "staff": N_("Person of the staff"),
        "discard": N_("Given up"),
        "preference": N_("Choice of the owner"),
        "catalogue_model": N_("Model"),
        "hint": N_("Hint"),
        "price_item": N_("Line of the price list"),
        "line": N_("Work or part"),
        "stock_move": N_("Movement of the stock"),
        "finding": N_("Finding"),
        "outside_job": N_("Outside workshop"),
        "estimate": N_("Estimate"),
        "approval": N_("Answer of the client"),
        "notice": N_("Notice to the client"),
        "checkup": N_("Checklist"),
        "handover": N_("Handover"),
        "loaner": N_("Loaner"),
        "loan": N_("Loaner given out"),
        "loan_return": N_("Loaner brought back"),
        "cash_box": N_("Cash box"),
        "shift": N_("Cash shift"),
        "shift_close": N_("Close of a shift"),
        "cash_move": N_("Cash in or out"),
        "cheque": N_("Fiscal cheque"),
        "place": N_("Place"),
        "placement": N_("Put in a place"),
        "stocktaking": N_("Stock-take"),
        "task": N_("Task"),
        "skip": N_("Passed over"),
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        **client_words.FIELDS,
        "kind": N_("Kind"),
        "email_confirmed_at": N_("E-mail confirmed"),
        "client_class": N_("Class"),
        "class_reason": N_("Why this class"),
        "class_until": N_("Class until"),
        "conflict_level": N_("For the staff only"),
        "conflict_note": N_("For the staff only: fact"),
        "language": N_("Papers in"),
        "archived": N_("Put away"),
        "label": N_("Whose number"),
        "confirmed_at": N_("Confirmed"),
        "client_id": N_("Owner"),
        "brand": N_("Brand"),
        "model": N_("Model"),
        "colour": N_("Colour"),
        "serial": N_("Serial number"),
        "imei": N_("IMEI"),
        "imei2": N_("Second IMEI"),
        "fault": N_("Fault"),
        "accessories": N_("Accessories"),
        "accessory_marks": N_("Accessories"),
        "appearance": N_("Appearance"),
        "appearance_marks": N_("Appearance"),
        "repair_kind": N_("Repair"),
        "urgent": N_("Urgent"),
        "promised_at": N_("Ready by"),
        "estimate_minor": N_("Estimate"),
        "estimate_kind": N_("Estimate is"),
        "limit_minor": N_("Approval limit"),
        "agreed_value_minor": N_("Agreed value"),
        "travel_minor": N_("Travel fee"),
        "currency": N_("Currency"),
        "technician_id": N_("Technician"),
        "visit_id": N_("Visit"),
        "data_copy": N_("Client's data"),
        "terms_version": N_("Conditions"),
        "seller": N_("Seller"),
        "bought_on": N_("Bought on"),
        "warranty_until": N_("Warranty until"),
        "warranty_card": N_("Warranty card"),
        "claim_number": N_("Claim number"),
        "loaner_wanted": N_("Wants a loaner"),
        "rework_of": N_("Earlier order"),
        "site_address": N_("Where to come"),
        "site_from": N_("When"),
        "site_to": N_("Until when"),
        "article": N_("Article"),
        "grade": N_("Grade"),
        "outcome": N_("Outcome"),
        "outcome_note": N_("Outcome: note"),
        "due_by_client": N_("To be mended by"),
        "loaner_wanted_on": N_("Loaner wanted on"),
        "pin": N_("PIN"),
        "barcode": N_("Barcode"),
        "unit": N_("Unit"),
        "device_kind": N_("Device"),
        "price_minor": N_("Price"),
        "cost_minor": N_("Cost"),
        "warranty_days": N_("Warranty, days"),
        "low": N_("Order when less than"),
        "by_serial": N_("By serial number"),
        "quantity": N_("Quantity"),
        "state": N_("State"),
        "eta": N_("Expected"),
        "act": N_("Act"),
        "returned_on": N_("Came back"),
        "parent_id": N_("Stands in"),
        "for_id": N_("For whom"),
        "due_at": N_("Due"),
        "done_at": N_("Done"),
        "done_by": N_("Done by"),
        "role": N_("Role"),
        "phone": N_("Phone"),
        "active": N_("Works here"),
        "badge": N_("Badge"),
        "value": N_("Chosen"),
        "text": N_("Text"),
        "caption": N_("Caption"),
        "reason": N_("Reason"),
        "e164": N_("Phone"),
        "minor": N_("Sum"),
        "to_stage": N_("Stage"),
    }
)
_MOMENTS = frozenset(
    {
        *("promised_at", "site_from", "site_to", "confirmed_at", "email_confirmed_at", "at"),
        *("due_at", "done_at"),
    }
)
_DAYS = frozenset(
    {
        *("bought_on", "warranty_until", "class_until", "due_by_client", "loaner_wanted_on"),
        *("eta", "returned_on"),
    }
)
_SUMS = frozenset(
    {
        *("estimate_minor", "limit_minor", "agreed_value_minor", "travel_minor", "minor"),
        *("price_minor", "cost_minor"),
    }
)
_MARKS = frozenset({"accessory_marks", "appearance_marks"})
_CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "kind": words.CLIENT_KINDS,
        "client_class": words.CLIENT_CLASSES,
        "repair_kind": words.REPAIR_KINDS,
        "estimate_kind": words.ESTIMATE_KINDS,
        "data_copy": words.DATA_COPIES,
        "language": words.LANGUAGES,
        "role": words.ROLES,
        "outcome": outcome_words.WORDS,
    }
)
_TYPED = frozenset(
    {
        *(client_words.FIELDS.keys() - {"birthday", "discount_bp"}),
        *("class_reason", "conflict_note", "label", "brand", "model", "colour", "serial"),
        *("imei", "imei2", "fault", "accessories", "appearance", "seller", "warranty_card"),
        *("claim_number", "site_address", "article", "grade", "phone", "text", "caption"),
    }
)
"""Fields that may simply be typed anew."""


class RecordWords:
    """Speaks the operator's language."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._shapes: dict[str, Callable[[str], str]] = {
            "to_stage": self.stage,
            **dict.fromkeys(_MARKS, self._marks),
            **dict.fromkeys(_MOMENTS, self.when),
            **dict.fromkeys(_DAYS, formats.day),
            "e164": formats.phone,
        }

    def record(self, entity: str) -> str:
        """What kind of record it is; one of a newer program has no name."""
        return self._tr(RECORDS.get(entity, N_("Record")))

    def field(self, field: str) -> str:
        """How a field is called on the cards."""
        return self._tr(FIELDS.get(field, field))

    def value(self, field: str, value: Scalar, names: Mapping[str, str]) -> str:
        """A value as the cards show it; nothing is a word, too."""
        if value is None or value == "":
            return self._tr("empty")
        if isinstance(value, bool):
            return self._tr("yes") if value else self._tr("no")
        if isinstance(value, int):
            return self._number(field, value)
        return self._text(field, str(value), names)

    def when(self, at: str) -> str:
        """A moment by the clock of the shop."""
        if not at:
            return ""
        now = self._desk.now().astimezone(self._zone)
        moment = datetime.fromisoformat(at)
        return formats.moment(moment, self._tr.language, self._zone, year=now.year)

    def sum(self, minor: int, currency: str = "") -> str:
        """An amount of money."""
        currency = currency or self._desk.settings.shop.currency
        return formats.amount(minor, currency, self._tr.language)

    def _number(self, field: str, value: int) -> str:
        if field in _SUMS:
            return self.sum(value)
        if field == "conflict_level":
            return "◆" * value or self._tr("Calm")  # the screen may be read across the counter
        return differences.value(field, value) or str(value)

    def _text(self, field: str, value: str, names: Mapping[str, str]) -> str:
        shown = self._shapes.get(field)
        if value in names:
            return names[value]
        if shown is not None:
            return shown(value)
        word = _CODES.get(field, {}).get(value, "")
        return self._tr(word) if word else differences.value(field, value)

    def stage(self, code: str) -> str:
        """A stage as this shop calls it."""
        return stage_words.label(self._desk, code)

    def _marks(self, value: str) -> str:
        return condition.told(value, "", self._tr)


def is_typed(field: str) -> bool:
    """Whether a person may type another value instead of choosing one."""
    return field in _TYPED | _SUMS


def as_typed(field: str, value: Scalar) -> str:
    """What stands in the line when a value is to be corrected."""
    if field in _SUMS:
        return typed_amounts.written(value if isinstance(value, int) else None)
    return str(value or "")


def read(field: str, text: str) -> Scalar:
    """What was typed, as a value; None for a sum that cannot be read, or none."""
    return typed_amounts.parse(text) if field in _SUMS else text.strip()
