"""`print`: papers of an order past the spool."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import ImageOps

from intake_app.cli.shops import opened
from intake_app.config import Settings
from intake_app.printing import stored
from intake_app.printing.document import Document, Text
from intake_app.services import templates
from intake_app.services.papers import DOCUMENTS
from tests.printing.test_pdf import text
from tests.rigs import epl, tspl, zpl
from tests.rigs.printer import TcpPrinter
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Intake

ORDER = "A-00007-0"
LABELS = {
    "tspl": (tspl.read, b"PRINT 1,1\r\n"),
    "zpl": (zpl.read, b"^XZ\n"),
    "epl": (epl.read, b"P1\n"),
}


@pytest.fixture
def number(furnished: Intake) -> str:
    with opened(Settings(furnished.data)) as shop:
        return shop.finder.orders("", limit=1)[0].number


def test_a_receipt_becomes_a_pdf_file(furnished: Intake, number: str, tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    ended = furnished("print", number.lower(), "--document", "receipt", "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_label_goes_to_a_printer(furnished: Intake, number: str, tmp_path: Path) -> None:
    address = (tmp_path / "paper").as_uri().replace("file:", "folder:")
    ended = furnished("print", number, "--document", "label", "--to", address)
    assert (ended.code, ended.err) == (0, "")
    (about,) = (tmp_path / "paper").glob("*.json")
    assert json.loads(about.read_text("utf-8")) == {"document": "label", "order": number}


@pytest.mark.parametrize("language", LABELS)
def test_a_label_goes_out_in_the_language_of_its_printer(
    furnished: Intake, number: str, language: str
) -> None:
    read, end = LABELS[language]
    with closing(TcpPrinter()) as printer:
        where = f"{printer.address}?language={language}"
        ended = furnished("print", number, "--document", "label", "--to", where)
        assert (ended.code, ended.err) == (0, "")
        until(lambda: printer.mechanism.printed.endswith(end), "the end of the label")
    (label,) = read(printer.mechanism.printed)
    (code,) = zxingcpp.read_barcodes(ImageOps.expand(label.picture.convert("L"), 40, 255))
    assert code.text.isdigit()


def test_a_receipt_is_not_for_a_label_printer(furnished: Intake, number: str) -> None:
    where = "tcp://127.0.0.1?language=tspl"
    ended = furnished("print", number, "--document", "receipt", "--to", where)
    assert ended.code == 1
    assert "labels only" in ended.err


def test_an_unknown_order_is_refused(furnished: Intake, tmp_path: Path) -> None:
    ended = furnished("print", "Z-1", "--document", "label", "--pdf", str(tmp_path / "x.pdf"))
    assert ended.code == 1
    assert "Z-1" in ended.err


def test_a_wrong_address_is_refused_before_anything_else(furnished: Intake, number: str) -> None:
    ended = furnished("print", number, "--document", "label", "--to", "foo://x")
    assert ended.code == 1
    assert "foo" in ended.err


def test_a_file_that_cannot_be_written_is_refused(
    furnished: Intake, number: str, tmp_path: Path
) -> None:
    ended = furnished("print", number, "--document", "label", "--pdf", str(tmp_path))
    assert ended.code == 1
    assert str(tmp_path) in ended.err


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_paper_of_an_order_can_be_had(
    furnished: Intake, number: str, tmp_path: Path, document: str
) -> None:
    file = tmp_path / "paper.pdf"
    ended = furnished("print", number, "--document", document, "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert file.read_bytes().startswith(b"%PDF-")


def test_the_owner_s_words_are_on_it(furnished: Intake, number: str, tmp_path: Path) -> None:
    own = "Наша бумага {{ order.number }}\n"
    with opened(Settings(furnished.data)) as shop:
        shop.services.preferences.choose(templates.key("receipt", "ru"), own)
    assert f"Наша бумага {number}" in said(furnished, number, tmp_path)


@pytest.mark.expects_log("is broken")
def test_a_template_that_is_broken_is_told_and_the_shipped_one_printed(
    furnished: Intake, number: str, tmp_path: Path
) -> None:
    with opened(Settings(furnished.data)) as shop:
        shop.services.preferences.choose(templates.key("receipt", "ru"), "{{ nobody }}")
    file = tmp_path / "paper.pdf"
    ended = furnished("print", number, "--document", "receipt", "--pdf", str(file))
    assert ended.code == 0
    assert ended.err.count("intake-app:") == 1
    assert number in text(file.read_bytes())


def test_what_was_printed_before_says_the_same_and_is_marked(
    furnished: Intake, number: str, tmp_path: Path
) -> None:
    """The blocks of the first paper, whatever the template says by now."""
    with opened(Settings(furnished.data)) as shop:
        order = next(row.id for row in shop.finder.orders(number) if row.number == number)
        spool = shop.services.printouts
        job = shop.services.orders.reprint(order, "receipt")
        blocks = stored.dump(Document("", (Text("как было тогда"),)))
        spool.keep_payload(job, b"bytes", composed=blocks)
    printed = said(furnished, number, tmp_path)
    assert "как было тогда" in printed
    assert "ПОВТОР № 1" in printed


def said(intake: Intake, number: str, folder: Path) -> str:
    """The words of the receipt as a page."""
    file = folder / "paper.pdf"
    ended = intake("print", number, "--document", "receipt", "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")
    return text(file.read_bytes())


@pytest.mark.parametrize(
    "document", ["consent", "advertising", "client_label", "accessory_label", "upd"]
)
def test_every_other_paper_of_an_order_becomes_a_file(
    furnished: Intake, number: str, tmp_path: Path, document: str
) -> None:
    file = tmp_path / "paper.pdf"
    ended = furnished("print", number, "--document", document, "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert text(file.read_bytes()).strip()


@pytest.mark.parametrize(
    ("asked", "document"),
    [("today", "shift_report"), ("2026-11-20", "shift_report"), ("A 1-3", "place_label")],
)
def test_papers_of_the_shop_need_no_order(
    furnished: Intake, tmp_path: Path, asked: str, document: str
) -> None:
    file = tmp_path / "paper.pdf"
    ended = furnished("print", asked, "--document", document, "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")


def test_a_badge_is_asked_for_by_name(furnished: Intake, tmp_path: Path) -> None:
    with opened(Settings(furnished.data)) as shop:
        shop.services.staff.add("Anna K.")
    file = tmp_path / "badge.pdf"
    ended = furnished("print", "anna k.", "--document", "staff_label", "--pdf", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert "Anna K." in text(file.read_bytes())


@pytest.mark.parametrize(
    ("asked", "document"),
    [("Nobody", "staff_label"), ("a day", "shift_report"), ("shelf", "place_label")],
)
def test_what_is_not_there_is_refused(
    furnished: Intake, tmp_path: Path, asked: str, document: str
) -> None:
    file = str(tmp_path / "paper.pdf")
    ended = furnished("print", asked, "--document", document, "--pdf", file)
    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1


def test_a_paper_can_be_asked_for_in_another_language(
    furnished: Intake, number: str, tmp_path: Path
) -> None:
    file = tmp_path / "receipt.pdf"
    asked = ("--document", "receipt", "--language", "en", "--page", "a5", "--pdf", str(file))
    assert furnished("print", number, *asked).code == 0
    said = text(file.read_bytes())
    assert "Receipt of acceptance" in said
    assert "Квитанция о приёме" in said  # the shop's copy
