"""A made-up paper of each kind, for looking at a template before any client does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.money import Money
from intake_app.services.papers import LABELS, ConsentData, LabelData, PaperData, ReceiptData

if TYPE_CHECKING:
    from intake_app.services.papers import PaperName, ShopData

_AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
_UNTIL = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def example(name: PaperName, shop: ShopData, language: str) -> PaperData:
    """Full enough that every usual line of a template shows."""
    if name == "consent":
        return _consent(shop, language)
    return _label(shop) if name in LABELS else _order(shop)


def _order(shop: ShopData) -> ReceiptData:
    return ReceiptData(
        shop=shop,
        legal_profile="ru",
        number="A-00001-5",
        ticket="010000000015",
        accepted_at=_AT,
        promised_at=_UNTIL,
        accepted_by="Анна",
        client="Петров Пётр Петрович",
        client_phone="+79161234567",
        client_inn="500100732259",
        repair_kind="paid",
        urgent=True,
        device_kind="смартфон",
        device="Apple iPhone 13",
        serial="F2LXK3Q9N7",
        imei="356938035643809",
        fault="не заряжается",
        accessories="чехол, кабель",
        appearance="царапины на корпусе",
        estimate=Money(350000),
        limit=Money(400000),
        agreed_value=Money(2500000),
        prepayment=Money(100000),
        prepayment_method="cash",
        demo=False,
        passcode_given=True,
    )


def _label(shop: ShopData) -> LabelData:
    return LabelData(
        shop=shop.name,
        number="A-00001-5",
        ticket="010000000015",
        client="Петров П. П.",
        device="смартфон Apple iPhone 13",
        fault="не заряжается",
        accepted_at=_AT,
        promised_at=_UNTIL,
        urgent=False,
        demo=False,
    )


def _consent(shop: ShopData, language: str) -> ConsentData:
    return ConsentData(
        shop=shop,
        purpose="personal_data",
        text_version="1",
        text_sha256="0" * 64,
        language=language,
        title="…",
        body="…\n…",
        client="Петров Пётр Петрович",
        client_phone="+79161234567",
        at=_AT,
        by="Анна",
        demo=False,
    )
