"""The lines of a bill: works, parts, a travel fee."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import vat
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.money import Money
from intake_app.printing.views.agreed import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import LineData, ReceiptData

_UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"piece": (N_("pcs"), "796"), "hour": (N_("h"), "356"), "metre": (N_("m"), "006")}
)
"""Each with its code in the classifier of units (OKEI)."""
_WORDED: Mapping[str, str] = MappingProxyType(
    {"work": N_("Repair: %s"), "travel": N_("Travel fee")}
)

MEANINGS: Group = {
    "name": N_("What it is: a work, a part"),
    "code": N_("Code of the work or article of the part"),
    "serial": N_("Serial number of a part"),
    "part": N_("Its number among the parts; empty for a work"),
    "unit": N_("Unit"),
    "unit_code": N_("Code of the unit (OKEI)"),
    "quantity": N_("How many"),
    "price": N_("Price of one"),
    "net_price": N_("Price of one without VAT"),
    "discount": N_("Discount of the line"),
    "sum": N_("Price of the line"),
    "net": N_("Price of the line without VAT"),
    "vat_rate": N_("Rate of VAT: 22%"),
    "vat": N_("VAT inside the price; empty without VAT"),
    "warranty": N_("Until when the line has a warranty of its own"),
}


def texts(data: ReceiptData, tr: Translator) -> tuple[Group, ...]:
    """All lines, in the language of the paper."""
    parts = [line for line in data.lines if line.kind == "part"]
    numbers = {id(line): str(number) for number, line in enumerate(parts, 1)}
    return tuple(_line(line, numbers.get(id(line), ""), data, tr) for line in data.lines)


def _line(line: LineData, part: str, data: ReceiptData, tr: Translator) -> Group:
    unit, code = _UNITS.get(line.unit, (line.unit, ""))
    tax = vat.inside(line.total.minor, line.vat)
    until = formats.day(line.warranty_until)
    return {
        "name": line.name or _named(line, data, tr),
        "code": line.code,
        "serial": line.serial,
        "part": part,
        "unit": tr(unit),
        "unit_code": code,
        "quantity": quantity(line.quantity, tr.language),
        "price": written(line.price, tr.language),
        "net_price": written(_net(line.price, line.vat), tr.language),
        "discount": written(line.discount, tr.language),
        "sum": written(line.total, tr.language),
        "net": written(_net(line.total, line.vat), tr.language),
        "vat_rate": f"{line.vat}%" if line.vat else tr("no VAT"),
        "vat": written(Money(tax, line.total.currency), tr.language) if line.vat else "",
        "warranty": until,
    }


def _net(money: Money, rate: str) -> Money:
    return Money(money.minor - vat.inside(money.minor, rate), money.currency)


def _named(line: LineData, data: ReceiptData, tr: Translator) -> str:
    words = tr(_WORDED.get(line.kind, "%s"))
    device = line.device or data.device or data.device_kind
    return words % device if "%s" in words else words


def quantity(thousandths: int, language: str) -> str:
    """How many, as people write it."""
    whole, part = divmod(thousandths, 1000)
    point = "," if language == "ru" else "."
    return f"{whole}{point}{part:03d}".rstrip("0") if part else str(whole)
