from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.printing import escpos, plain, raster
from intake_app.printing.document import Align, Band, Barcode, Cut, Document, Pair, Text, Weight
from intake_app.printing.folding import fold
from intake_app.printing.glyphs import Fonts
from intake_app.printing.letters import NBSP
from intake_app.printing.profile import LABEL as LABEL_PROFILE
from intake_app.printing.profile import RECEIPT as RECEIPT_PROFILE
from tests.printing.samples import FONTS, LABEL, RECEIPT, compose, noise, words
from tests.rigs.escpos import Paper, read

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.document import Block
    from intake_app.printing.profile import PrinterProfile

DOCUMENT = compose(RECEIPT, words("ru"))
CP866 = replace(RECEIPT_PROFILE, mode="text")
CP1251 = replace(CP866, encoding="cp1251", slot=46)
NARROW = replace(CP866, width=384)
TEXT_PROFILES = {"cp866": CP866, "cp1251": CP1251, "cp866-384": NARROW}


def printed(cache: Path, *blocks: Block, profile: PrinterProfile = CP866) -> Paper:
    job = escpos.text_job(Document("", blocks), profile, cache)
    return read(job.payload, profile.width)


@pytest.mark.parametrize("width", [576, 384, 570])
def test_a_printer_draws_exactly_the_preview(width: int) -> None:
    profile = replace(RECEIPT_PROFILE, width=width)
    picture = raster.render(DOCUMENT, profile, Fonts(FONTS))
    paper = read(escpos.raster_job(picture, profile), width)
    assert paper.picture.tobytes() == picture.picture.tobytes()
    assert paper.cuts == [picture.picture.height]


def test_bands_are_small_and_nothing_but_bands_is_sent() -> None:
    picture = raster.render(DOCUMENT, RECEIPT_PROFILE, Fonts(FONTS))
    for band in (24, 120, 256):
        profile = replace(RECEIPT_PROFILE, band=band)
        paper = read(escpos.raster_job(picture, profile))
        assert max(paper.bands) == band
        assert set(paper.commands) == {"ESC @", "FS .", "GS v", "GS V"}


def test_a_label_is_fed_to_its_gap() -> None:
    profile = replace(LABEL_PROFILE, after=b"\x1d\x0c")
    picture = raster.render(compose(LABEL, words("ru")), profile, Fonts(FONTS))
    paper = read(escpos.raster_job(picture, profile), 464)
    assert paper.commands[-1] == "GS \x0c"
    assert not paper.cuts
    assert paper.picture.size == (464, 320)


def test_two_papers_in_one_job_are_cut_apart() -> None:
    document = Document("", (Text("a"), Cut(), Text("b"), Cut()))
    picture = raster.render(document, RECEIPT_PROFILE, Fonts(FONTS))
    assert read(escpos.raster_job(picture, RECEIPT_PROFILE)).cuts == list(picture.cuts)


def test_without_a_knife_the_paper_comes_out_to_the_tear_bar() -> None:
    profile = replace(RECEIPT_PROFILE, cut="tear")
    picture = raster.render(DOCUMENT, profile, Fonts(FONTS))
    assert read(escpos.raster_job(picture, profile)).commands[-1] == "ESC d"


def test_a_picture_of_another_width_is_refused() -> None:
    picture = raster.render(DOCUMENT, RECEIPT_PROFILE, Fonts(FONTS))
    with pytest.raises(RejectedError) as caught:
        escpos.raster_job(picture, replace(RECEIPT_PROFILE, width=384))
    assert caught.value.problem is Problem.PICTURE_TOO_WIDE


