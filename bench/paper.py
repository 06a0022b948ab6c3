"""P1–P3: papers from the model to bytes, each against a bare drawing of the same content.

The limit draws the dots that our renderer draws, taken down once, with Pillow alone; or fills a
page with reportlab's own flowables, one for each of our blocks.
"""

from __future__ import annotations

import io
import struct
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from bench import receipt
from bench.figures import Goal, interleaved, runs
from intake_app.config import resources
from intake_app.i18n.translator import translator
from intake_app.printing import escpos, pages, pdf, raster, tspl
from intake_app.printing.composing import composed
from intake_app.printing.document import Band, Barcode, Pair, Rule, Signature, Text, Weight
from intake_app.printing.document import Table as TableBlock
from intake_app.printing.faces import Faces
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import LABEL, RECEIPT
from intake_app.services.papers import LabelData

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.figures import Figure
    from intake_app.printing.document import Document
    from intake_app.printing.profile import PrinterProfile

_BARE = "the same content by bare Pillow"
_RASTER = Goal("P1", "receipt: data → bytes, raster", _BARE, 1.5)
_TEXT = Goal("P1t", "receipt: model → bytes, printer's letters", _BARE, 1.5)
_LABEL = Goal("P3", "label: data → bytes, TSPL", _BARE, 1.5)
_ACT = Goal("P2", "A4 act: model → PDF", "the same paragraphs by bare reportlab", 1.3)
_RUNS, _PAGES = 30, 15
_BAND = 120
_STICKER = LabelData(
    shop=receipt.DATA.shop.name,
    number=receipt.DATA.number,
    ticket=receipt.DATA.ticket,
    client="Петров П. П.",
    device="смартфон Apple iPhone 13",
    fault=receipt.DATA.fault,
    accepted_at=receipt.DATA.accepted_at,
    promised_at=receipt.DATA.promised_at,
    urgent=False,
    demo=False,
)


class _Recorder:
    """Stands in for a canvas and keeps the calls, so that they can be repeated barely."""

    def __init__(self) -> None:
        self.calls: list[Callable[[Any], None]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def keep(*values: object, **named: object) -> None:
            self.calls.append(lambda canvas: getattr(canvas, name)(*values, **named))

        return keep


def measure() -> Sequence[Figure]:
    """Render the same papers in turn."""
    fonts = Fonts(resources() / "fonts")
    words = translator("ru", resources() / "locale")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        return (
            _raster(fonts),
            _text(fonts, cache),
            _label(fonts, lambda: composed("label", _STICKER, words)),
            _act(fonts, composed("handover", receipt.DATA, words)),
        )


def _raster(fonts: Fonts) -> Figure:
    bare = partial(_bare, *_content(receipt.document(), RECEIPT, fonts))
    ours = partial(receipt.printed, fonts)
    return _RASTER.judged(*interleaved(_timed(bare), _timed(ours), runs(_RUNS), warm_up=3))


def _label(fonts: Fonts, compose: Callable[[], Document]) -> Figure:
    size, calls = _content(compose(), LABEL, fonts)
    size = (size[0], LABEL.height)

    def ours() -> bytes:
        return tspl.label_job(raster.render(compose(), LABEL, fonts), LABEL)

    bare = partial(_bare, size, calls)
    return _LABEL.judged(*interleaved(_timed(bare), _timed(ours), runs(_RUNS), warm_up=3))


def _text(fonts: Fonts, cache: Path) -> Figure:
    document, able = receipt.document(), replace(RECEIPT, mode="text")
    bare = partial(_bare, *_content(document, RECEIPT, fonts))

    def ours() -> bytes:
        return escpos.text_job(document, able, cache).payload

    return _TEXT.judged(*interleaved(_timed(bare), _timed(ours), runs(_RUNS), warm_up=3))


def _act(fonts: Fonts, document: Document) -> Figure:
    def ours() -> bytes:
        return pdf.render(document, pages.A4, fonts).payload

    ours()  # registers the fonts for both
    bare = partial(_bare_pages, document, (fonts.regular.main.stem, fonts.bold.main.stem))
    return _ACT.judged(*interleaved(_timed(bare), _timed(ours), runs(_PAGES), warm_up=2))


def _bare_pages(document: Document, faces: tuple[str, str]) -> bytes:
    """Each block by the flowable that reportlab has for it, with nothing of ours."""
    style, bold = (ParagraphStyle(font, fontName=font, fontSize=10.5, leading=13) for font in faces)
    parts: list[Flowable] = []
    for block in document.blocks:
        match block:
            case Text() | Band():
                is_plain = isinstance(block, Text) and block.weight in {Weight.BODY, Weight.SMALL}
                parts.append(Paragraph(escape(block.text), style if is_plain else bold))
            case Pair():
                cells = [Paragraph(escape(text), style) for text in (block.label, block.value)]
                parts.append(Table([cells], colWidths=[170, 310]))
            case TableBlock():
                rows = [[Paragraph(escape(text), style) for text in row] for row in block.rows]
                parts.append(Table(rows) if rows else Spacer(1, 1))
            case Barcode():
                parts.append(Code128(block.data, barHeight=30))
            case Rule() | Signature():
                parts.append(HRFlowable(width="100%"))
            case _:
                parts.append(Spacer(1, 6))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, invariant=1, initialFontName=faces[0]).build(parts)
    return stream.getvalue()


def _content(
    document: Document, able: PrinterProfile, fonts: Fonts
) -> tuple[tuple[int, int], Sequence[Callable[[ImageDraw.ImageDraw], None]]]:
    """What our renderer draws, taken down once, and the size of the picture."""
    recorder = _Recorder()
    setter = raster.Setter(able, Faces(fonts, able.dpi))
    top = able.margin
    for block in document.blocks:
        for piece in setter.block(block):
            if not isinstance(piece, raster.Cut):
                raster.paint(piece, cast("ImageDraw.ImageDraw", recorder), top)
                top += piece.height
    return (able.width, top + able.margin), recorder.calls


def _bare(size: tuple[int, int], calls: Sequence[Callable[[ImageDraw.ImageDraw], None]]) -> bytes:
    """Draw with the fonts at hand and wrap the rows, nothing else."""
    picture = Image.new("1", size, 1)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    for call in calls:
        call(canvas)
    width, rows = (size[0] + 7) // 8, picture.tobytes()
    inverted = bytes(255 - byte for byte in rows)
    bands = [inverted[at : at + width * _BAND] for at in range(0, len(inverted), width * _BAND)]
    return b"".join(
        b"\x1dv0\x00" + struct.pack("<HH", width, len(band) // width) + band for band in bands
    )


def _timed(work: Callable[[], bytes]) -> Callable[[int], float]:
    def run(_: int) -> float:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    return run
