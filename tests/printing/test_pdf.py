from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from intake_app.printing import pages, pdf, plain
from intake_app.printing.document import Barcode, Cut, Document, Pair, Text
from intake_app.printing.glyphs import Fonts
from tests.printing.samples import FONTS, LABEL, RECEIPT, compose, words

DOCUMENT = compose(RECEIPT, words("ru"))


def rendered(document: Document, page: pages.Page = pages.A4) -> bytes:
    return pdf.render(document, page, Fonts(FONTS)).payload


def opened(payload: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(payload)


def text(payload: bytes) -> str:
    file = opened(payload)
    pages = [page.get_textpage().get_text_bounded() for page in file]
    file.close()
    return "\n".join(pages)


def letters(said: str) -> list[str]:
    return sorted(re.sub(r"[\s_|\-\u00ad\ufffe]", "", said))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_say_what_the_document_says(language: str) -> None:
    document = compose(RECEIPT, words(language))
    said = plain.render(document, 500).replace(f"|| {RECEIPT.ticket} ||", "")
    assert letters(text(rendered(document))) == letters(said)


def test_bytes_are_the_same_each_time_and_hold_no_foreign_font() -> None:
    first = rendered(DOCUMENT)
    assert rendered(DOCUMENT) == first
    fonts = set(re.findall(rb"/BaseFont /([^ /\r\n]+)", first))
    assert {name.split(b"+")[-1] for name in fonts} == {b"PTSans-Regular", b"PTSans-Bold"}
    assert b"/Lang" in first


def test_the_title_names_the_file() -> None:
    file = opened(rendered(DOCUMENT))
    assert file.get_metadata_value("Title") == DOCUMENT.title
    file.close()


@pytest.mark.parametrize(
    ("document", "page"), [(DOCUMENT, pages.A4), (compose(LABEL, words("ru")), pages.LABEL)]
)
def test_a_scanner_reads_the_code_from_the_page(document: Document, page: pages.Page) -> None:
    file = opened(rendered(document, page))
    assert len(file) == 1
    assert file[0].get_size() == pytest.approx((page.width * 72 / 25.4, page.height * 72 / 25.4))
    picture = file[0].render(scale=300 / 72).to_pil().convert("L")
    file.close()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [RECEIPT.ticket]


def test_markup_in_a_client_s_words_is_only_text() -> None:
    said = "Корпус <b> сколы & <para> </font> «&amp;»"
    assert said in text(rendered(Document("", (Text(said), Pair("<i>", "a < b")))))


def test_signs_no_font_shows_are_boxed_and_reported() -> None:
    printed = pdf.render(Document("", (Text("ok → 😀"),)), pages.A4, Fonts(FONTS))
    assert printed.missing == {"😀"}
    assert "ok → □" in text(printed.payload)


def test_long_words_and_long_stories_flow_over_pages() -> None:
    endless = Document(
        "", (Pair("Fault", "х" * 10_000), Text("y " * 5_000), Cut(), Text("end"), Cut())
    )
    payload = rendered(endless)
    file = opened(payload)
    assert len(file) > 3
    file.close()
    assert text(payload).count("х") == 10_000


def test_a_paper_after_a_cut_starts_a_page_and_the_last_cut_adds_none() -> None:
    file = opened(rendered(Document("", (Text("a"), Cut(), Text("b"), Cut()))))
    assert len(file) == 2
    file.close()


@pytest.mark.parametrize("urgent", [True, False])
def test_a_long_label_stays_on_its_one_page(urgent: bool) -> None:
    long = "Общество с ограниченной ответственностью Ромашка " * 9
    data = replace(LABEL, urgent=urgent, client=long, device=long, fault=long)
    file = opened(rendered(compose(data, words("ru")), pages.LABEL))
    assert len(file) == 1
    file.close()


def test_a_code_that_is_wide_is_drawn_narrower() -> None:
    file = opened(rendered(Document("", (Barcode("0" * 40, human="forty"),))))
    picture = file[0].render(scale=600 / 72).to_pil().convert("L")
    file.close()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["0" * 40]


def test_threads_take_turns() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(rendered, [DOCUMENT] * 12))
    assert made == {rendered(DOCUMENT)}
