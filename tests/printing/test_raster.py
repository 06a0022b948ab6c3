from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageOps

from intake_app.errors import Problem, RejectedError
from intake_app.printing import raster
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Cut,
    Document,
    Pair,
    Signature,
    Space,
    Text,
    Weight,
)
from intake_app.printing.faces import Faces
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import LABEL as LABEL_PROFILE
from intake_app.printing.profile import RECEIPT as RECEIPT_PROFILE
from tests.printing.samples import FONTS, LABEL, PAPERS, RECEIPT, compose, job, named, words

if TYPE_CHECKING:
    from intake_app.printing.document import Block
    from intake_app.printing.press import Press
    from intake_app.printing.profile import PrinterProfile

WIDTHS = {"receipt": (576, 384), "label": (464, 384)}
PROFILES = {"receipt": RECEIPT_PROFILE, "label": LABEL_PROFILE}
CASES = [(name, width) for name, widths in WIDTHS.items() for width in widths]
NARROW = replace(RECEIPT_PROFILE, width=384)


def drawn(*blocks: Block, profile: PrinterProfile = RECEIPT_PROFILE) -> raster.Raster:
    return raster.render(Document("", blocks), profile, Fonts(FONTS))


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.point([1] + [0] * 255, "1").getbbox()
    assert box
    return box


