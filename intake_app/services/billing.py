"""What is billed for an order: its lines, from the price that was agreed. Light, like `papers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import vat
from intake_app.services.papers import LineData, ReceiptData

if TYPE_CHECKING:
    from intake_app.money import Money


def lines(receipt: ReceiptData, tax: str) -> tuple[LineData, ...]:
    """One line a device, and its travel fee; nothing while a price is unknown.

    `tax` is how the shop pays VAT; the rate is that of the paper's day.
    """
    rate = vat.rate(tax, (receipt.at or receipt.accepted_at).date())
    found: list[LineData] = []
    for each in (receipt, *receipt.more):
        if each.estimate is None:
            return ()
        named = " ".join(filter(None, (each.device_kind, each.device)))
        found.append(_line("work", each.estimate, rate, named))
        if each.terms.travel is not None and each.terms.travel.minor:
            found.append(_line("travel", each.terms.travel, rate, ""))
    return tuple(found)


def _line(kind: str, price: Money, rate: str, device: str) -> LineData:
    return LineData(kind=kind, device=device, price=price, total=price, vat=rate)
