"""What the emulator of a fiscal register prints; every line of it says that it is none."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views import shop
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.money import Money
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ChequeData
    from intake_app.services.tendered_data import ChequeItem

_ACTS: Mapping[str, str] = MappingProxyType(
    {
        "open": N_("The register's shift is opened"),
        "report": N_("Report of the register (X)"),
        "close": N_("The register's shift is closed (Z)"),
    }
)
_SIGNS: Mapping[int, str] = MappingProxyType({1: N_("Sale"), 2: N_("Sale given back")})
_MEANS: Mapping[str, str] = MappingProxyType(
    {
        "1031": N_("In cash"),
        "1081": N_("Not in cash"),
        "1215": N_("Paid before"),
        "1216": N_("To be paid later"),
    }
)
_METHODS: Mapping[int, str] = MappingProxyType(
    {
        1: N_("prepayment of 100 %"),
        2: N_("prepayment"),
        3: N_("advance"),
        4: N_("full settlement"),
        5: N_("part settlement and credit"),
        6: N_("credit"),
        7: N_("payment of a credit"),
    }
)
CHEQUE: Group = {
    "act": N_("What the register did"),
    "number": N_("Number of the operation"),
    "at": N_("When"),
    "by": N_("The cashier"),
    "total": N_("Sum; empty where no money was told of"),
}
ITEM: Group = {
    "name": N_("What is paid for"),
    "count": N_("How many"),
    "sum": N_("Sum"),
    "method": N_("How goods and money hang together"),
    "vat": N_("VAT inside the sum; empty for none"),
}
MEANS: Group = {"name": N_("In which way"), "sum": N_("Sum")}
VARIABLES = Variables({"shop": shop.MEANINGS, "cheque": CHEQUE}, {"items": ITEM, "means": MEANS})


def sheet(name: str, data: ChequeData, tr: Translator) -> Sheet:
    """Lines, ways of payment, and no number that a real cheque has."""
    return Sheet(
        title=tr(TITLES[name]) % data.number,
        language=tr.language,
        profile="",
        day=data.at.date(),
        variables=VARIABLES,
        values=Values(
            {"shop": shop.texts(data.shop, tr), "cheque": _whole(data, tr)},
            {
                "items": tuple(_item(one, tr) for one in data.items),
                "means": tuple(
                    {"name": tr(_MEANS.get(one.way, one.way)), "sum": _money(one.amount, tr)}
                    for one in data.means
                ),
            },
        ),
        stamps=(tr("TRAINING – NOT VALID"),) if data.demo else (),
    )


def _whole(data: ChequeData, tr: Translator) -> Group:
    told = _ACTS.get(data.act, _SIGNS.get(data.sign, ""))
    return {
        "act": tr(told) if told else "",
        "number": data.number,
        "at": formats.written(data.at),
        "by": data.by,
        "total": _money(data.total, tr) if data.items else "",
    }


def _item(one: ChequeItem, tr: Translator) -> Group:
    return {
        "name": one.name,
        "count": f"{one.quantity / 1000:g}",
        "sum": _money(one.amount, tr),
        "method": tr(_METHODS[one.method]) if one.method in _METHODS else "",
        "vat": _money(one.vat, tr) if one.vat.minor else "",
    }


def _money(money: Money, tr: Translator) -> str:
    return formats.amount(money.minor, money.currency, tr.language)
