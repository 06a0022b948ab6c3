"""Type on a dot grid: bundled fonts at the sizes of a printer, measured and drawn in whole dots."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import ImageFont

from intake_app.printing.document import Weight
from intake_app.printing.glyphs import runs

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageDraw import ImageDraw

    from intake_app.printing.glyphs import Fonts, Typeface

# Height of a capital letter in millimetres; 2 mm is the floor for anything a client gets.
CAPITALS_MM = {
    Weight.SMALL: 2.0,
    Weight.BODY: 2.1,
    Weight.STRONG: 2.1,
    Weight.HEADING: 2.7,
    Weight.GIANT: 5.5,
}
_CAPITAL_OF_EM = 0.7  # PT Sans
_LINE_OF_EM = 1.2
_TIGHT_LINE_OF_EM = 1.0  # giant text is one line of capitals and digits
_BELOW_OF_EM = 0.26  # from the foot of letters to the next line
_MM_PER_INCH = 25.4


@dataclass(slots=True)
class Face:
    """One typeface at one size. Not shared between threads: FreeType objects are not safe there."""

    typeface: Typeface
    size: int
    missing: set[str]
    leading: float = _LINE_OF_EM
    _fonts: dict[Path, ImageFont.FreeTypeFont] = field(
        default_factory=dict["Path", ImageFont.FreeTypeFont]
    )
    _widths: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def line(self) -> int:
        """Height of a line."""
        return round(self.size * self.leading)

    def width(self, text: str) -> int:
        """Dots the text takes; most are asked for several times on the way to the paper."""
        known = self._widths.get(text)
        if known is None:
            pieces, _ = runs(text, self.typeface)
            known = sum(math.ceil(self._font(path).getlength(piece)) for path, piece in pieces)
            self._widths[text] = known
        return known

    def draw(self, canvas: ImageDraw, at: tuple[int, int], text: str, ink: int) -> None:
        """Draw one line whose top left corner is `at`."""
        x, top = at
        pieces, missing = runs(text, self.typeface)
        self.missing |= missing
        foot = top + round(self.size * (self.leading - _BELOW_OF_EM))
        for place, (path, piece) in enumerate(pieces, 1):
            font = self._font(path)
            canvas.text((x, foot), piece, font=font, fill=ink, anchor="ls")
            if place < len(pieces):
                x += math.ceil(font.getlength(piece))

    def _font(self, path: Path) -> ImageFont.FreeTypeFont:
        font = self._fonts.get(path)
        if font is None:
            font = ImageFont.truetype(path, self.size, layout_engine=ImageFont.Layout.BASIC)
            self._fonts[path] = font
        return font


@dataclass(slots=True)
class Faces:
    """The faces of one picture; `missing` gathers the characters no bundled font shows."""

    fonts: Fonts
    dpi: int
    missing: set[str] = field(default_factory=set[str])
    _faces: dict[tuple[bool, int], Face] = field(default_factory=dict[tuple[bool, int], Face])

    def face(self, weight: Weight) -> Face:
        """The face of a weight."""
        return self.sized(weight, math.ceil(self.dots(CAPITALS_MM[weight]) / _CAPITAL_OF_EM))

    def fitting(self, text: str, limit: int) -> Face:
        """The largest face, from giant down to heading, in which the text takes one line."""
        size, floor = self.face(Weight.GIANT).size, self.face(Weight.HEADING).size
        while size > floor and self.sized(Weight.GIANT, size).width(text) > limit:
            size -= 2
        return self.sized(Weight.GIANT, max(size, floor))

    def sized(self, weight: Weight, size: int) -> Face:
        """A face of any size."""
        bold = weight not in {Weight.BODY, Weight.SMALL}
        if (bold, size) not in self._faces:
            typeface = self.fonts.bold if bold else self.fonts.regular
            tight = weight is Weight.GIANT
            leading = _TIGHT_LINE_OF_EM if tight else _LINE_OF_EM
            self._faces[bold, size] = Face(typeface, size, self.missing, leading)
        return self._faces[bold, size]

    def dots(self, millimetres: float) -> int:
        """Whole dots, rounded."""
        return round(millimetres * self.dpi / _MM_PER_INCH)
