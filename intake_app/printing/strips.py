"""What a picture of a paper is made of: strips over its whole width, each of a known height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from intake_app.printing.faces import Face

BLACK, WHITE = 0, 1


@dataclass(frozen=True, slots=True)
class Blank:
    """White rows."""

    height: int


@dataclass(frozen=True, slots=True)
class Words:
    """Pieces of one line, each with its face and the dot it starts at."""

    pieces: tuple[tuple[Face, int, str], ...]

    @property
    def height(self) -> int:
        """The tallest face rules."""
        return max(face.line for face, _, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled stretch, centred in its height: a rule, a band with words in it."""

    span: tuple[int, int]
    height: int
    thick: int
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class SignHere:
    """Words, and a line at their foot to write on."""

    words: Words
    span: tuple[int, int]
    height: int


@dataclass(frozen=True, slots=True)
class Modules:
    """Bars of a barcode, each a whole number of dots wide."""

    left: int
    module: int
    bars: tuple[bool, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Rows of square modules, each a whole number of dots wide and high."""

    left: int
    module: int
    rows: tuple[tuple[bool, ...], ...]

    @property
    def height(self) -> int:
        """All rows."""
        return self.module * len(self.rows)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A one-bit picture."""

    left: int
    picture: Image

    @property
    def height(self) -> int:
        """As the picture's."""
        return self.picture.height


Strip: TypeAlias = Blank | Words | Bar | SignHere | Modules | Dots | Stamp


def paint(strip: Strip, canvas: ImageDraw, top: int) -> None:  # noqa: C901, PLR0912 - one case a kind of strip
    """Draw a strip from the row `top` on."""
    match strip:
        case Blank():
            pass
        case Words():
            _write(strip, canvas, top, BLACK)
        case Bar():
            start = top + (strip.height - strip.thick) // 2
            _fill(canvas, strip.span, start, strip.thick)
            if strip.words:
                inner = start + (strip.thick - strip.words.height) // 2
                _write(strip.words, canvas, inner, WHITE)
        case SignHere():
            start = top + strip.height - strip.words.height
            _write(strip.words, canvas, start, BLACK)
            _fill(canvas, strip.span, start + strip.words.height * 4 // 5, 2)
        case Modules():
            for place, black in enumerate(strip.bars):
                if black:
                    x = strip.left + place * strip.module
                    _fill(canvas, (x, x + strip.module), top, strip.height)
        case Dots():
            _dot(strip, canvas, top)
        case Stamp():
            canvas.bitmap((strip.left, top), strip.picture, fill=BLACK)
        case _:
            assert_never(strip)


def _write(words: Words, canvas: ImageDraw, top: int, ink: int) -> None:
    for face, x, text in words.pieces:
        face.draw(canvas, (x, top), text, ink)


def _dot(dots: Dots, canvas: ImageDraw, top: int) -> None:
    for place, row in enumerate(dots.rows):
        for column, black in enumerate(row):
            if black:
                x = dots.left + column * dots.module
                _fill(canvas, (x, x + dots.module), top + place * dots.module, dots.module)


def _fill(canvas: ImageDraw, span: tuple[int, int], top: int, height: int) -> None:
    canvas.rectangle((span[0], top, span[1] - 1, top + height - 1), fill=BLACK)
