"""Who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.letters import NBSP
from intake_app.printing.wrapping import DOT

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ShopData

MEANINGS: Group = {
    "name": N_("Name of the shop on its sign"),
    "legal_name": N_("Company or sole trader, as registered"),
    "inn": N_("Taxpayer number (INN)"),
    "kpp": N_("Tax registration code (KPP)"),
    "address": N_("Where clients come"),
    "phone": N_("Phone of the shop"),
    "hours": N_("Opening hours"),
    "registered": N_("Registered name and taxpayer number, on one line"),
    "reached": N_("Phone and opening hours, on one line"),
    "bank": N_("Bank of the shop"),
    "bik": N_("Code of the bank (BIK)"),
    "account": N_("Account of the shop"),
    "corr_account": N_("Correspondent account of the bank"),
    "director": N_("Who signs for the company"),
    "accountant": N_("Who signs invoices as its accountant"),
    "ogrn": N_("State registration number (OGRN or OGRNIP)"),
}


_TRADER_OGRN = 15  # digits; those of a company are two less


def texts(shop: ShopData, tr: Translator) -> Group:
    """The heading of every paper."""
    tax_number = tr("INN %s") % shop.inn if shop.inn else ""
    trader = len(shop.ogrn) == _TRADER_OGRN
    named = tr("OGRNIP %s") if trader else tr("OGRN %s")
    state_number = named % shop.ogrn if shop.ogrn else ""
    phone = formats.phone(shop.phone)
    return {
        "name": shop.name,
        "legal_name": shop.legal_name,
        "inn": shop.inn,
        "kpp": shop.kpp,
        "address": shop.address,
        "phone": phone,
        "hours": shop.hours,
        "registered": _joined(
            shop.legal_name, tax_number.replace(" ", NBSP), state_number.replace(" ", NBSP)
        ),
        "reached": _joined(phone, shop.hours.replace(" ", NBSP)),
        "bank": shop.bank,
        "bik": shop.bik,
        "account": shop.account,
        "corr_account": shop.corr_account,
        "director": shop.director,
        "accountant": shop.accountant,
        "ogrn": shop.ogrn,
    }


def _joined(*parts: str) -> str:
    return f" {DOT} ".join(part for part in parts if part)
