"""Clients as a list in a file, from another program or a spreadsheet of the shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services import table_file

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.table_file import Table

TITLES: dict[str, tuple[str, ...]] = {
    "name": ("name", "client", "full name", "фио", "имя", "клиент", "наименование", "название"),
    "phone": (
        *("phone", "phones", "mobile", "phone 2", "телефон", "телефоны", "моб телефон"),
        *("мобильный", "телефон 2", "номер телефона", "контактный телефон"),
    ),
    "kind": ("kind", "type", "тип", "вид", "тип клиента", "кто это"),
    "email": ("email", "e mail", "mail", "почта", "эл почта", "электронная почта"),
    "inn": ("inn", "tax number", "tax id", "инн"),
    "kpp": ("kpp", "кпп"),
    "ogrn": ("ogrn", "огрн", "огрнип"),
    "bik": ("bik", "bic", "бик"),
    "bank": ("bank", "банк"),
    "account": ("account", "счёт", "расчётный счёт", "р с"),
    "corr_account": ("corr account", "корр счёт", "корреспондентский счёт", "к с"),
    "director": ("director", "директор", "руководитель"),
    "contract": ("contract", "договор", "номер договора"),
    "address": ("address", "адрес"),
    "birthday": ("birthday", "date of birth", "день рождения", "дата рождения"),
    "source": ("source", "откуда узнал", "источник", "откуда"),
    "discount_bp": ("discount", "discount %", "скидка", "скидка %"),
    "note": ("note", "comment", "заметка", "примечание", "комментарий"),
    "contact": ("contact", "contact person", "контактное лицо", "контакт"),
    "contact_role": ("contact role", "role", "должность", "должность контакта"),
    "contact_phone": ("contact phone", "телефон контакта"),
    "personal_data": (
        *("personal data consent", "consent", "согласие", "согласие на обработку"),
        *("согласие персональные данные", "согласие пдн"),
    ),
    "advertising": ("advertising consent", "согласие на рекламу", "согласие реклама"),
}
"""Consents are days: the day it was given. Without one there is nothing to prove."""


def read(path: Path) -> Table:
    """Read a list of clients; it must name them or their phones.

    Raises UnavailableError(NO_FILE), RejectedError(NO_COLUMNS).
    """
    table = table_file.read(path, TITLES)
    if not table.columns & {"name", "phone"}:
        raise RejectedError(Problem.NO_COLUMNS, path.name)
    return table