@pytest.mark.parametrize(("name", "width"), CASES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_scanner_reads_the_code_from_the_very_picture(
    press: Press, name: str, width: int, language: str
) -> None:
    profile = replace(PROFILES[name], width=width)
    picture = Image.open(
        io.BytesIO(press.preview(named(PAPERS[name]), PAPERS[name], language, profile).png)
    )
    assert picture.mode == "1"
    assert picture.width == width
    framed = ImageOps.expand(picture.convert("L"), 40, 255)
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [RECEIPT.ticket]


@pytest.mark.parametrize(("name", "width"), CASES)
def test_bars_are_whole_dots_with_quiet_zones(press: Press, name: str, width: int) -> None:
    profile = replace(PROFILES[name], width=width)
    picture = Image.open(
        io.BytesIO(press.preview(named(PAPERS[name]), PAPERS[name], "ru", profile).png)
    )
    rows = [picture.crop((0, y, width, y + 1)).tobytes() for y in range(picture.height)]
    bars = max(
        (row for row in rows if any(row)),
        key=lambda row: rows.count(row) * (row.count(255) < len(row)),
    )
    bits = "".join(f"{byte:08b}" for byte in bars)[:width]
    left, right = bits.index("0"), width - bits.rindex("0") - 1
    module = (width - left - right) // 101
    assert module >= 2
    assert (width - left - right) % 101 == 0
    assert min(left, right) >= 10 * module


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("weight", list(Weight))
def test_no_letter_a_client_reads_is_lower_than_two_millimetres(dpi: int, weight: Weight) -> None:
    picture = drawn(Text("Н", weight), profile=replace(RECEIPT_PROFILE, dpi=dpi)).picture
    _, top, _, bottom = inked(picture)
    assert (bottom - top) / dpi * 25.4 >= 1.99


@pytest.mark.parametrize("sign", list("₽«»№Ёё—–…·"))
@pytest.mark.parametrize("weight", [Weight.BODY, Weight.STRONG])
def test_signs_have_pictures_of_their_own(sign: str, weight: Weight) -> None:
    shown = drawn(Text(sign, weight))
    boxed = drawn(Text("\U0001f600", weight))
    assert not shown.missing
    assert boxed.missing == {"\U0001f600"}
    assert shown.picture.tobytes() != boxed.picture.tobytes()


@pytest.mark.parametrize("profile", [RECEIPT_PROFILE, NARROW], ids=["576", "384"])
def test_a_price_stays_on_the_line_of_its_label(profile: PrinterProfile) -> None:
    one_line = drawn(Text("х"), profile=profile).picture.height
    assert drawn(Pair("Цена", "12 345,60 ₽"), profile=profile).picture.height == one_line
    long = drawn(
        Pair("Предварительная стоимость работ по договору", "12 345,60 ₽"), profile=profile
    )
    assert long.picture.height >= 2 * one_line
    assert inked(long.picture)[2] >= profile.width - 3  # the sum keeps to the right


def test_alignment_moves_the_ink() -> None:
    lefts = [inked(drawn(Text("х", align=align)).picture)[0] for align in Align]
    assert lefts[0] < 4
    assert abs(lefts[1] - 288) < 10
    assert lefts[2] > 560


def test_a_giant_number_shrinks_to_one_line_before_it_wraps() -> None:
    short, long = drawn(Text("B-1", Weight.GIANT)), drawn(Text("AB-9999999-00482-7", Weight.GIANT))
    assert long.picture.height < short.picture.height
    assert inked(long.picture)[2] <= 576
    endless = drawn(Text("0" * 60, Weight.GIANT))
    assert inked(endless.picture)[2] <= 576


def test_a_band_is_white_on_black() -> None:
    picture = drawn(Band("СРОЧНО")).picture
    black, *_, white = picture.convert("L").histogram()
    assert black > white > 0


def test_there_is_room_to_sign_also_beside_a_long_name() -> None:
    for who in ("Клиент", "Принял: " + "Константинопольский " * 3):
        picture = drawn(Signature(who)).picture
        low = picture.height - 20
        line = [picture.getpixel((x, y)) for y in range(low, picture.height) for x in (400, 570)]
        assert 0 in line


def test_cuts_are_rows_between_blocks() -> None:
    twice = drawn(Text("a"), Cut(), Text("b"), Cut())
    assert twice.cuts == (twice.picture.height // 2, twice.picture.height)


def test_a_full_label_leaves_out_its_end_and_says_so() -> None:
    lines = [Text(f"line {number}") for number in range(30)]
    full = drawn(Barcode("123456"), *lines, profile=LABEL_PROFILE)
    assert full.picture.size == (464, 320)
    assert full.cropped
    assert inked(full.picture)[3] <= 320 - LABEL_PROFILE.margin
    assert not drawn(Text("one"), Space(200), profile=LABEL_PROFILE).cropped


@pytest.mark.parametrize("width", [464, 384])
@pytest.mark.parametrize("marked", ["", "urgent", "repeat", "demo", "urgent repeat demo"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_line_of_a_long_label_fits(width: int, marked: str, language: str) -> None:
    long = "Общество с ограниченной ответственностью Ромашка и партнёры " * 9
    data = replace(LABEL, urgent="urgent" in marked, demo="demo" in marked)
    data = replace(data, client=long, device=long, fault=long)
    document = compose(data, words(language), repeat="repeat" in marked)
    drawn_label = raster.render(document, replace(LABEL_PROFILE, width=width), Fonts(FONTS))
    assert not drawn_label.cropped


@pytest.mark.parametrize("width", [464, 384])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_all_marks_of_a_label_share_one_line(width: int, language: str) -> None:
    data = replace(LABEL, urgent=True, demo=True)
    band = compose(data, words(language), repeat=True).blocks[0]
    profile = replace(LABEL_PROFILE, width=width, height=0)
    assert (
        drawn(band, profile=profile).picture.height
        == drawn(Band("I"), profile=profile).picture.height
    )


def test_a_barcode_that_cannot_fit_is_refused() -> None:
    with pytest.raises(RejectedError) as caught:
        drawn(Barcode("0" * 120), profile=replace(RECEIPT_PROFILE, width=384))
    assert caught.value.problem is Problem.PICTURE_TOO_WIDE


def test_an_empty_document_is_still_a_picture() -> None:
    assert drawn().picture.size == (576, 1)


def test_what_is_measured_is_what_is_drawn() -> None:
    face = Faces(Fonts(FONTS), 203).face(Weight.BODY)
    for text in ("Петров", "WAVE", "1 234,50 ₽", "→ да"):
        left, _, right, _ = inked(drawn(Text(text)).picture)
        assert right - left <= face.width(text) + 2


def test_the_preview_is_the_picture_that_is_sent(press: Press) -> None:
    preview = press.preview("receipt", RECEIPT, "ru", RECEIPT_PROFILE)
    assert preview.png == press.picture(job(), RECEIPT_PROFILE)
    assert preview.changed == ()
