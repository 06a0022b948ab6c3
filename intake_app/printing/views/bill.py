"""What is to be paid: in figures, in words, and as a code for the client's bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import payment_qr, sum_in_words
from intake_app.i18n.translator import N_
from intake_app.money import Money
from intake_app.printing.views.agreed import written

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ReceiptData

MEANINGS: Group = {
    "total": N_("Price of all devices; empty while it is unknown"),
    "paid": N_("What has been paid already"),
    "due": N_("What is still to be paid"),
    "total_in_words": N_("The price in words"),
    "due_in_words": N_("What is to be paid, in words"),
    "paid_in_words": N_("What has been paid, in words"),
    "purpose": N_("What the payment is for"),
    "qr": N_("Payment code for a bank's app; empty without requisites"),
}


def texts(data: ReceiptData, tr: Translator) -> Group:
    """Nothing is made up: without a price the lines stay empty."""
    devices = (data, *data.more)
    prices = [each.estimate for each in devices if each.estimate]
    total = _sum(prices) if len(prices) == len(devices) else None
    paid = _sum([each.prepayment for each in devices if each.prepayment])
    due = _left(total, paid)
    purpose = tr("Payment for order %(number)s of %(day)s") % {
        "number": data.number,
        "day": f"{data.accepted_at:%d.%m.%Y}",
    }
    return {
        "total": written(total, tr.language),
        "paid": written(paid, tr.language),
        "due": written(due, tr.language),
        "total_in_words": _in_words(total, tr),
        "due_in_words": _in_words(due, tr),
        "paid_in_words": _in_words(paid, tr),
        "purpose": purpose,
        "qr": _code(data, due, purpose),
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
