"""What we rely on or work around in python-escpos 3.1; a new release must pass here first."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from intake_app.printing import escpos
from intake_app.printing.document import Document, Text
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.raster import Raster
from tests.printing.samples import noise
from tests.rigs.escpos import JobError, read

if TYPE_CHECKING:
    from pathlib import Path

    from escpos.printer import Dummy

NOISE = noise(980)


@pytest.fixture
def dummy(cache: Path) -> Dummy:
    """A printer of the library, imported our way."""
    escpos.text_job(Document("", ()), PROFILE, cache)
    from escpos.printer import Dummy  # noqa: PLC0415 - only after our import of it

    return Dummy()


def test_the_pinned_release_is_installed() -> None:
    assert version("python-escpos") == "3.1"


def test_bands_carry_a_picture_bit_by_bit(dummy: Dummy) -> None:
    dummy.image(NOISE, impl="bitImageRaster", fragment_height=120, center=False)
    paper = read(dummy.output)
    assert paper.picture.tobytes() == NOISE.tobytes()
    assert paper.bands == [120] * 8 + [20]
    assert len(dummy.output) == 72 * 980 + 8 * 9


@pytest.mark.parametrize("band", [24, 120, 256])
@pytest.mark.parametrize("size", [(576, 980), (384, 333), (383, 100), (570, 241)])
def test_our_bands_are_the_library_s_byte_by_byte(
    dummy: Dummy, size: tuple[int, int], band: int
) -> None:
    """We wrap pictures ourselves, for it takes the library as long as drawing them."""
    picture = NOISE.crop((0, 0, *size))
    for top in range(0, size[1], band):
        part = picture.crop((0, top, size[0], min(top + band, size[1])))
        dummy.image(part, impl="bitImageRaster", fragment_height=band, center=False)
    whole = Raster(picture, (), frozenset(), cropped=False)
    profile = replace(PROFILE, width=size[0], band=band, init=b"")
    assert escpos.raster_job(whole, profile) == dummy.output


def test_widths_that_are_no_whole_bytes_are_padded_with_blank(dummy: Dummy) -> None:
    black = Image.new("1", (383, 24), 0)
    dummy.image(black, impl="bitImageRaster", fragment_height=24, center=False)
    assert not any(row[-1] & 1 for row in read(dummy.output, 384).rows)


def test_graphics_overflow_their_length_field_so_we_never_use_them(dummy: Dummy) -> None:
    dummy.image(NOISE, impl="graphics")
    with pytest.raises(JobError):
        read(dummy.output)


def test_text_hops_between_code_pages_so_we_never_use_it(dummy: Dummy) -> None:
    """Our capabilities hold no code page, so its own encoder cannot do it even by mistake."""
    with pytest.raises(RecursionError):
        dummy.text("Ж")


def test_feeding_lines_sends_no_code_page(dummy: Dummy) -> None:
    dummy.print_and_feed(5)
    assert dummy.output == b"\x1bd\x05"


def test_the_check_of_a_code_wants_a_code_set(dummy: Dummy) -> None:
    assert dummy.check_barcode("CODE128", "{B123")
    assert not dummy.check_barcode("CODE128", "123")


def test_the_library_is_silent(dummy: Dummy, capsys: pytest.CaptureFixture[str]) -> None:
    dummy.image(NOISE, impl="bitImageRaster", fragment_height=120, center=False)
    assert capsys.readouterr().out == ""


FIRST_IMPORT = """
import logging, os, sys, tempfile
from pathlib import Path
from intake_app.printing import escpos
from intake_app.printing.document import Document, Text
from intake_app.printing.profile import RECEIPT
cache = Path(sys.argv[1])
assert "escpos" not in sys.modules
assert escpos.text_job(Document("", (Text("ok"),)), RECEIPT, cache).payload
assert logging.getLogger().handlers == [], "a handler was left at the root"
assert list(cache.iterdir()) == [], "something was left in the cache"
assert list(Path(tempfile.gettempdir()).iterdir()) == [], "a temporary folder was left behind"
"""


def test_the_first_import_leaves_nothing_behind(tmp_path: Path) -> None:
    """The library leaves a folder at each start, and an empty pickle when killed in between."""
    scratch, cache = tmp_path / "tmp", tmp_path / "cache" / "new"
    scratch.mkdir()
    env = {**os.environ, "TMPDIR": str(scratch)}
    subprocess.run(
        [sys.executable, "-W", "error", "-c", FIRST_IMPORT, str(cache)], check=True, env=env
    )


def test_the_environment_of_this_process_is_what_it_was(cache: Path) -> None:
    before = list(logging.getLogger().handlers), tempfile.tempdir
    escpos.text_job(Document("", (Text("x"),)), PROFILE, cache)
    assert (list(logging.getLogger().handlers), tempfile.tempdir) == before
