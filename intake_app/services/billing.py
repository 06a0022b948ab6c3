"""What is billed for an order: its lines, from the price that was agreed. Light, like `papers`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.checks import vat
from intake_app.money import Money
from intake_app.services.papers import FoundData, LineData, ReceiptData
from intake_app.services.work_rows import FINDING, RECOMMENDATION

if TYPE_CHECKING:
    from intake_app.services.work_rows import LineRow, WorkSheet

_UNITS = {"": "piece"}
_FREE = frozenset({"warranty"})  # whoever gave the warranty pays


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


def of_work(sheet: WorkSheet, receipt: ReceiptData, tax: str) -> tuple[LineData, ...]:
    """The works and parts of an order, each with its discount and its own warranty, and the travel.

    A warranty begins on the day of the paper, which is that of the hand-over. What somebody else
    pays for costs the client nothing.
    """
    rate = vat.rate(tax, (receipt.at or receipt.accepted_at).date())
    found = [_worked(row, sheet, receipt, rate) for row in sheet.lines]
    travel = receipt.terms.travel
    if found and travel is not None and travel.minor:
        found.append(_line("travel", travel, rate, ""))
    if receipt.repair_kind in _FREE:
        nothing = Money(0, sheet.currency)
        found = [replace(one, price=nothing, total=nothing, discount=None) for one in found]
    return tuple(found)


def found(sheet: WorkSheet) -> FoundData:
    """What the technician saw, as papers tell it."""
    holds = sheet.diagnosis
    said = {
        kind: "; ".join(one.text for one in sheet.findings if one.kind == kind)
        for kind in (FINDING, RECOMMENDATION)
    }
    return FoundData(
        diagnosis=holds.text if holds is not None else "",
        findings=said[FINDING],
        recommendation=said[RECOMMENDATION],
    )


def _worked(row: LineRow, sheet: WorkSheet, receipt: ReceiptData, rate: str) -> LineData:
    begins = (receipt.at or receipt.accepted_at).date()
    until = begins + timedelta(days=row.warranty_days) if row.warranty_days else None
    discount = row.discount_minor(sheet.discount_bp)
    return LineData(
        name=row.text,
        kind=row.kind,
        code=row.article,
        serial=row.serial,
        unit=_UNITS.get(row.unit, row.unit),
        quantity=row.quantity,
        price=Money(row.price_minor, sheet.currency),
        discount=Money(discount, sheet.currency) if discount else None,
        total=Money(row.sum_minor - discount, sheet.currency),
        vat=rate,
        warranty_until=until.isoformat() if until is not None else "",
    )


def _line(kind: str, price: Money, rate: str, device: str) -> LineData:
    return LineData(kind=kind, device=device, price=price, total=price, vat=rate)
