"""Whatever a client is called and whatever is broken: it prints, and it stays on the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_app.money import Money
from intake_app.printing import columns, escpos, plain, raster
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import LABEL as LABEL_PROFILE
from intake_app.printing.profile import RECEIPT as RECEIPT_PROFILE
from tests.printing.samples import FONTS, LABEL, RECEIPT, compose, named, words
from tests.rigs.escpos import read

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.press import Press
    from intake_app.services.papers import LabelData, ReceiptData

NASTY = [
    "",
    " ",
    "\n\n\n",
    "\x00\x1b@\x1d\x10\x04\x01",
    "<b>не закрыт & <para>",
    "😀👨‍👩‍👧‍👦🇷🇺",
    "שלום عليكم \u202eevil",
    "Z̸̡̢̛̗̘̙̜̝̞̟̠͇̊̋̌̍̎̏̚ͅa" * 50,
    "中文字符" * 40,
    "х" * 10_000,
    "слово " * 2_000,
    "1 500 ₽ «Ёлка» — № 5…",
    "\u0301\u0301",
    "½ﬁ™\ufeff\ufffe",
    "{{{}}}%s%d",
]
SHORT = [text for text in NASTY if len(text) < 1000]  # the long ones are tried one by one
TEXT = st.text(max_size=200) | st.sampled_from(SHORT)
MONEY = st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["RUB", "EUR", "XXX"]))
SOME = settings(max_examples=30, deadline=None)
FEW = settings(max_examples=10, deadline=None)  # a picture takes 50 ms


@st.composite
def receipts(draw: st.DrawFn) -> ReceiptData:
    return replace(
        RECEIPT,
        shop=replace(RECEIPT.shop, name=draw(TEXT), address=draw(TEXT), hours=draw(TEXT)),
        client=draw(TEXT),
        device=draw(TEXT),
        serial=draw(TEXT),
        fault=draw(TEXT),
        accessories=draw(TEXT),
        accepted_by=draw(TEXT),
        estimate=draw(st.none() | MONEY),
        prepayment=draw(st.none() | MONEY),
        urgent=draw(st.booleans()),
        demo=draw(st.booleans()),
    )


def label(text: str) -> LabelData:
    return replace(LABEL, client=text, device=text[::-1], fault=text, number=text[:40] or "1")


@pytest.mark.parametrize("width", [576, 384])
@FEW
@given(data=receipts())
def test_the_picture_of_any_receipt_is_what_a_printer_draws(
    cache: Path, width: int, data: ReceiptData
) -> None:
    profile = replace(RECEIPT_PROFILE, width=width)
    picture = raster.render(compose(data, words("ru")), profile, Fonts(FONTS))
    paper = read(escpos.raster_job(picture, profile), width)
    assert paper.picture.tobytes() == picture.picture.tobytes()


@pytest.mark.parametrize(("encoding", "slot"), [("cp866", 17), ("cp1251", 46)])
@pytest.mark.parametrize("width", [576, 384])
@SOME
@given(data=receipts())
def test_any_receipt_in_letters_is_a_job_a_printer_understands(
    cache: Path, width: int, encoding: str, slot: int, data: ReceiptData
) -> None:
    profile = replace(RECEIPT_PROFILE, mode="text", width=width, encoding=encoding, slot=slot)
    job = escpos.text_job(compose(data, words("ru"), repeat=True), profile, cache)
    read(job.payload, width)  # refuses a line wider than the paper


@SOME
@given(data=receipts())
def test_no_line_of_text_is_wider_than_its_columns(data: ReceiptData) -> None:
    for line in plain.render(compose(data, words("en")), 32).splitlines():
        assert columns.cells(line) <= 32


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_the_worst_texts_print_every_way(press: Press, cache: Path, text: str) -> None:
    data = replace(RECEIPT, client=text, fault=text, device=text)
    assert press.pdf(named(data), data, "ru").payload.startswith(b"%PDF")
    assert press.pdf(named(label(text)), label(text), "ru").payload.startswith(b"%PDF")
    picture = raster.render(compose(label(text), words("ru")), LABEL_PROFILE, Fonts(FONTS))
    assert picture.picture.size == (464, 320)
    assert not picture.cropped
    assert press.preview(named(data), data, "ru", RECEIPT_PROFILE).png
