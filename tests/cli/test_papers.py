"""`print`: papers of an order past the spool."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import ImageOps

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
    from intake_app.services.finder import Finder  # noqa: PLC0415 - after the store exists

    finder = Finder(furnished.data / "intake.db")
    try:
        return finder.orders("", limit=1)[0].number
    finally:
        finder.close()


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
