"""What is to be paid: in figures, in words, and as a code for the client's bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import payment_qr, sum_in_words, vat
from intake_app.i18n.translator import N_
from intake_app.money import Money
from intake_app.printing.views.agreed import PAYMENT_METHODS, written

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData
    from intake_app.services.tendered_data import TenderedData

MEANINGS: Group = {
    "total": N_("Price of all devices; empty while it is unknown"),
    "paid": N_("What has been paid already"),
    "due": N_("What is still to be paid"),
    "total_in_words": N_("The price in words"),
    "due_in_words": N_("What is to be paid, in words"),
    "paid_in_words": N_("What has been paid, in words"),
    "vat": N_("VAT inside the price; empty without VAT"),
    "vat_rate": N_("Rate of VAT: 22%"),
    "net": N_("Price without VAT"),
    "tax": N_("VAT in words of a bill: incl. VAT 22%, or: no VAT"),
    "status": N_("1 for a shop that pays VAT, else 2"),
    "discount": N_("Discount inside the price; empty when there is none"),
    "goods": N_("Price of parts and goods alone; empty when there are none"),
    "goods_in_words": N_("The price of parts and goods in words"),
    "count": N_("How many lines the bill has, in words"),
    "ways": N_("What came just now, in which ways; empty on a paper that is printed later"),
    "given": N_("Cash that was handed over, where change was given"),
    "change": N_("The change that was given"),
    "purpose": N_("What the payment is for"),
    "qr": N_("Payment code for a bank's app; empty without requisites"),
}


def texts(data: ReceiptData, tr: Translator) -> Group:
    """Nothing is made up: without a price the lines stay empty."""
    devices = (data, *data.more)
    total = _total(data)
    paid = data.paid or _sum([each.prepayment for each in devices if each.prepayment])
    due = _left(total, paid)
    purpose = _purpose(data, due, tr)
    goods = _sum([line.total for line in data.lines if line.kind == "part"])
    return {
        **_taxed(data, total, tr),
        "discount": written(
            _sum([line.discount for line in data.lines if line.discount]), tr.language
        ),
        "goods": written(goods, tr.language),
        "goods_in_words": _in_words(goods, tr),
        "count": tr.plural("%d line", "%d lines", len(data.lines)) % len(data.lines),
        "total": written(total, tr.language),
        "paid": written(paid, tr.language),
        "due": written(due, tr.language),
        "total_in_words": _in_words(total, tr),
        "due_in_words": _in_words(due, tr),
        "paid_in_words": _in_words(paid, tr),
        **_tendered(data.tendered, tr),
        "purpose": purpose,
        "qr": _code(data, due, purpose),
    }


def _tendered(came: TenderedData | None, tr: Translator) -> Group:
    """What was put on the counter."""
    if came is None:
        return {"ways": "", "given": "", "change": ""}
    told = (
        f"{tr(PAYMENT_METHODS.get(one.way, one.way))} {written(one.amount, tr.language)}"
        for one in came.means
    )
    return {
        "ways": ", ".join(told),
        "given": written(came.given, tr.language),
        "change": written(came.change, tr.language),
    }


def _total(data: ReceiptData) -> Money | None:
    """By the lines, where there are some; nothing while a price is unknown."""
    if data.lines:
        return _sum([line.total for line in data.lines])
    devices = (data, *data.more)
    prices = [each.estimate for each in devices if each.estimate]
    return _sum(prices) if len(prices) == len(devices) else None


def _purpose(data: ReceiptData, due: Money | None, tr: Translator) -> str:
    """A bank wants to know of the tax, too."""
    said = tr("Payment for order %(number)s of %(day)s") % {
        "number": data.number,
        "day": f"{data.accepted_at:%d.%m.%Y}",
    }
    rate = _rate(data)
    if due is None or not rate:
        return said
    tax = written(Money(vat.inside(due.minor, rate), due.currency), tr.language)
    return f"{said}. {tr('incl. VAT %s') % f'{rate}%'} {tax}"


def _rate(data: ReceiptData) -> str:
    return next((line.vat for line in data.lines), "")


def _taxed(data: ReceiptData, total: Money | None, tr: Translator) -> Group:
    """Tax is counted of each line, and summed up."""
    rate = _rate(data)
    named = f"{rate}%" if rate else ""
    if total is None or not rate:
        tax = tr("incl. VAT %s") % named if rate else tr("no VAT")
        net = written(total, tr.language)
        return {"vat": "", "vat_rate": named, "net": net, "tax": tax, "status": "2"}
    minor = sum(vat.inside(line.total.minor, line.vat) for line in data.lines)
    return {
        "vat": written(Money(minor, total.currency), tr.language),
        "vat_rate": named,
        "net": written(Money(total.minor - minor, total.currency), tr.language),
        "tax": tr("incl. VAT %s") % named,
        "status": "1",
    }


def _sum(amounts: list[Money]) -> Money | None:
    if not amounts or len({money.currency for money in amounts}) > 1:
        return None
    return Money(sum(money.minor for money in amounts), amounts[0].currency)


def _left(total: Money | None, paid: Money | None) -> Money | None:
    if total is None or paid is None or total.currency != paid.currency:
        return total
    return Money(max(0, total.minor - paid.minor), total.currency)


def _in_words(money: Money | None, tr: Translator) -> str:
    return sum_in_words.written(money, tr.language) if money else ""


def _code(data: ReceiptData, due: Money | None, purpose: str) -> str:
    shop = data.shop
    payee = payment_qr.Payee(
        name=shop.legal_name or shop.name,
        account=shop.account,
        bank=shop.bank,
        bik=shop.bik,
        corr_account=shop.corr_account,
        inn=shop.inn,
        kpp=shop.kpp,
    )
    if due is None or not due.minor or due.currency != "RUB" or not payee.is_whole():
        return ""
    return payment_qr.written(payee, due.minor, purpose)
