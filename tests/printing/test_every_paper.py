"""Every paper there is, on every kind of printer: a new one is tested by being in the registry."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageOps
from pypdfium2 import PdfDocument

from intake_app.config import resources
from intake_app.i18n.translator import Translator, translator
from intake_app.money import Money
from intake_app.printing import columns, pages, pdf, plain, raster, stored
from intake_app.printing.composing import composed, pieces
from intake_app.printing.document import Barcode, Document, Qr
from intake_app.printing.examples import example
from intake_app.printing.glyphs import Fonts
from intake_app.printing.press import Press
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL, RECEIPT, PrinterProfile
from intake_app.printing.templating import shipped
from intake_app.printing.templating.template import Template
from intake_app.printing.views import catalogue
from intake_app.printing.views.agreed import written
from intake_app.printing.views.titles import TITLES
from intake_app.services import frozen
from intake_app.services.papers import LABELS, PAPERS, PaperData, PaperName, data_of
from tests.printing.samples import FONTS, MOSCOW, job
from tests.printing.samples import SHOP as SIGN
from tests.printing.test_pdf import letters, text
from tests.rigs import epl, tspl, zpl
from tests.rigs.escpos import read as read_escpos

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image
    from syrupy.assertion import SnapshotAssertion

SHOP = replace(
    SIGN,
    bank="ПАО СБЕРБАНК",
    bik="044525225",
    account="40702810938000000001",
    corr_account="30101810400000000225",
    kpp="773601001",
    ogrn="1237700123451",
    director="Иванов И. И.",
    accountant="Петрова П. П.",
)
SHEETS = [name for name in PAPERS if name not in LABELS]
STICKERS = [name for name in PAPERS if name in LABELS]
ROLLS: dict[str, PrinterProfile] = {
    "raster-576": RECEIPT,
    "raster-384": replace(RECEIPT, width=384),
    "cp866-576": replace(RECEIPT, mode="text"),
    "cp866-384": replace(RECEIPT, mode="text", width=384),
    "cp1251-576": replace(RECEIPT, mode="text", encoding="cp1251", slot=46),
    "cp1251-384": replace(RECEIPT, mode="text", encoding="cp1251", slot=46, width=384),
}
READERS = {"tspl": tspl.read, "zpl": zpl.read, "epl": epl.read}
BOTH = pytest.mark.parametrize("language", ["ru", "en"])
EVERY = pytest.mark.parametrize("name", PAPERS)


@cache
def words(language: str) -> Translator:
    """The catalogue itself: what is not translated is seen in the goldens."""
    return translator(language, resources() / "locale")


@pytest.fixture(scope="module")
def press(cache: Path) -> Press:
    return Press(FONTS, cache, words, zone=MOSCOW)


def paper(name: PaperName, language: str = "ru") -> PaperData:
    return example(name, SHOP, language)


def made(name: PaperName, language: str = "ru") -> Document:
    return composed(name, paper(name, language), words(language))


def _kept(payload: bytes, way: str) -> object:
    """One way is kept to be read, of the others that nothing changed."""
    return payload if way == "cp866-576" else sha256(payload).hexdigest()


@BOTH
@pytest.mark.parametrize("profile", ["ru", "neutral"])
@EVERY
def test_a_shipped_template_has_no_faults(name: PaperName, language: str, profile: str) -> None:
    for _, source in shipped.editions(name, profile, language):
        assert Template(source, catalogue.variables(name)).faults() == ()


@EVERY
def test_a_view_says_what_its_variables_promise(name: PaperName) -> None:
    sheet = catalogue.sheet(name, paper(name), words("ru"))
    for group, meanings in sheet.variables.groups.items():
        assert sheet.values.groups[group].keys() == meanings.keys(), group
    assert sheet.variables.lists.keys() == sheet.values.lists.keys()
    for group, rows in sheet.values.lists.items():
        for row in rows:
            assert row.keys() == sheet.variables.lists[group].keys()


def test_every_paper_has_a_title() -> None:
    assert TITLES.keys() == {*PAPERS} - {"consent"}  # that names itself by its purpose


@BOTH
@EVERY
def test_words(name: PaperName, language: str, snapshot: SnapshotAssertion) -> None:
    assert plain.render(made(name, language), 48) == snapshot


@pytest.mark.parametrize("way", ROLLS)
@pytest.mark.parametrize("name", SHEETS)
def test_bytes_on_a_roll(
    press: Press, name: PaperName, way: str, snapshot: SnapshotAssertion
) -> None:
    profile = ROLLS[way]
    rendered = press.rendered(job(paper(name), document=name), profile)
    read_escpos(rendered.payload, profile.width)
    assert (_kept(rendered.payload, way), rendered.changed) == snapshot


@pytest.mark.parametrize("way", [*READERS, "escpos", "cp866", "cp1251"])
@pytest.mark.parametrize("name", STICKERS)
def test_bytes_on_labels(
    press: Press, name: PaperName, way: str, snapshot: SnapshotAssertion
) -> None:
    if way in READERS:
        profile = printer(f"none:?language={way}", "label").profile
    else:
        text_mode = replace(LABEL, mode="text", encoding=way, slot=17)
        profile = LABEL if way == "escpos" else text_mode
    rendered = press.rendered(job(paper(name), document=name), profile)
    if way in READERS:
        drawn = READERS[way](rendered.payload)
        assert len(drawn) == len(pieces(made(name)))
    assert (_kept(rendered.payload, way), rendered.changed) == snapshot


@pytest.mark.parametrize("page", ["a4", "a5"])
@BOTH
@EVERY
def test_pages_say_the_same_and_are_sound(
    press: Press, tmp_path: Path, name: PaperName, language: str, page: str
) -> None:
    payload = press.pdf(name, paper(name, language), language, cast("Any", page)).payload
    said = re.sub(r"\|\| .* \|\|", "", plain.render(made(name, language), 500))
    assert letters(text(payload)) == letters(said)
    fonts = set(re.findall(rb"/BaseFont /([^ /\r\n]+)", payload))
    assert {font.split(b"+")[-1] for font in fonts} <= {
        path.stem.encode() for path in FONTS.glob("*.ttf")
    }
    assert payload.count(b"/FontFile2") == len(fonts)
    file = tmp_path / "paper.pdf"
    file.write_bytes(payload)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def codes(document: Document) -> list[str]:
    return [block.data for block in document.blocks if isinstance(block, Barcode | Qr)]


def seen(picture: Image) -> list[str]:
    """As a reader sees paper that lies on something white."""
    framed = ImageOps.expand(picture.convert("L"), 40, 255)
    return [code.text for code in zxingcpp.read_barcodes(framed)]


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("name", SHEETS)
def test_every_code_is_read_from_the_roll(name: PaperName, width: int) -> None:
    document = made(name)
    drawn = raster.render(document, replace(RECEIPT, width=width), Fonts(FONTS))
    assert seen(drawn.picture) == codes(document)


@pytest.mark.parametrize("name", STICKERS)
def test_every_code_is_read_from_the_label(name: PaperName) -> None:
    for label in pieces(made(name)):
        drawn = raster.render(label, LABEL, Fonts(FONTS))
        assert seen(drawn.picture) == codes(label)
        assert not drawn.cropped


@EVERY
def test_every_code_is_read_from_the_page(press: Press, name: PaperName) -> None:
    file = PdfDocument(press.pdf(name, paper(name), "ru").payload)
    found = [code for page in file for code in seen(page.render(scale=300 / 72).to_pil())]
    file.close()
    assert found == codes(made(name))


@EVERY
def test_it_survives_the_spool(name: PaperName) -> None:
    data, document = paper(name), made(name)
    assert frozen.load(data_of(name), frozen.dump(data)) == data
    assert stored.load(stored.dump(document)) == document


@BOTH
@EVERY
def test_no_paper_of_ours_poses_as_a_fiscal_receipt(name: PaperName, language: str) -> None:
    said = plain.render(made(name, language), 500).lower()
    assert "кассовый чек" not in said
    assert not re.search(r"\b(фн|фд|фп|ккт)\b", said)


def test_a_russian_paper_has_no_english_words() -> None:
    ours = re.compile(r"apple|iphone|imei|f2lxk3q9n7|f8y2417|pd-ru-ru-1|[xz]|[a-f0-9]{12}|a")
    for name in PAPERS:
        said = re.sub(r"\|\| .* \|\|", "", plain.render(made(name), 500))
        found = re.findall(r"\b[A-Za-z][A-Za-z0-9-]+", said)
        assert not [word for word in found if not ours.match(word.lower())], name


WORDY = frozenset({"client", "device", "fault", "item", "title", "note", "name", "by"}) | {
    *("accepted_by", "accessories", "appearance", "serial", "seller", "technician"),
    *("address", "consignee", "contract"),
}
MARKUP = ["[cut]", "{{ shop.name }}", "a|b", "---", "<b>x", "[row] 1 | 2", "{% if x %}"]
NASTY = ["\x00\x1b@", "Z̸̡̢" * 20, "х" * 10_000, "😀👨‍👩‍👧", "שלום \u202eevil", "слово " * 300]
TEXT = st.text(max_size=100) | st.sampled_from(MARKUP + NASTY)


def told(value: Any, said: str) -> Any:  # noqa: ANN401 - any data of any paper
    """The same data with something else in every field that people fill in."""
    if isinstance(value, tuple):
        return tuple(told(each, said) for each in cast("tuple[object, ...]", value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        one.name: f"{old}{said}" if one.name in WORDY and isinstance(old, str) else told(old, said)
        for one in fields(value)
        if (old := getattr(value, one.name)) not in ("", None)
    }
    return replace(cast("Any", value), **changes)


def amounts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any data of any paper
    """Every sum a paper was given, as it is printed."""
    if isinstance(value, Money):
        yield written(value, "ru").replace("\u00a0", " ")
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from amounts(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from amounts(getattr(value, one.name))


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(PAPERS), said=TEXT, width=st.sampled_from([32, 48]))
def test_any_words_of_a_client_stay_words(name: PaperName, said: str, width: int) -> None:
    data = told(paper(name), said)
    document = composed(name, data, words("ru"))
    assert [type(block) for block in document.blocks] == [
        type(block) for block in made(name).blocks
    ]
    lines = plain.render(document, width).splitlines()
    assert all(columns.cells(line) <= width for line in lines)
    whole = plain.render(document, 500)
    for amount in set(amounts(data)):
        if amount in whole:
            assert any(amount in line for line in lines), amount
    # Nothing of one paper is left in the next.
    assert made(name) == composed(name, paper(name), words("ru"))


@settings(max_examples=25, deadline=None)
@given(name=st.sampled_from(PAPERS), said=TEXT)
def test_any_words_print_on_every_printer(press: Press, name: PaperName, said: str) -> None:
    data = told(paper(name), said)
    asked = job(data, document=name)
    if name in LABELS:
        for language, read in READERS.items():
            profile = printer(f"none:?language={language}", "label").profile
            assert len(read(press.rendered(asked, profile).payload)) == len(pieces(made(name)))
    else:
        for profile in (replace(RECEIPT, width=384), replace(RECEIPT, mode="text")):
            read_escpos(press.rendered(asked, profile).payload, profile.width)
    printed = pdf.render(composed(name, data, words("ru")), pages.page_of(name, "a5"), Fonts(FONTS))
    assert printed.payload.startswith(b"%PDF")
