"""Pictures of test prints: a ruler across the paper, a frame, a sample of heat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from intake_app.printing.raster import Raster

if TYPE_CHECKING:
    from intake_app.printing.glyphs import Fonts

DOTS_A_MM = 8
USUAL_HEIGHT = 160
_LETTERS = 28


def ruler(size: tuple[int, int], fonts: Fonts) -> Raster:
    """A tick each millimetre, a number each ten: the last number seen whole is the width."""
    picture, canvas = _blank(size)
    font = ImageFont.truetype(fonts.regular.main, _LETTERS)
    for millimetre in range(1, size[0] // DOTS_A_MM + 1):
        x, is_ten = millimetre * DOTS_A_MM - 1, millimetre % 10 == 0
        canvas.line((x, 0, x, 60 if is_ten else 24), fill=0, width=2)
        if is_ten:
            canvas.text((x, 66), str(millimetre), fill=0, font=font, anchor="ra")
    for width, level in ((384, 104), (464, 118), (576, 132), (832, 146)):
        if width <= size[0]:
            canvas.line((0, level, width - 1, level), fill=0, width=4)
            canvas.line((width - 3, level - 6, width - 3, level + 6), fill=0, width=4)
    return _done(picture)


def frame(size: tuple[int, int], _fonts: Fonts) -> Raster:
    """A frame two millimetres inside the label, and a cross: what is missing lies off it."""
    picture, canvas = _blank(size)
    edge = 2 * DOTS_A_MM
    right, foot = size[0] - edge, size[1] - edge
    canvas.rectangle((edge, edge, right, foot), outline=0, width=3)
    canvas.line((edge, edge, right, foot), fill=0, width=2)
    canvas.line((edge, foot, right, edge), fill=0, width=2)
    return _done(picture)


def sample(size: tuple[int, int], fonts: Fonts, name: str) -> Raster:
    """Thin bars and a number: too cold and they break, too hot and they run together."""
    picture, canvas = _blank(size)
    font = ImageFont.truetype(fonts.regular.main, size[1] // 3)
    canvas.text((24, 24), name, fill=0, font=font)
    for x in range(24, size[0] - 24, 6):
        canvas.line((x, size[1] // 2, x, size[1] - 24), fill=0, width=2)
    return _done(picture)


def _blank(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("1", size, 1)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    return picture, canvas


def _done(picture: Image.Image) -> Raster:
    return Raster(picture, (), frozenset(), cropped=False)
