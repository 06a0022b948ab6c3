"""The code a client's bank reads to pay what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import payment_qr

if TYPE_CHECKING:
    from intake_app.services.money_rows import OrderMoney
    from intake_app.ui.desk import Desk

_CURRENCY = "RUB"


def code(desk: Desk, seen: OrderMoney, minor: int) -> str:
    """The text of the QR; empty without requisites, as on paper."""
    shop, tr = desk.settings.shop, desk.tr
    payee = payment_qr.Payee(
        name=shop.legal_name or shop.name,
        account=shop.account,
        bank=shop.bank,
        bik=shop.bik,
        corr_account=shop.corr_account,
        inn=shop.inn,
        kpp=shop.kpp,
    )
    if minor <= 0 or seen.currency != _CURRENCY or not payee.is_whole():
        return ""
    day = seen.accepted_at.astimezone(ZoneInfo(shop.timezone))
    said = tr("Payment for order %(number)s of %(day)s")
    return payment_qr.written(
        payee, minor, said % {"number": seen.number, "day": f"{day:%d.%m.%Y}"}
    )
