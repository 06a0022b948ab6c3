"""One picture in three languages: each comes back dot by dot, and a scanner reads it."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import zplkit
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from intake_app.printing import epl, tspl, zpl
from intake_app.printing.labelling import Labelling
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL as PROFILE
from intake_app.printing.raster import Raster
from tests.printing.samples import LABEL, job
from tests.printing.test_any_text import NASTY, label
from tests.rigs import epl as epl_reader
from tests.rigs import tspl as tspl_reader
from tests.rigs import zpl as zpl_reader
from tests.rigs.zpl import for_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.printing.labelling import Direction, Media
    from intake_app.printing.press import Press
    from intake_app.printing.profile import PrinterProfile
    from intake_app.services.papers import LabelData
    from tests.rigs.labels import Label

ENCODERS: dict[str, Callable[[Raster, PrinterProfile], bytes]] = {
    "tspl": tspl.label_job,
    "zpl": zpl.label_job,
    "epl": epl.label_job,
}
READERS: dict[str, Callable[[bytes], list[Label]]] = {
    "tspl": tspl_reader.read,
    "zpl": zpl_reader.read,
    "epl": epl_reader.read,
}
LANGUAGES = pytest.mark.parametrize("language", ENCODERS)
MARKS = {"": (), "repeat": ("repeat",), "all": ("urgent", "repeat", "demo")}


def noise(width: int, height: int) -> Raster:
    """A picture no rounding survives."""
    data = Random(7).randbytes((width + 7) // 8 * height)
    return Raster(Image.frombytes("1", (width, height), data), (), frozenset(), cropped=False)


def profile(options: str) -> PrinterProfile:
    return printer(f"none:?{options}", "label").profile


def there_and_back(language: str, raster: Raster, how: Labelling | None = None) -> Label:
    able = replace(PROFILE, labelling=how or Labelling())
    (back,) = READERS[language](ENCODERS[language](raster, able))
    return back


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())


def redrawn(job: bytes, size: tuple[int, int]) -> Image.Image:
    """What an independent renderer makes of a ZPL job."""
    options = zplkit.Options(profile="specification", width=size[0], height=size[1], dpi=203)
    (scene,) = zplkit.render(for_drawing(job), options).labels
    drawn = scene.rasterize()
    picture = Image.frombytes("L", (drawn.width, drawn.height), drawn.pixels)
    assert {level for _, level in picture.getcolors() or ()} <= {0, 255}
    return picture.convert("1")


@LANGUAGES
@pytest.mark.parametrize("size", [(464, 320), (383, 97), (570, 240), (685, 472)])
def test_any_picture_comes_back_dot_by_dot(language: str, size: tuple[int, int]) -> None:
    raster = noise(*size)
    assert same(there_and_back(language, raster).picture, raster.picture)


@LANGUAGES
@pytest.mark.parametrize("width", [464, 384])
@pytest.mark.parametrize("words", ["ru", "en"])
@pytest.mark.parametrize("marks", MARKS)
def test_a_label_is_its_preview_and_a_scanner_reads_it(
    press: Press, language: str, width: int, words: str, marks: str
) -> None:
    data = replace(LABEL, urgent="urgent" in MARKS[marks], demo="demo" in MARKS[marks])
    due = job(data, words, reprint_of=uuid4() if "repeat" in MARKS[marks] else None)
    able = profile(f"language={language}&width={width}")
    (back,) = READERS[language](press.rendered(due, able).payload)
    assert same(back.picture, Image.open(io.BytesIO(press.picture(due, able))))
    framed = ImageOps.expand(back.picture.convert("L"), 40, 255)
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [LABEL.ticket]


@pytest.mark.parametrize(
    ("language", "blank"), [("tspl", b"\xff"), ("zpl", b"00"), ("epl", b"\xff")]
)
def test_white_paper_stays_white_also_beyond_its_width(language: str, blank: bytes) -> None:
    """The wrong polarity is a black label."""
    white = Raster(Image.new("1", (463, 320), 1), (), frozenset(), cropped=False)
    assert blank * 58 * 320 in ENCODERS[language](white, PROFILE)


@LANGUAGES
@pytest.mark.parametrize("direction", ["normal", "turned"])
def test_a_label_can_come_out_with_its_foot_first(language: str, direction: Direction) -> None:
    raster = noise(464, 320)
    back = there_and_back(language, raster, Labelling(direction=direction)).picture
    assert same(back, raster.picture if direction == "normal" else raster.picture.rotate(180))


@LANGUAGES
@pytest.mark.parametrize(("right", "down"), [(8, 0), (-5, 12), (0, -16), (3, 3)])
def test_the_picture_moves_and_the_label_does_not(language: str, right: int, down: int) -> None:
    raster = noise(464, 320)
    back = there_and_back(language, raster, Labelling(right=right, down=down)).picture
    moved = Image.new("1", raster.picture.size, 1)
    moved.paste(raster.picture, (right, down))
    assert same(back, moved)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tspl", {"gap": ("GAP", "2 mm,0 mm"), "mark": ("BLINE", "2 mm,0 mm")}),
        ("zpl", {"gap": ("^MN", "Y"), "mark": ("^MN", "M"), "endless": ("^MN", "N")}),
        ("epl", {"gap": ("Q", "320,16"), "mark": ("Q", "320,B16+0"), "endless": ("Q", "320,0")}),
    ],
)
def test_the_printer_is_told_where_labels_end(
    language: str, said: dict[Media, tuple[str, str]]
) -> None:
    for media, (name, value) in said.items():
        assert there_and_back(language, noise(464, 320), Labelling(media=media)).said[name] == value


@pytest.mark.parametrize(
    ("language", "darkness", "speed"),
    [("tspl", "DENSITY", "SPEED"), ("zpl", "~SD", "^PR"), ("epl", "D", "S")],
)
def test_heat_and_speed_are_said_only_when_known(language: str, darkness: str, speed: str) -> None:
    silent = there_and_back(language, noise(464, 320)).said
    assert not {darkness, speed} & set(silent)
    told = there_and_back(language, noise(464, 320), Labelling(darkness=8, speed=3)).said
    assert (int(told[darkness]), int(told[speed])) == (8, 3)


def test_an_endless_roll_is_as_long_as_the_picture(press: Press) -> None:
    able = profile("language=tspl&media=endless&height=0")
    (back,) = tspl_reader.read(press.rendered(job(LABEL), able).payload)
    assert back.said["GAP"] == "0 mm,0 mm"
    assert back.picture.height == Image.open(io.BytesIO(press.picture(job(LABEL), able))).height


def test_millimetres_follow_the_head(press: Press) -> None:
    able = profile("language=tspl&dpi=300&width=684&height=472")
    (back,) = tspl_reader.read(press.rendered(job(LABEL), able).payload, 11.8)
    assert back.said["SIZE"] == "57.97 mm,40 mm"
    assert back.said["GAP"] == "2.03 mm,0 mm"
    assert same(back.picture, Image.open(io.BytesIO(press.picture(job(LABEL), able))))


@LANGUAGES
def test_own_bytes_follow_each_label(language: str) -> None:
    able = profile(f"language={language}&after=4355540d0a")
    assert ENCODERS[language](noise(464, 320), able).endswith(b"\nCUT\r\n")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [(464, 320), (383, 97)])
def test_another_hand_draws_the_same_from_zpl(packed: bool, size: tuple[int, int]) -> None:
    raster = noise(*size)
    how = Labelling(packed=packed, darkness=12, speed=4)
    payload = zpl.label_job(raster, replace(PROFILE, labelling=how))
    assert same(redrawn(payload, size), raster.picture)


@pytest.mark.parametrize("direction", ["normal", "turned"])
@pytest.mark.parametrize("packed", ["no", "yes"])
def test_another_hand_draws_our_label_from_zpl(press: Press, packed: str, direction: str) -> None:
    able = profile(f"language=zpl&packed={packed}&direction={direction}")
    payload = press.rendered(job(LABEL), able).payload
    (ours,) = zpl_reader.read(payload)
    assert same(redrawn(payload, (464, 320)), ours.picture)


def test_packed_zpl_says_the_same_in_a_tenth_of_the_bytes(press: Press) -> None:
    plain = press.rendered(job(LABEL), profile("language=zpl")).payload
    packed = press.rendered(job(LABEL), profile("language=zpl&packed=yes")).payload
    assert len(packed) < len(plain) / 10
    assert same(zpl_reader.read(packed)[0].picture, zpl_reader.read(plain)[0].picture)


@LANGUAGES
@settings(max_examples=10, deadline=None)
@given(data=st.builds(label, st.text(max_size=200)))
def test_any_label_is_a_job_a_printer_understands(
    press: Press, language: str, data: LabelData
) -> None:
    able = profile(f"language={language}")
    (back,) = READERS[language](press.rendered(job(data), able).payload)
    assert back.picture.size == (464, 320)


@LANGUAGES
@pytest.mark.parametrize("text", NASTY[:9], ids=range(9))
def test_the_worst_texts_make_a_label(press: Press, language: str, text: str) -> None:
    assert READERS[language](
        press.rendered(job(label(text)), profile(f"language={language}")).payload
    )