@pytest.mark.parametrize("profile", TEXT_PROFILES.values(), ids=TEXT_PROFILES.keys())
def test_text_on_paper_is_the_folded_text(cache: Path, profile: PrinterProfile) -> None:
    job = escpos.text_job(DOCUMENT, profile, cache)
    paper = read(job.payload, profile.width)
    said = plain.render(DOCUMENT, profile.columns, lambda text: fold(text, profile.encoding)[0])
    ours = [" ".join(line.split()) for line in said.splitlines() if "||" not in line]
    theirs = [" ".join(line.text.split()) for line in paper.lines]
    assert theirs == ours
    assert paper.codes == [(RECEIPT.ticket, 3 if profile.width == 576 else 2)]


def test_every_line_of_a_text_job_stays_on_the_paper(cache: Path) -> None:
    for profile in TEXT_PROFILES.values():
        paper = read(escpos.text_job(DOCUMENT, profile, cache).payload, profile.width)
        assert max(len(line.text) for line in paper.lines) <= profile.columns


def test_what_was_folded_is_reported(cache: Path) -> None:
    assert escpos.text_job(DOCUMENT, CP866, cache).folded == frozenset("₽«»—–")
    assert escpos.text_job(DOCUMENT, CP1251, cache).folded == {"₽"}


def test_a_longer_sign_never_pushes_a_price_off_its_line(cache: Path) -> None:
    """Folded after the layout, `₽` -> `р.` wrapped the last dot of every full line."""
    value = f"1{NBSP}500{NBSP}₽"
    for length in range(20, 60):
        lines = printed(cache, Pair("х" * length, value)).text.splitlines()
        assert lines[-1].endswith("1 500 р.")
        assert len(lines[-1]) == 48


def test_loud_text_is_loud_and_quiet_again(cache: Path) -> None:
    paper = printed(
        cache,
        Text("Shop", Weight.HEADING),
        Text("B-1", Weight.GIANT),
        Band("URGENT"),
        Text("small", Weight.SMALL),
        Text("loud", Weight.STRONG),
        Text("plain"),
    )
    shop, giant, band, small, loud, plainly = paper.lines
    assert (shop.bold, shop.size, giant.size) == (True, 0x01, 0x11)
    assert band.inverse
    assert len(band.text) == 48
    assert (small.bold, loud.bold, plainly.bold) == (False, True, False)
    assert (plainly.size, plainly.inverse) == (0, False)


def test_alignment_is_made_of_blanks(cache: Path) -> None:
    paper = printed(cache, *(Text("x", align=align) for align in Align))
    assert [line.text.index("x") for line in paper.lines] == [0, 23, 47]


def test_braces_in_a_code_are_doubled(cache: Path) -> None:
    assert printed(cache, Barcode("A{1")).codes == [("A{1", 3)]


@pytest.mark.parametrize(
    ("data", "problem"),
    [("Ж1", Problem.MALFORMED), ("", Problem.MALFORMED), ("1" * 30, Problem.PICTURE_TOO_WIDE)],
)
def test_a_code_the_printer_would_spoil_is_refused(
    cache: Path, data: str, problem: Problem
) -> None:
    with pytest.raises(RejectedError) as caught:
        printed(cache, Barcode(data))
    assert caught.value.problem is problem


def test_the_code_page_is_told_once_and_after_every_reset(cache: Path) -> None:
    paper = printed(cache, Text("Ж"), Band("Ё"), Text("№"), profile=CP1251)
    assert paper.slots == [46]
    assert paper.commands[:3] == ["ESC @", "FS .", "ESC t"]


def test_bytes_are_the_same_each_time() -> None:
    picture = raster.render(DOCUMENT, RECEIPT_PROFILE, Fonts(FONTS))
    first = escpos.raster_job(picture, RECEIPT_PROFILE)
    again = raster.render(DOCUMENT, RECEIPT_PROFILE, Fonts(FONTS))
    assert escpos.raster_job(again, RECEIPT_PROFILE) == first


def test_a_random_picture_is_carried_bit_by_bit() -> None:
    picture = noise(300)
    whole = raster.Raster(picture, (), frozenset(), cropped=False)
    job = escpos.raster_job(whole, RECEIPT_PROFILE)
    assert read(job).picture.tobytes() == picture.tobytes()
