"""The receipt that rows P1 and P6 draw, and how the program draws it; light, for fresh starts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.config import resources
from intake_app.i18n.translator import translator
from intake_app.money import Money
from intake_app.printing import escpos, raster
from intake_app.printing.composing import composed
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import RECEIPT
from intake_app.services.papers import ReceiptData, ShopData

if TYPE_CHECKING:
    from intake_app.printing.document import Document

DATA = ReceiptData(
    shop=ShopData(
        name="Ремонт техники",
        legal_name="ООО «Ремонт»",
        inn="7707083893",
        address="Москва, Ленина, 1",
        phone="+74951234567",
        hours="10–20",
    ),
    legal_profile="ru",
    number="A1-000123-7",
    ticket="11000001237",
    accepted_at=datetime(2026, 11, 22, 10, 42, tzinfo=UTC),
    promised_at=datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    accepted_by="Анна",
    client="Петров Пётр Петрович",
    client_phone="+79161234567",
    client_inn="",
    repair_kind="paid",
    urgent=False,
    device_kind="смартфон",
    device="Apple iPhone 13",
    serial="F17XK0ABCD",
    imei="490154203237518",
    fault="Не заряжается, греется у разъёма; «после воды», экран цел",
    accessories="чехол, без зарядки",
    appearance="царапины на корпусе, скол у камеры",
    estimate=Money(450_000, "RUB"),
    limit=Money(500_000, "RUB"),
    agreed_value=Money(3_500_000, "RUB"),
    prepayment=Money(100_000, "RUB"),
    prepayment_method="cash",
    demo=False,
)


def document() -> Document:
    """By the shipped template."""
    return composed("receipt", DATA, translator("ru", resources() / "locale"))


def printed(fonts: Fonts) -> bytes:
    """From the data to the bytes of a raster printer."""
    return escpos.raster_job(raster.render(document(), RECEIPT, fonts), RECEIPT)


def first() -> bytes:
    """The receipt of a process that has printed nothing yet."""
    return printed(Fonts(resources() / "fonts"))
