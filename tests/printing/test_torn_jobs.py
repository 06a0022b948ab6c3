"""Every job of every paper, torn off anywhere: the strict readers refuse each command cut short.

So a reader that accepts a job has seen all of it, and what is accepted in the other tests is whole.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
import zplkit
from PIL import Image

from intake_app.printing.examples import example
from intake_app.printing.printer import printer
from intake_app.printing.profile import RECEIPT
from intake_app.services.papers import LABELS, PAPERS
from tests.printing.samples import SHOP, job
from tests.printing.test_label_languages import same
from tests.rigs import epl, escpos, tspl, zpl
from tests.rigs.escpos import JobError
from tests.rigs.zpl import for_drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from intake_app.printing.press import Press
    from intake_app.printing.profile import PrinterProfile
    from intake_app.services.papers import PaperName
    from tests.rigs.labels import Label

SHEETS = [name for name in PAPERS if name not in LABELS]
STICKERS = [name for name in PAPERS if name in LABELS]
ROLLS = {
    "raster": replace(RECEIPT, width=384),
    "cp866": replace(RECEIPT, mode="text"),
    "cp1251": replace(RECEIPT, mode="text", encoding="cp1251", slot=46),
}
READERS: dict[str, tuple[Callable[[bytes], list[Label]], bytes]] = {
    "tspl": (tspl.read, b"BITMAP"),
    "zpl": (zpl.read, b"^GF"),
    "epl": (epl.read, b"GW"),
}
_EDGE, _INSIDE = 120, 40  # every byte near both ends, and so many in between


def made(press: Press, name: PaperName, profile: PrinterProfile) -> bytes:
    paper = job(example(name, SHOP, "ru"), document=name)
    return press.rendered(paper, profile).payload


def cuts(whole: bytes) -> Iterator[int]:
    """Where to tear: densely where the commands stand, here and there within."""
    last = len(whole)
    yield from range(1, min(_EDGE, last))
    yield from range(max(1, last - _EDGE), last)
    yield from Random(7).sample(range(1, last), min(_INSIDE, last - 1))


@pytest.mark.parametrize("way", ROLLS)
@pytest.mark.parametrize("name", SHEETS)
def test_a_roll_torn_within_a_command_is_refused(press: Press, name: PaperName, way: str) -> None:
    profile = ROLLS[way]
    whole = made(press, name, profile)
    ends = escpos.read(whole, profile.width).ends
    for cut in cuts(whole):
        if cut in ends:
            assert escpos.read(whole[:cut], profile.width)
        else:
            with pytest.raises(JobError):
                escpos.read(whole[:cut], profile.width)


@pytest.mark.parametrize("way", ROLLS)
@pytest.mark.parametrize("stray", [b"\x07", b"\x1b\x7f", b"\x1d\xfe", b"\x00"])
def test_a_stray_byte_between_commands_is_refused(press: Press, way: str, stray: bytes) -> None:
    profile = ROLLS[way]
    whole = made(press, "receipt", profile)
    ends = sorted(escpos.read(whole, profile.width).ends)
    for cut in (*ends[:10], *ends[-10:]):
        with pytest.raises(JobError):
            escpos.read(whole[:cut] + stray + whole[cut:], profile.width)


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("name", STICKERS)
def test_a_label_torn_within_is_refused(press: Press, name: PaperName, language: str) -> None:
    read, picture = READERS[language]
    whole = made(press, name, printer(f"none:?language={language}", "label").profile)
    begun = whole.rindex(picture)  # of the last label; those before it are whole
    for cut in cuts(whole[begun:]):
        with pytest.raises(JobError):
            read(whole[: begun + cut])


@pytest.mark.parametrize("direction", ["normal", "turned"])
@pytest.mark.parametrize("packed", ["no", "yes"])
@pytest.mark.parametrize("name", STICKERS)
def test_another_hand_draws_every_label_the_same(
    press: Press, name: PaperName, packed: str, direction: str
) -> None:
    options = f"language=zpl&packed={packed}&direction={direction}"
    payload = made(press, name, printer(f"none:?{options}", "label").profile)
    size = zplkit.Options(profile="specification", width=464, height=320, dpi=203)
    drawn = zplkit.render(for_drawing(payload), size).labels
    ours = zpl.read(payload)
    assert len(drawn) == len(ours)
    for scene, label in zip(drawn, ours, strict=True):
        dots = scene.rasterize()
        picture = Image.frombytes("L", (dots.width, dots.height), dots.pixels)
        assert same(picture.convert("1"), label.picture)


@pytest.mark.parametrize("way", ["cp866", "cp1251"])
@pytest.mark.parametrize("name", SHEETS)
def test_letters_go_out_by_one_slot_and_come_back_as_they_were_folded(
    press: Press, name: PaperName, way: str
) -> None:
    profile = ROLLS[way]
    paper = escpos.read(made(press, name, profile), profile.width)
    assert paper.slots == [profile.slot]
    own = press.text(job(example(name, SHOP, "ru"), document=name), RECEIPT).count("?")
    assert paper.text.count("?") == own, "something was folded to nothing"
