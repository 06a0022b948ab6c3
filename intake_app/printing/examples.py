"""A made-up paper of each kind, for looking at a template before any client does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import stage_codes, ticket, vat
from intake_app.checks.consent_rules import Purpose
from intake_app.money import Money
from intake_app.services import accessories, billing, consent_texts
from intake_app.services.leaving_data import HandedData, LentData
from intake_app.services.papers import (
    AgreedData,
    BuyerData,
    ChequeData,
    ConsentData,
    FoundData,
    LabelData,
    LineData,
    OfferData,
    ReceiptData,
    ShiftData,
    StageCodeData,
    StageCodesData,
    TagData,
    TakingData,
    TermsData,
    UnfetchedData,
    data_of,
)
from intake_app.services.tendered_data import ChequeItem, MeansData

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.papers import PaperData, PaperName, ShopData

_AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
_UNTIL = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


_PART = LineData(
    name="Аккумулятор",
    kind="part",
    code="661-21990",
    serial="F8Y2417",
    price=Money(250000),
    total=Money(250000),
    vat="22",
    warranty_until="2027-05-27",
)


_CHANGED = LineData(name="Замена аккумулятора", price=Money(100000), total=Money(100000))
_HANDED = HandedData(
    at=_AT,
    by="Анна",
    to_whom="proxy",
    name="Петров Пётр Петрович",
    proxy="№ 7 от 20.11.2026",
    known_by="receipt",
    accessories="коробка, кабель",
    old_parts="returned",
    remarks="царапина на рамке",
    marks='{"экран":"works"}',
    debt=Money(100000),
    allowed_by="Ольга",
)
_LENT = LentData(
    device="запасной А10",
    serial="58120457",
    appearance="потёртости корпуса",
    accessories="зарядное устройство",
    value=Money(500000),
    deposit=Money(100000),
    due_on="2026-12-05",
    at=_AT,
)
_OFFERS = (
    OfferData(
        name="A",
        title="новый аккумулятор",
        lines=(_CHANGED, _PART),
        total=Money(350000),
        ready_by="2026-11-27",
    ),
    OfferData(name="B", title="чистка контактов", total=Money(120000), ready_by="2026-11-23"),
)

_FOUND = FoundData(
    diagnosis="окислы на разъёме зарядки",
    findings="разъём не держит кабель; следы влаги под экраном",
    recommendation="заменить разъём, почистить плату",
)


def example(name: PaperName, shop: ShopData, language: str) -> PaperData:
    """Full enough that every usual line of a template shows."""
    kind = data_of(name)
    if kind is ConsentData:
        return _consent(shop, language)
    if kind is TagData:
        return _TAGS[name](shop.name)
    made = _OF_SHOP.get(kind)
    if made is not None:
        return made(shop)
    return _labels(name, shop) if kind is LabelData else _order(shop)


def _order(shop: ShopData) -> ReceiptData:
    order = _intake(shop)
    return replace(
        order,
        lines=(*billing.lines(order, "standard"), _PART),
        found=_FOUND,
        agreed=AgreedData(version=2, offers=_OFFERS),
        unfetched=UnfetchedData(warning=1, of=2, fetch_by="2027-02-01", fee=Money(30000)),
        outcome="not_repairable",
        outcome_note="следы влаги на плате",
        handed=_HANDED,
        lent=_LENT,
    )


def _intake(shop: ShopData) -> ReceiptData:
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
        accessories="чехол, кабель, зарядное устройство",
        appearance="царапины на корпусе",
        estimate=Money(350000),
        limit=Money(400000),
        agreed_value=Money(2500000),
        prepayment=Money(100000),
        prepayment_method="cash",
        demo=False,
        passcode_given=True,
        at=_UNTIL,
        finished_at=_UNTIL,
        warranty_days=90,
        buyer=BuyerData(
            kpp="773601001",
            address="г. Москва, ул. Садовая, д. 1",
            consignee="ООО «Ромашка», г. Москва, ул. Садовая, д. 1, склад 2",
            contract="Договор № 12 от 01.02.2026",
            director="Сидоров С. С.",
        ),
        terms=TermsData(technician="Мастер Иван", warranty_until="2027-01-10"),
    )


def _labels(name: PaperName, shop: ShopData) -> LabelData:
    one = _label(shop)
    if name == "accessory_label":
        return accessories.labels(_order(shop), one)
    if name == "batch_label":
        return accessories.counted([one, replace(one, number="A-00002-1", ticket="010000000021")])
    return replace(one, number="", ticket="") if name == "draft_label" else one


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


def _tag(title: str, note: str, digits: str) -> Callable[[str], TagData]:
    return lambda shop: TagData(
        shop=shop, title=title, note=note, digits=digits, at=_AT, demo=False
    )


_TAGS: Mapping[str, Callable[[str], TagData]] = MappingProxyType(
    {
        "place_label": _tag("A-12", "Стеллаж A", ticket.place_digits(12)),
        "staff_label": _tag("Анна Кузнецова", "приёмщик", ticket.staff_digits(123456789012345)),
        "client_label": _tag(
            "Петров П. П.",
            "+7 916 ···-··-67",
            ticket.client_digits(UUID("0192f1c0-0000-7000-8000-000000000001")),
        ),
    }
)


def _cheque(shop: ShopData) -> ChequeData:
    def item(name: str, quantity: int, minor: int) -> ChequeItem:
        tax = vat.inside(minor, "22")
        sums = {"amount": Money(minor), "vat": Money(tax)}
        return ChequeItem(name=name, quantity=quantity, method=4, **sums)

    return ChequeData(
        shop=shop,
        act="cheque",
        number="17",
        at=_AT,
        by="Анна",
        sign=1,
        total=Money(600_000),
        items=(item("Замена экрана", 1000, 150_000), item("Экран iPhone 13", 1000, 450_000)),
        means=(
            MeansData(way="1081", amount=Money(400_000)),
            MeansData(way="1215", amount=Money(200_000)),
        ),
        demo=False,
    )


def _stages(shop: ShopData) -> StageCodesData:
    codes = tuple(
        StageCodeData(code=one.value, digits=stage_codes.digits_of(one))
        for one in stage_codes.ON_WALL
    )
    return StageCodesData(shop=shop.name, stages=codes, at=_AT, demo=False)


def _shift(shop: ShopData) -> ShiftData:
    def taking(hour: int, minor: int, method: str, by: str) -> TakingData:
        at, order = _AT.replace(hour=hour), f"A-{hour:05d}-5"
        kind = "prepayment" if minor > 0 else "refund"
        return TakingData(at=at, order=order, kind=kind, method=method, by=by, amount=Money(minor))

    return ShiftData(
        shop=shop,
        number="2026-11-21",
        day=_AT.replace(hour=0, minute=0),
        at=_AT,
        by="Анна",
        of="",
        closing=True,
        takings=(
            taking(10, 100000, "cash", "Анна"),
            taking(11, 250050, "card", "Борис"),
            taking(12, -40000, "cash", "Анна"),
        ),
        currency="RUB",
        demo=False,
    )


def _consent(shop: ShopData, language: str) -> ConsentData:
    text = consent_texts.text_of("ru", language, Purpose.PERSONAL_DATA, _AT)
    return ConsentData(
        shop=shop,
        purpose=text.purpose.value,
        text_version=text.version,
        text_sha256=text.sha256,
        language=text.language,
        title=text.title,
        body=text.filled(shop),
        client="Петров Пётр Петрович",
        client_phone="+79161234567",
        at=_AT,
        by="Анна",
        demo=False,
    )


_OF_SHOP: Mapping[type[PaperData], Callable[[ShopData], PaperData]] = MappingProxyType(
    {ShiftData: _shift, ChequeData: _cheque, StageCodesData: _stages}
)
