"""A document as a one-bit picture: what goes to the printer is what the screen shows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from intake_app.printing.document import Cut
from intake_app.printing.faces import Faces
from intake_app.printing.setting import Setter
from intake_app.printing.strips import BLACK, WHITE, Blank, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.printing.document import Document
    from intake_app.printing.glyphs import Fonts
    from intake_app.printing.profile import PrinterProfile

_SEAM = 4
_COMPLEMENT = bytes(range(255, -1, -1))


@dataclass(frozen=True, slots=True)
class Raster:
    """The picture, rows after which the paper is cut, and what could not be shown."""

    picture: Image.Image
    cuts: tuple[int, ...]
    missing: frozenset[str]
    cropped: bool

    def png(self) -> bytes:
        """The picture as a file."""
        stream = io.BytesIO()
        self.picture.save(stream, "PNG")
        return stream.getvalue()

    def burns(self, right: int = 0, down: int = 0) -> bytes:
        """Rows of whole bytes in which a 1 burns, the last of each filled up with blanks.

        Moved by so many dots within the same size; what leaves it is lost.
        """
        moved = Image.new("1", self.picture.size, WHITE)
        moved.paste(self.picture, (right, down))
        return moved.tobytes("raw", "1;I")

    def spares(self, right: int = 0, down: int = 0) -> bytes:
        """The same for printers on which a 0 burns and a 1 spares the paper."""
        return self.burns(right, down).translate(_COMPLEMENT)


def stacked(drawn: Sequence[Raster]) -> Raster:
    """Pictures below each other with a line between; one stays as it is."""
    if len(drawn) == 1:
        return drawn[0]
    width = max(each.picture.width for each in drawn)
    height = sum(each.picture.height + _SEAM for each in drawn) - _SEAM
    picture = Image.new("1", (width, height), BLACK)
    top = 0
    for each in drawn:
        picture.paste(each.picture, (0, top))
        top += each.picture.height + _SEAM
    missing = frozenset[str]().union(*(each.missing for each in drawn))
    return Raster(picture, (), missing, any(each.cropped for each in drawn))


def render(document: Document, profile: PrinterProfile, fonts: Fonts) -> Raster:
    """Draw a document at the exact width of the printer.

    A label that is full leaves out the blocks that come last.
    Raises RejectedError: PICTURE_TOO_WIDE, MALFORMED for a barcode that cannot be.
    """
    setter = Setter(profile, Faces(fonts, profile.dpi))
    pieces = [piece for block in document.blocks for piece in setter.block(block)]
    total = sum(piece.height for piece in pieces if not isinstance(piece, Cut))
    height = profile.height or max(1, total + 2 * profile.margin)
    picture = Image.new("1", (profile.width, height), WHITE)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    top, cropped = profile.margin, False
    cuts: list[int] = []
    for piece in pieces:
        if isinstance(piece, Cut):
            cuts.append(top)
        elif cropped or top + piece.height > height - profile.margin:
            cropped = cropped or not isinstance(piece, Blank)
        else:
            paint(piece, canvas, top)
            top += piece.height
    return Raster(picture, tuple(cuts), frozenset(setter.faces.missing), cropped)
