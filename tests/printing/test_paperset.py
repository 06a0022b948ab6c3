"""What single papers promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from intake_app.checks.payment_qr import Payee
from intake_app.checks.payment_qr import written as payment
from intake_app.money import Money
from intake_app.printing import raster
from intake_app.printing.composing import composed
from intake_app.printing.document import Document, Pair, Qr, Text
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.templating import shipped
from intake_app.printing.views import catalogue
from intake_app.services import billing
from intake_app.services.papers import TermsData
from tests.printing.samples import FONTS, RECEIPT, words

if TYPE_CHECKING:
    from intake_app.printing.press import Press
    from intake_app.services.papers import PaperName

BANKED = replace(
    RECEIPT.shop,
    bank="ПАО СБЕРБАНК",
    bik="044525225",
    account="40702810938000000001",
    corr_account="30101810400000000225",
    kpp="773601001",
    director="Иванов И. И.",
)
DATA = replace(RECEIPT, shop=BANKED, client_inn="500100732259")


def made(name: PaperName, language: str = "ru") -> Document:
    return composed(name, DATA, words(language))


def test_the_code_of_an_invoice_is_read_from_roll_and_page(press: Press) -> None:
    document = made("invoice")
    wanted = next(block.data for block in document.blocks if isinstance(block, Qr))
    assert wanted.startswith("ST00012|Name=ООО «Мастер-Сервис»|PersonalAcc=40702810938000000001|")
    assert "|Sum=249950|" in wanted
    drawn = raster.render(document, PROFILE, Fonts(FONTS)).picture.convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [wanted]
    file = PdfDocument(press.pdf("invoice", DATA, "ru").payload)
    page = file[0].render(scale=300 / 72).to_pil().convert("L")
    file.close()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [wanted]


def test_no_code_without_requisites_price_or_roubles() -> None:
    for data in (
        RECEIPT,
        replace(DATA, estimate=None),
        replace(DATA, estimate=Money(350000, "EUR"), prepayment=None),
        replace(DATA, prepayment=DATA.estimate),
    ):
        blocks = composed("invoice", data, words("ru")).blocks
        assert not any(isinstance(block, Qr) for block in blocks)


def test_the_parts_of_a_payment_code_cannot_leak_into_each_other() -> None:
    payee = Payee(
        name="A|B", account="4" * 20, bank="C\nD", bik="0" * 9, corr_account="", inn="", kpp=""
    )
    said = payment(payee, 100, "x" * 300)
    assert said.startswith("ST00012~Name=A|B~")
    assert "~BankName=C D~BIC=000000000~CorrespAcc=0~Sum=100~Purpose=" in said
    assert len(said.rpartition("Purpose=")[2]) == 210


def test_two_devices_are_billed_together_or_not_at_all() -> None:
    second = replace(DATA, number="A-2", estimate=Money(100000), prepayment=None)

    def total(more: object) -> list[str]:
        blocks = composed("invoice", replace(DATA, more=(more,)), words("ru")).blocks
        return [b.value for b in blocks if isinstance(b, Pair) and b.label == "Итого"]

    assert total(second) == ["4\u00a0500\u00a0₽"]
    assert total(replace(second, estimate=None)) == []
    assert total(replace(second, estimate=Money(100000, "EUR"))) == []


@pytest.mark.parametrize(
    ("kind", "until", "said"),
    [("warranty", "2027-01-10", "16.01.2027"), ("paid", "2027-01-10", ""), ("warranty", "?", "")],
)
def test_a_warranty_is_longer_by_the_days_of_its_repair(kind: str, until: str, said: str) -> None:
    terms = TermsData(warranty_until=until)
    later = RECEIPT.accepted_at + timedelta(days=6)
    data = replace(RECEIPT, repair_kind=kind, terms=terms, at=later)
    sheet = catalogue.sheet("completed", data, words("ru"))
    assert sheet.values.groups["device"]["extended"] == said


def test_a_tax_paper_has_the_form_of_its_day() -> None:
    new = shipped.source("upd", "ru", "ru", date(2026, 4, 1))
    old = shipped.source("upd", "ru", "ru", date(2026, 3, 31))
    assert ("(5б)" in new, "(5б)" in old) == (True, False)


@pytest.mark.parametrize(("tax", "status"), [("none", "2"), ("standard", "1")])
def test_the_status_follows_the_tax(tax: str, status: str) -> None:
    data = replace(DATA, lines=billing.lines(DATA, tax))
    said = [b.text for b in composed("upd", data, words("ru")).blocks if isinstance(b, Text)]
    assert f"Статус {status}" in said
