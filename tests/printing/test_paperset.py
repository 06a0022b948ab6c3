"""Every paper of an order, on every kind of printer, kept as it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from intake_app.checks.payment_qr import Payee
from intake_app.checks.payment_qr import written as payment
from intake_app.money import Money
from intake_app.printing import columns, plain, raster
from intake_app.printing.composing import composed
from intake_app.printing.document import Document, Pair, Qr
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.templating import shipped
from intake_app.printing.templating.template import Template
from intake_app.printing.views import catalogue
from intake_app.printing.views.titles import TITLES
from intake_app.services.papers import DOCUMENTS, LABELS, PaperName
from tests.printing.samples import FONTS, LABEL, RECEIPT, job, words
from tests.printing.test_consent import paper as consent
from tests.printing.test_pdf import letters, text

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from intake_app.printing.press import Press

SHEETS = [name for name in DOCUMENTS if name not in LABELS]
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


@pytest.mark.parametrize("profile", ["ru", "neutral"])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", [*DOCUMENTS, "consent"])
def test_a_shipped_template_has_no_faults(name: PaperName, language: str, profile: str) -> None:
    variables = catalogue.variables(name)
    for _, source in shipped.editions(name, profile, language):
        assert Template(source, variables).faults() == ()


@pytest.mark.parametrize(
    ("name", "data"), [("receipt", RECEIPT), ("label", LABEL), ("consent", consent())]
)
def test_a_view_says_what_its_variables_promise(name: PaperName, data: object) -> None:
    sheet = catalogue.sheet(name, data, words("ru"))  # pyright: ignore[reportArgumentType] - any
    for group, meanings in sheet.variables.groups.items():
        assert sheet.values.groups[group].keys() == meanings.keys(), group
    assert sheet.variables.lists.keys() == sheet.values.lists.keys()
    for group, rows in sheet.values.lists.items():
        for row in rows:
            assert row.keys() == sheet.variables.lists[group].keys()


def test_every_paper_has_a_title() -> None:
    assert TITLES.keys() == set(DOCUMENTS)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", SHEETS)
def test_words_on_a_roll(name: PaperName, language: str, snapshot: SnapshotAssertion) -> None:
    assert plain.render(made(name, language), 48) == snapshot


@pytest.mark.parametrize("name", SHEETS)
def test_bytes_in_letters(press: Press, name: PaperName, snapshot: SnapshotAssertion) -> None:
    asked = job(DATA, document=name)
    rendered = press.rendered(asked, replace(PROFILE, mode="text"))
    assert (rendered.payload, rendered.changed) == snapshot


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("name", SHEETS)
def test_dots(press: Press, name: PaperName, width: int, snapshot: SnapshotAssertion) -> None:
    rendered = press.rendered(job(DATA, document=name), replace(PROFILE, width=width))
    assert (sha256(rendered.payload).hexdigest(), rendered.changed) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", SHEETS)
def test_pages_say_the_same_and_are_sound(
    press: Press, tmp_path: Path, name: PaperName, language: str
) -> None:
    document = made(name, language)
    payload = press.pdf(name, DATA, language).payload
    said = re.sub(r"\|\| .* \|\|", "", plain.render(document, 500))
    assert letters(text(payload)) == letters(said)
    fonts = set(re.findall(rb"/BaseFont /([^ /\r\n]+)", payload))
    ours = {path.stem.encode() for path in FONTS.glob("*.ttf")}
    assert {name.split(b"+")[-1] for name in fonts} <= ours
    assert payload.count(b"/FontFile2") == len(fonts)
    checker = shutil.which("qpdf")
    if checker:
        file = tmp_path / "paper.pdf"
        file.write_bytes(payload)
        subprocess.run([checker, "--check", file], check=True, capture_output=True)


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


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(SHEETS),
    said=st.text(max_size=120) | st.sampled_from(["[cut]", "{{ shop.name }}", "a|b", "---"]),
)
def test_any_words_of_a_client_stay_words(name: PaperName, said: str) -> None:
    data = replace(DATA, client=f"x{said}", fault=f"y{said}", device=f"z{said}")
    document = composed(name, data, words("ru"))
    assert [type(block) for block in document.blocks] == [
        type(block) for block in made(name).blocks
    ]
    for line in plain.render(document, 32).splitlines():
        assert columns.cells(line) <= 32
    # Nothing of one paper is left in the next.
    assert made(name) == composed(name, DATA, words("ru"))
