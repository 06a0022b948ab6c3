"""The reader that judges our jobs must itself refuse what a printer would."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.rigs.escpos import JobError, read

TEXT = b"\x1b@\x1c.\x1bt\x11\x1bE\x01" + "Ёж № 5".encode("cp866") + b"\x1bE\x00\n"
BAND = b"\x1dv0\x00\x02\x00\x03\x00" + bytes([0x80, 0, 0, 0, 0, 1])


def test_text_comes_back_in_the_letters_of_its_code_page() -> None:
    paper = read(TEXT)
    assert paper.text == "Ёж № 5"
    assert paper.lines[0].bold
    assert read(b"\x1c.\x1bt\x2e" + "«Ёж»".encode("cp1251") + b"\n").text == "«Ёж»"


def test_a_picture_comes_back_dot_by_dot() -> None:
    picture = read(BAND, 16).picture
    black = [(x, y) for y in range(3) for x in range(16) if not picture.getpixel((x, y))]
    assert picture.size == (16, 3)
    assert black == [(0, 0), (15, 2)]


def test_blank_rows_fed_by_dots_are_part_of_the_picture() -> None:
    plain = Image.new("1", (16, 5), 1)
    fed = read(b"\x1bJ\x05", 16).picture
    assert fed.tobytes() == plain.tobytes()


def test_barcode_needs_its_code_set_doubled_braces_and_room() -> None:
    head = b"\x1dh\x40\x1dw\x02\x1dH\x00\x1dk\x49"
    assert read(head + b"\x06{B12{{").codes == [("12{", 2)]
    for wrong in (b"\x0412AB", b"\x05{B12{", b"\x20{B" + b"1" * 30):
        with pytest.raises(JobError):
            read(head + wrong, 384)


@pytest.mark.parametrize("end", range(1, len(BAND)))
def test_a_truncated_band_is_refused(end: int) -> None:
    with pytest.raises(JobError):
        read(BAND[:end], 16)


@pytest.mark.parametrize(
    "job",
    [
        b"\x07",  # a bell
        b"\x1b\x7f",  # an unknown command
        b"\x1c.\x1bt\x63",  # an unknown slot
        b"\x1bt\x11" + "Ж".encode("cp866") + b"\n",  # still in Kanji mode
        b"\x1c." + "Ж".encode("cp866") + b"\n",  # no code page
        b"never printed",
        b"x" * 49 + b"\n",  # wider than the paper
        b"\x1dVC",  # an unknown cut
        b"\x1dv0\x00\x02\x00\x03\x00" + bytes(7),  # a byte too many
        b"\x1d(H\x07\x0000123\n",  # a wrong length
        b"text\x1b@",  # a command in the middle of a line
    ],
)
def test_what_a_printer_would_spoil_is_refused(job: bytes) -> None:
    with pytest.raises(JobError):
        read(job)


def test_a_length_field_that_overflows_is_refused() -> None:
    # python-escpos 3.1 with impl="graphics": 3594 bytes declared, 69130 sent.
    with pytest.raises(JobError):
        read(b"\x1d(L\x0a\x0e" + bytes(69130))
