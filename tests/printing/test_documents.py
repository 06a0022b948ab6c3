from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from intake_app.money import Money
from intake_app.printing import plain
from intake_app.printing.document import Band, Barcode, Cut, Document, Pair, Signature, Text
from intake_app.printing.templating import shipped
from intake_app.services.papers import LabelData, ReceiptData
from tests.printing.samples import LABEL, RECEIPT, SHOP, compose, words

SAID_ELSEWHERE = {"shop", "legal_profile", "ticket", "repair_kind", "urgent", "demo"} | {
    "terms",
    "more",
    "is_batch",
    "at",
    "signature",  # with tests of their own
    "signed",
    "language",
    "lines",
    "buyer",
    # Said by the acts, the invoice and the notices, not by the receipt.
    *("found", "paid", "agreed", "unfetched", "outcome", "outcome_note", "handed", "lent"),
    "tendered",  # said by the slip of a payment
    "finished_at",
    "warranty_days",
}


def receipt(data: ReceiptData = RECEIPT, language: str = "en", *, repeat: bool = False) -> Document:
    return compose(data, words(language), repeat=repeat)


def text(document: Document) -> str:
    return plain.render(document, 200)


def pairs(document: Document) -> dict[str, str]:
    return {block.label: block.value for block in document.blocks if isinstance(block, Pair)}


def test_the_receipt_says_everything_it_was_given() -> None:
    paper = text(receipt(replace(RECEIPT, client_inn="500100732259")))
    for value in (SHOP.name, SHOP.legal_name, SHOP.inn, SHOP.address, SHOP.hours):
        assert value in paper
    plainly = [RECEIPT.number, RECEIPT.client, RECEIPT.device_kind, RECEIPT.device, RECEIPT.fault]
    plainly += [RECEIPT.serial, RECEIPT.imei, RECEIPT.accessories, RECEIPT.appearance]
    for value in [*plainly, RECEIPT.accepted_by, "500100732259"]:
        assert value in paper
    for written in ("21.11.2026 14:05", "27.11.2026 18:00", "+7 916 123-45-67", "3,500 ₽"):
        assert written in paper
    for written in ("4,000 ₽", "25,000 ₽", "1,000.50 ₽", "Prepayment, in cash", "Paid repair"):
        assert written in paper


def test_what_was_not_stated_is_said_to_be_so() -> None:
    bare = replace(
        RECEIPT,
        promised_at=None,
        client_phone="",
        serial="",
        imei="",
        device="",
        accessories="",
        appearance="",
        estimate=None,
        limit=None,
        agreed_value=None,
        prepayment=None,
        accepted_by="",
    )
    said = pairs(receipt(bare))
    assert said["Ready by"] == said["Estimate"] == "after diagnostics"
    assert said["Agreed value of the device"] == "not valued"
    assert said["Accessories"] == said["Appearance"] == "not stated"
    assert said["Device"] == "смартфон"
    assert not {"Phone", "IMEI", "Serial number", "Agreed without a call, up to"} & set(said)
    assert Signature("Accepted by") in receipt(bare).blocks


def test_amounts_speak_the_language_of_the_paper() -> None:
    foreign = replace(RECEIPT, estimate=Money(123450, "EUR"))
    assert pairs(receipt(foreign))["Estimate"] == "1,234.50\u00a0€"
    assert pairs(receipt(foreign, "ru"))["Ориентировочная цена"] == "1\u00a0234,50\u00a0€"


def test_a_shop_without_requisites_has_no_empty_lines() -> None:
    bare = replace(SHOP, legal_name="", inn="", address="", phone="", hours="")
    assert text(receipt(replace(RECEIPT, shop=bare))).splitlines()[1].startswith("---")


@pytest.mark.parametrize(
    ("data", "repeat", "marks"),
    [
        (RECEIPT, False, []),
        (RECEIPT, True, ["REPEAT No. 1, 21.11.2026 14:05"]),
        (replace(RECEIPT, demo=True), False, ["TRAINING – NOT VALID"]),
        (
            replace(RECEIPT, demo=True, urgent=True),
            True,
            ["REPEAT No. 1, 21.11.2026 14:05", "TRAINING – NOT VALID", "URGENT"],
        ),
        (replace(LABEL, urgent=True, demo=True), True, ["URGENT·TRAINING·REPEAT 1"]),
        (replace(LABEL, urgent=True, demo=True), False, ["URGENT·TRAINING"]),
        (LABEL, True, ["REPEAT 1"]),
        (LABEL, False, []),
    ],
)
def test_marks_stand_out(data: ReceiptData | LabelData, repeat: bool, marks: list[str]) -> None:
    document = compose(data, words("en"), repeat=repeat)
    assert [block.text for block in document.blocks if isinstance(block, Band)] == marks


def test_the_legal_words_follow_the_profile() -> None:
    assert "NOT A FISCAL DOCUMENT" in text(receipt())
    assert "НЕФИСКАЛЬНЫЙ ДОКУМЕНТ" in text(receipt(language="ru"))
    assert "This is not a receipt for payment" in text(
        receipt(replace(RECEIPT, legal_profile="neutral"))
    )


def test_conditions_are_those_of_the_day_and_never_missing() -> None:
    known = shipped.source("receipt", "ru", "ru", RECEIPT.accepted_at.date())
    assert known.count("[clause]") == 5
    assert shipped.source("receipt", "ru", "ru", date(2020, 1, 1)) == known


def test_the_barcode_holds_the_ticket_and_the_paper_ends_with_a_cut() -> None:
    document = receipt()
    assert [block.data for block in document.blocks if isinstance(block, Barcode)] == [
        "010000004827"
    ]
    assert document.blocks[-1] == Cut()
    assert document.title == "Receipt B-00482-7"


def test_the_label_starts_with_what_is_looked_for() -> None:
    document = compose(LABEL, words("ru"))
    first = document.blocks[0]
    assert isinstance(first, Text)
    assert first.text == LABEL.number
    assert "до пт 27.11 18:00" in text(document)


def test_a_label_without_a_promise_shows_the_day_of_intake() -> None:
    assert "Sat 21.11 14:05" in text(compose(replace(LABEL, promised_at=None), words("en")))


def test_unknown_codes_are_shown_as_they_are() -> None:
    odd = replace(RECEIPT, repair_kind="barter", prepayment_method="")
    assert pairs(receipt(odd))["Kind of work"] == "barter"
    assert "Prepayment" in pairs(receipt(odd))


_MARKED: dict[str, str] = dict.fromkeys(("accessory_marks", "appearance_marks"), '{"zqzq":"yes"}')


def test_every_field_of_the_data_is_looked_at() -> None:
    """A field added later must find its place on the paper, or be named here."""
    for field in fields(ReceiptData):
        if field.name in SAID_ELSEWHERE or field.name.endswith("_at"):
            continue
        value = (
            Money(777777)
            if field.name in {"estimate", "limit", "agreed_value", "prepayment"}
            else _MARKED.get(field.name, "zqzq")
        )
        changed = receipt(replace(RECEIPT, **{field.name: value}))
        assert changed != receipt(), field.name
