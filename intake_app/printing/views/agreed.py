"""What was agreed about one device: money, data, and what only its kind of repair is asked."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.money import Money
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData, TermsData

FREE = frozenset({"warranty", "own_warranty"})
"""The client pays nothing for these."""

PAYMENT_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "cash": N_("in cash"),
        "card": N_("by card"),
        "transfer": N_("by bank transfer"),
        "qr": N_("by QR code"),
    }
)
_DATA_COPIES: Mapping[str, str] = MappingProxyType(
    {
        "has_copy": N_("the client has a copy"),
        "not_needed": N_("the client does not need them"),
        "paid_copy": N_("the client wants a paid copy"),
        "removed": N_("the client has taken the storage out"),
    }
)

MEANINGS: Group = {
    "estimate": N_("What the repair will cost, or: after diagnostics"),
    "firm": N_("Filled only when the price is firm"),
    "limit": N_("Up to which sum nobody has to call"),
    "value": N_("Agreed value of the device, or: not valued"),
    "prepayment": N_("Prepayment"),
    "prepayment_method": N_("How the prepayment was made"),
    "data_copy": N_("What the client said about his data"),
    "seller": N_("Seller of a device under warranty"),
    "bought_on": N_("When it was bought"),
    "warranty_until": N_("Until when the warranty runs"),
    "warranty_card": N_("Number of the warranty card"),
    "claim_number": N_("Number of the claim"),
    "loaner": N_("Filled when the client demanded a loaner"),
    "rework": N_("The order whose work is done again"),
    "due_by_client": N_("By which day the client wants the rework done"),
    "site": N_("Address of a visit"),
    "site_time": N_("Hours of a visit"),
    "travel": N_("Travel fee"),
    "technician": N_("Who repairs it"),
    "article": N_("Article of a device before its sale"),
    "grade": N_("Grade of a device before its sale"),
    "storage": N_("What keeping it costs once it is ready; empty when it is free"),
}


def texts(data: ReceiptData, tr: Translator) -> Group:
    """Sums in the way of the language; the empty text where nothing was agreed."""
    terms, language = data.terms, tr.language
    method = data.prepayment_method
    return {
        "estimate": written(data.estimate, language) or _unpriced(data, tr),
        "firm": tr("yes") if data.estimate and terms.estimate_kind == "firm" else "",
        "limit": written(data.limit, language) if data.limit else "",
        "value": written(data.agreed_value, language) or tr("not valued"),
        "prepayment": written(data.prepayment, language) if data.prepayment else "",
        "prepayment_method": tr(PAYMENT_METHODS.get(method, method)) if data.prepayment else "",
        "data_copy": tr(_DATA_COPIES.get(terms.data_copy, "")),
        **_by_kind(terms, tr),
    }


def _by_kind(terms: TermsData, tr: Translator) -> Group:
    return {
        "seller": terms.seller,
        "bought_on": formats.day(terms.bought_on),
        "warranty_until": formats.day(terms.warranty_until),
        "warranty_card": terms.warranty_card,
        "claim_number": terms.claim_number,
        "loaner": tr("demanded by the client") if terms.loaner_wanted else "",
        "rework": terms.rework_number,
        "due_by_client": formats.day(terms.due_by_client),
        "site": terms.site_address,
        "site_time": _window(terms),
        "travel": written(terms.travel, tr.language),
        "technician": terms.technician,
        "article": terms.article,
        "grade": terms.grade,
        "storage": _storage(terms, tr),
    }


def _storage(terms: TermsData, tr: Translator) -> str:
    if terms.storage_fee is None:
        return ""
    free = tr.plural("%d day", "%d days", terms.storage_free_days) % terms.storage_free_days
    return tr("free for %(days)s, then %(sum)s a day") % {
        "days": free,
        "sum": written(terms.storage_fee, tr.language),
    }


def written(money: Money | None, language: str) -> str:
    """A sum as it is printed; nothing for none."""
    return formats.amount(money.minor, money.currency, language) if money else ""


def _unpriced(data: ReceiptData, tr: Translator) -> str:
    return tr("free of charge") if data.repair_kind in FREE else tr("after diagnostics")


def _window(terms: TermsData) -> str:
    if terms.site_from is None or terms.site_to is None:
        return ""
    return f"{formats.written(terms.site_from)}–{terms.site_to:%H:%M}"
