"""What is billed for an order: its lines, from the price that was agreed. Light, like `papers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import vat
from intake_app.services.papers import LineData, ReceiptData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.money import Money


def lines(receipt: ReceiptData, tax: str) -> tuple[LineData, ...]:
    """One line a device, and its travel fee; nothing while a price is unknown.

    `tax` is how the shop pays VAT; the rate is that of the paper's day.
    """
    devices = (receipt, *receipt.more)
    if any(each.estimate is None for each in devices):
        return ()
    rate = vat.rate(tax, (receipt.at or receipt.accepted_at).date())
    return tuple(line for each in devices for line in _of(each, rate))


def _of(receipt: ReceiptData, rate: str) -> Iterator[LineData]:
    if receipt.estimate is not None:
        named = " ".join(filter(None, (receipt.device_kind, receipt.device)))
        yield _line("work", receipt.estimate, rate, named)
    if receipt.terms.travel is not None and receipt.terms.travel.minor:
        yield _line("travel", receipt.terms.travel, rate, "")


def _line(kind: str, price: Money, rate: str, device: str) -> LineData:
    return LineData(kind=kind, device=device, price=price, total=price, vat=rate)
