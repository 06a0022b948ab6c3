"""Papers and words the tests of printing share."""

from __future__ import annotations

import gettext
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from PIL import Image
from typing_extensions import override

from intake_app.config import resources
from intake_app.i18n.translator import Translator
from intake_app.money import Money
from intake_app.printing import composing
from intake_app.printing.press import Press
from intake_app.services.papers import ConsentData, LabelData, PaperData, ReceiptData, ShopData
from intake_app.services.spool import JobState, PrintJob

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.document import Document
    from intake_app.services.papers import PaperName

MOSCOW = timezone(timedelta(hours=3))
FONTS = resources() / "fonts"

SHOP = ShopData(
    name="Сервисный центр «Мастер»",
    legal_name="ООО «Мастер-Сервис»",
    inn="7707083893",
    address="г. Москва, ул. Лесная, д. 5, стр. 2",
    phone="+74951234567",
    hours="пн–пт 10:00–20:00",
)
RECEIPT = ReceiptData(
    shop=SHOP,
    legal_profile="ru",
    number="B-00482-7",
    ticket="010000004827",
    accepted_at=datetime(2026, 11, 21, 14, 5, tzinfo=MOSCOW),
    promised_at=datetime(2026, 11, 27, 18, 0, tzinfo=MOSCOW),
    accepted_by="Анна К.",
    client="Петров Пётр Петрович",
    client_phone="+79161234567",
    client_inn="",
    repair_kind="paid",
    urgent=False,
    device_kind="смартфон",
    device="Apple iPhone 13 128 ГБ",
    serial="F2LXK3Q9N7",
    imei="356938035643809",
    fault="Не заряжается, «греется», Ёмкость 40 % — упал в воду № 2",
    accessories="чехол, кабель",
    appearance="царапины на корпусе, скол в углу экрана",
    estimate=Money(350000),
    limit=Money(400000),
    agreed_value=Money(2500000),
    prepayment=Money(100050),
    prepayment_method="cash",
    demo=False,
)
LABEL = LabelData(
    shop="Мастер",
    number=RECEIPT.number,
    ticket=RECEIPT.ticket,
    client="Петров П. П.",
    device=RECEIPT.device,
    fault=RECEIPT.fault,
    accepted_at=RECEIPT.accepted_at,
    promised_at=RECEIPT.promised_at,
    urgent=False,
    demo=False,
)
PAPERS: dict[str, PaperData] = {"receipt": RECEIPT, "label": LABEL}


class Words(gettext.NullTranslations):
    """A catalogue in a dictionary, so that papers are tested apart from the translations."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    @override
    def gettext(self, message: str) -> str:
        return self._words.get(message, message)


RUSSIAN = {
    "URGENT": "СРОЧНО",
    "REPEAT No. %(nth)d, %(at)s": "ПОВТОР № %(nth)d, %(at)s",
    "REPEAT %d": "ПОВТОР %d",
    "TRAINING": "УЧЕБНАЯ",
    "Client": "Клиент",
    "Ready by": "Срок",
    "by %s": "до %s",
    "INN %s": "ИНН %s",
    "Estimate": "Ориентировочная цена",
    "Prepayment, %s": "Предоплата %s",
    "in cash": "наличными",
    "Receipt of acceptance for repair": "Квитанция о приёме в ремонт",
    "NOT A FISCAL DOCUMENT": "НЕФИСКАЛЬНЫЙ ДОКУМЕНТ",
    "TRAINING – NOT VALID": "УЧЕБНЫЙ ДОКУМЕНТ",
}


def words(language: str) -> Translator:
    """Russian from the table above, English as it is."""
    return Translator(language, Words(RUSSIAN if language == "ru" else {}))


def press(cache: Path) -> Press:
    """A press with those words."""
    return Press(FONTS, cache, words, zone=MOSCOW)


def named(data: PaperData) -> PaperName:
    """The usual paper of some data."""
    if isinstance(data, ConsentData):
        return "consent"
    return "label" if isinstance(data, LabelData) else "receipt"


def compose(data: PaperData, tr: Translator, *, repeat: bool = False) -> Document:
    """The shipped paper; a repeat as a press would mark it."""
    document = composing.composed(named(data), data, tr)
    if not repeat:
        return document
    at, single = datetime(2026, 11, 21, 14, 5, tzinfo=MOSCOW), isinstance(data, LabelData)
    return composing.repeated(document, 1, at, tr, single=single)


def job(data: PaperData = RECEIPT, language: str = "ru", **changes: object) -> PrintJob:
    """A queued job."""
    name = named(data)
    base = PrintJob(
        id=UUID("0192f1c0-0000-7000-8000-000000000001"),
        key="receipt:1:1:1",
        printer="label" if name == "label" else "receipt",
        document=name,
        data=data,
        language=language,
        state=JobState.QUEUED,
        payload=None,
        attempts=0,
        created_at=datetime(2026, 11, 21, 11, 5, tzinfo=UTC),
    )
    return replace(base, **changes)


def noise(height: int) -> Image.Image:
    """A one-bit picture no compression or rounding survives; 576 dots wide."""
    return Image.frombytes("1", (576, height), Random(7).randbytes(72 * height))
