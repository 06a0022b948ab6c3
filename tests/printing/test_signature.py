"""A signature drawn on the client's screen stands on his receipt."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from intake_app.printing import raster
from intake_app.printing.document import Picture
from intake_app.printing.glyphs import Fonts
from intake_app.printing.pictures import ink
from intake_app.printing.profile import RECEIPT
from tests.printing import samples

if TYPE_CHECKING:
    from intake_app.services.consent_texts import Profile


def drawn() -> str:
    """A stroke, black on white."""
    picture = Image.new("1", (300, 100), 1)
    ImageDraw.Draw(picture).line((10, 90, 150, 10, 290, 90), fill=0, width=5)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode("ascii")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("profile", ["ru", "neutral"])
def test_every_receipt_bears_the_very_picture(language: str, profile: Profile) -> None:
    png = drawn()
    data = replace(samples.RECEIPT, signature=png, legal_profile=profile)
    document = samples.compose(data, samples.words(language))
    assert [block.png for block in document.blocks if isinstance(block, Picture)] == [png]


def test_the_strokes_are_in_the_picture_of_the_paper() -> None:
    fonts = Fonts(samples.FONTS)
    tr = samples.words("ru")
    bare = raster.render(samples.compose(samples.RECEIPT, tr), RECEIPT, fonts)
    data = replace(samples.RECEIPT, signature=drawn())
    signed = raster.render(samples.compose(data, tr), RECEIPT, fonts)
    assert signed.picture.height > bare.picture.height
    strip = ink(drawn(), 80, RECEIPT.width)
    assert _ink(signed.picture) - _ink(bare.picture) > sum(strip.histogram()[1:]) // 4


def _ink(picture: Image.Image) -> int:
    return picture.convert("L").histogram()[0]
