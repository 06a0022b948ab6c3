"""A picture of a paper in a printer's own letters: its very lines, in letters of equal width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from intake_app.printing import escpos
from intake_app.printing.barcodes import QR_QUIET, code128, qr
from intake_app.printing.columns import Line, Sheet, padded
from intake_app.printing.document import Barcode, Cut, Picture, Qr, Weight
from intake_app.printing.folding import fold
from intake_app.printing.letters import NBSP
from intake_app.printing.strips import BLACK, WHITE, Dots, Modules, paint

if TYPE_CHECKING:
    from intake_app.printing.columns import Item
    from intake_app.printing.document import Document
    from intake_app.printing.glyphs import Fonts
    from intake_app.printing.profile import PrinterProfile

_CELL = (12, 30)  # dots of font A, with the blank between two lines
_LETTERS, _FOOT = 20, 23  # a size whose letters take 12 dots, and where they stand
_TALL = frozenset({Weight.HEADING, Weight.GIANT})


def render(document: Document, profile: PrinterProfile, fonts: Fonts) -> Image.Image:
    """The lines that `escpos.text_job` sends, one below the other."""
    sheet = Sheet(profile.columns, lambda text: fold(text, profile.encoding)[0], escpos.GIANT)
    parts = [_drawn(item, profile, fonts) for item in sheet.items(document)]
    height = sum(part.height for part in parts)
    picture = Image.new("1", (profile.width, max(1, height)), WHITE)
    top = 0
    for part in parts:
        picture.paste(part, (0, top))
        top += part.height
    return picture


def _drawn(item: Item, profile: PrinterProfile, fonts: Fonts) -> Image.Image:
    match item:
        case Line():
            return _line(item, profile, fonts)
        case Barcode():
            bars, module = code128(item.data), escpos.module_of(item, profile)
            left = (profile.width - len(bars) * module) // 2
            return _strip(Modules(left, module, bars, escpos.height_of(item, profile)), profile)
        case Qr():
            rows, module = qr(item.data), escpos.square_of(item, profile)
            left = (profile.width - len(rows) * module) // 2
            return _strip(Dots(left, module, rows), profile, QR_QUIET * module)
        case Picture() | Cut():
            return Image.new("1", (profile.width, 0))


def _strip(strip: Modules | Dots, profile: PrinterProfile, quiet: int = 0) -> Image.Image:
    picture = Image.new("1", (profile.width, strip.height + 2 * quiet), WHITE)
    paint(strip, ImageDraw.Draw(picture), quiet)
    return picture


def _line(line: Line, profile: PrinterProfile, fonts: Fonts) -> Image.Image:
    wide = escpos.GIANT if line.weight is Weight.GIANT else 1
    high = 2 if line.weight in _TALL else 1
    columns = profile.columns // wide
    bold = line.weight not in {Weight.BODY, Weight.SMALL}
    path = (fonts.bold if bold else fonts.regular).fallback  # the face of equal widths
    font = ImageFont.truetype(path, _LETTERS, layout_engine=ImageFont.Layout.BASIC)
    across, down = _CELL
    ink, ground = (WHITE, BLACK) if line.band else (BLACK, WHITE)
    picture = Image.new("1", (across * columns, down), ground)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    text = padded(line.text.replace(NBSP, " "), columns, line.align)
    for place, sign in enumerate(text):
        canvas.text((place * across, _FOOT), sign, font=font, fill=ink, anchor="ls")
    size = (picture.width * wide, down * high)
    stretched = picture.resize(size, Image.Resampling.NEAREST)  # pyright: ignore[reportUnknownMemberType] - Pillow's own hints are partial
    whole = Image.new("1", (profile.width, stretched.height), WHITE)
    whole.paste(stretched, (0, 0))
    return whole
