"""What our fields are called where people of a CRM see them; a shop may map them otherwise."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "name": "Имя",
        "is_company": "Организация",
        "phone": "Телефон",
        "phone2": "Второй телефон",
        "email": "E-mail",
        "inn": "ИНН",
        "kpp": "КПП",
        "address": "Адрес",
        "birthday": "День рождения",
        "client_class": "Класс клиента",
        "language": "Язык",
        "source": "Откуда узнал",
        "ads_allowed": "Согласен на рекламу",
        "ads_allowed_at": "Согласие на рекламу дано",
        "archived": "В архиве",
        "number": "Номер заказа",
        "device": "Устройство",
        "serial": "Серийный номер",
        "imei": "IMEI",
        "fault": "Неисправность",
        "accessories": "Комплектность",
        "stage": "Этап ремонта",
        "repair_kind": "Вид ремонта",
        "urgent": "Срочный",
        "outcome": "Итог ремонта",
        "accepted_at": "Принят",
        "promised_at": "Обещан к",
        "issued_at": "Выдан",
        "total_minor": "Сумма заказа",
        "paid_minor": "Оплачено",
        "currency": "Валюта",
        "technician": "Мастер",
    }
)
"""By the neutral names of `crm.documents`; the product speaks Russian first."""
