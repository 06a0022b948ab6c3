"""What a receipt says beside the usual: by kind of repair, and what was asked of the data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.document import Pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.money import Money
    from intake_app.printing.document import Block
    from intake_app.services.papers import ReceiptData, TermsData

FREE = frozenset({"warranty", "own_warranty"})
"""The client pays nothing for these."""

_DATA_COPIES: Mapping[str, str] = MappingProxyType(
    {
        "has_copy": N_("the client has a copy"),
        "not_needed": N_("the client does not need them"),
        "paid_copy": N_("the client wants a paid copy"),
        "removed": N_("the client has taken the storage out"),
    }
)


def price(data: ReceiptData, tr: Translator) -> Block:
    """What the repair will cost, and whether that is firm."""
    if data.estimate is None:
        free = data.repair_kind in FREE
        return Pair(tr("Estimate"), tr("free of charge") if free else tr("after diagnostics"))
    firm = data.terms.estimate_kind == "firm"
    return Pair(tr("Firm price") if firm else tr("Estimate"), _sum(data.estimate, tr))


def by_kind(terms: TermsData, tr: Translator) -> list[Block]:
    """What only the kind of repair is asked; empty facts are left out."""
    site = terms.site_address
    return [
        Pair(label, value)
        for label, value in (
            (tr("Seller"), terms.seller),
            (tr("Bought on"), formats.day(terms.bought_on)),
            (tr("Warranty until"), formats.day(terms.warranty_until)),
            (tr("Warranty card"), terms.warranty_card),
            (tr("Claim number"), terms.claim_number),
            (tr("Loaner"), tr("demanded by the client") if terms.loaner_wanted else ""),
            (tr("Work of the order before"), terms.rework_number),
            (tr("Where we come"), site),
            (tr("When we come"), _window(terms)),
            (tr("Travel fee"), _sum(terms.travel, tr)),
            (tr("Article"), terms.article),
            (tr("Grade"), terms.grade),
        )
        if value
    ]


def data_copy(terms: TermsData, tr: Translator) -> list[Block]:
    """What the client answered about his data."""
    said = _DATA_COPIES.get(terms.data_copy, "")
    return [Pair(tr("Data on the device"), tr(said))] if said else []


def _window(terms: TermsData) -> str:
    if terms.site_from is None or terms.site_to is None:
        return ""
    return f"{terms.site_from:%d.%m.%Y %H:%M}–{terms.site_to:%H:%M}"


def _sum(money: Money | None, tr: Translator) -> str:
    return formats.amount(money.minor, money.currency, tr.language) if money else ""
