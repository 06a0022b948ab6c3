"""A proof is what comes out: dots, a printer's own letters, or pages."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageOps

from intake_app.printing import proofs, raster
from intake_app.printing.document import Barcode, Cut, Document, Picture, Qr, Text, Weight
from intake_app.printing.glyphs import Fonts
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL, RECEIPT
from tests.printing.samples import FONTS, job

if TYPE_CHECKING:
    from intake_app.printing.press import Press
    from intake_app.printing.profile import PrinterProfile

TYPED = replace(RECEIPT, mode="text")


def picture(proof: proofs.Proof) -> Image.Image:
    return Image.open(io.BytesIO(proof.png))


def of(document: Document, profile: PrinterProfile) -> proofs.Proof:
    return proofs.proof(document, profile, Fonts(FONTS), "receipt")


@pytest.mark.parametrize("able", [RECEIPT, replace(RECEIPT, width=384), LABEL])
def test_dots_are_those_that_are_sent(able: PrinterProfile) -> None:
    document = Document("", (Text("Ёж ₽ № 5", Weight.GIANT), Text("и всё")))
    assert of(document, able).png == raster.render(document, able, Fonts(FONTS)).png()


@pytest.mark.parametrize("width", [576, 384])
def test_letters_of_a_printer_stand_in_its_columns(width: int) -> None:
    able = replace(TYPED, width=width)
    columns = able.columns
    full = of(Document("", (Text("Ж" * columns), Cut())), able)
    assert picture(full).size == (width, 30)
    tall = of(Document("", (Text("Ж" * columns, Weight.GIANT),)), able)
    assert picture(tall).size == (width, 120)  # twice as wide: two lines, twice as high


def test_codes_are_read_from_a_proof_in_letters() -> None:
    blocks = (Barcode("010000004827"), Qr("ST00012|Name=ООО"), Picture("", 100))
    shown = ImageOps.expand(picture(of(Document("", blocks), TYPED)).convert("L"), 40, 255)
    found = {code.text for code in zxingcpp.read_barcodes(shown)}
    assert found == {"010000004827", "ST00012|Name=ООО"}


@pytest.mark.parametrize(
    ("encoding", "folded", "missing"),
    [
        ("cp866", (("«", '"'), ("₽", "р.")), ("😀",)),
        ("cp1251", (("₽", "р."),), ("😀",)),
    ],
)
def test_signs_are_told_by_what_becomes_of_them(
    encoding: str, folded: tuple[tuple[str, str], ...], missing: tuple[str, ...]
) -> None:
    shown = of(Document("", (Text("Ж « 5 ₽ 😀"),)), replace(TYPED, encoding=encoding))
    assert (shown.folded, shown.missing) == (folded, missing)
    assert "U+1F600" in shown.changed


def test_signs_no_font_has_are_told_of_dots_and_pages() -> None:
    document = Document("", (Text("Пётр 😀"),))
    for able in (RECEIPT, replace(RECEIPT, language="pdf")):
        assert of(document, able).missing == ("😀",)


def test_pages_are_the_very_pages(press: Press) -> None:
    able = printer("none:?language=pdf", "a4").profile
    shown = picture(press.proof(job(), able)).convert("L")
    assert abs(shown.width - 210 / 25.4 * 150) < 1
    codes = zxingcpp.read_barcodes(shown)
    assert [code.text for code in codes] == ["010000004827"]


def test_two_pages_stand_one_below_the_other() -> None:
    document = Document("", (Text("one"), Cut(), Text("two"), Cut()))
    shown = picture(of(document, replace(RECEIPT, language="pdf")))
    assert shown.height > 2 * shown.width


def test_a_code_too_wide_for_a_printer_s_own_is_drawn_as_it_will_be() -> None:
    able = replace(TYPED, width=384)
    document = Document("", (Text("Ж"), Barcode("1234567890" * 2)))
    assert of(document, able).png == raster.render(document, able, Fonts(FONTS)).png()
