"""A document as PDF pages: vector, searchable, the same bytes for the same document.

Imports reportlab, which takes most of a second: import this module when a PDF is due.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, assert_never
from xml.sax.saxutils import escape

from reportlab.lib.colors import black, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Image as PageImage
from reportlab.platypus import Table as Grid

from intake_app.printing.barcodes import QR_QUIET, QUIET, code128, qr
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Cut,
    Pair,
    Picture,
    Qr,
    Rule,
    Signature,
    Space,
    Table,
    Text,
    Weight,
)
from intake_app.printing.glyphs import runs
from intake_app.printing.letters import clean
from intake_app.printing.pages import A4_WIDE
from intake_app.printing.pictures import opened
from intake_app.printing.wrapping import clip, wrap

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.document import Block, Document
    from intake_app.printing.glyphs import Fonts, Typeface
    from intake_app.printing.pages import Page

_MM = 72 / 25.4
_ONE_AT_A_TIME = threading.Lock()  # reportlab's fonts and caches are shared and unguarded
_LONG = 200  # characters; a longer value stands under its label, where pages may break it
_LABEL_SHARE = 0.36
_LEAST_POINTS = 9


_SCALES = {
    Weight.SMALL: 0.9,
    Weight.BODY: 1.0,
    Weight.STRONG: 1.0,
    Weight.HEADING: 1.35,
    Weight.GIANT: 2.6,
}
_ALIGNMENTS: dict[Align, Literal[0, 1, 2]] = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and the characters no bundled font shows."""

    payload: bytes
    missing: frozenset[str]


def render(document: Document, page: Page, fonts: Fonts) -> Printed:
    """Build the pages; threads take turns."""
    with _ONE_AT_A_TIME:
        setter = _Setter(page, fonts)
        story = [flowable for block in document.blocks for flowable in setter.block(block)]
        while story and isinstance(story[-1], PageBreak):
            story.pop()
        return Printed(_build(document, setter, story), frozenset(setter.missing))


def _build(document: Document, setter: _Setter, story: list[Flowable]) -> bytes:
    page = setter.page
    margin = page.margin * _MM
    size = (page.width * _MM, page.height * _MM)
    stream = io.BytesIO()
    template = BaseDocTemplate(
        stream,
        pagesize=size,
        title=document.title,
        lang=document.language,
        invariant=1,
        initialFontName=setter.font(setter.fonts.regular.main),
    )
    frame = Frame(margin, margin, setter.width, size[1] - 2 * margin, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate(frames=[frame])])
    if page.single:
        story = _labels(story, setter.width, size[1] - 2 * margin)
    template.build(story)
    return stream.getvalue()


def _labels(story: list[Flowable], width: float, height: float) -> list[Flowable]:
    """Each label on a page of its own."""
    labels: list[list[Flowable]] = [[]]
    for flowable in story:
        if isinstance(flowable, PageBreak):
            labels.append([])
        else:
            labels[-1].append(flowable)
    out: list[Flowable] = []
    for label in labels:
        out += [*([PageBreak()] if out else []), *_fitting(label, width, height)]
    return out


def _fitting(story: list[Flowable], width: float, height: float) -> list[Flowable]:
    """What fits one page, whole; the rest of a label is left out from its end."""
    out: list[Flowable] = []
    for flowable in story:
        _, taken = flowable.wrap(width, height)
        height -= taken
        if height < 0:
            break
        out.append(flowable)
    return out


class _Code(Flowable):
    """A barcode of filled bars; vector, so exact at any resolution."""

    def __init__(self, bars: tuple[bool, ...], width: float, height: float) -> None:
        super().__init__()
        self._bars = bars
        self._module = min(0.4 * _MM, width / (len(bars) + 2 * QUIET))
        self.width, self.height = width, height

    def draw(self) -> None:
        left = (self.width - len(self._bars) * self._module) / 2
        for place, filled in enumerate(self._bars):
            if filled:
                x = left + place * self._module
                self.canv.rect(x, 0, self._module, self.height, stroke=0, fill=1)


class _Square(Flowable):
    """A QR code of filled squares, centred."""

    def __init__(self, rows: tuple[tuple[bool, ...], ...], width: float, size: float) -> None:
        super().__init__()
        self._rows = rows
        self._module = size / (len(rows) + 2 * QR_QUIET)
        self.width, self.height = width, size

    def draw(self) -> None:
        left = (self.width - len(self._rows) * self._module) / 2
        top = self.height - QR_QUIET * self._module
        for place, row in enumerate(self._rows, start=1):
            for column, filled in enumerate(row):
                if filled:
                    x, y = left + column * self._module, top - place * self._module
                    # A hair wider, or readers of pages show white lines between the squares.
                    self.canv.rect(x, y, self._module * 1.01, self._module * 1.01, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Turns blocks into flowables."""

    page: Page
    fonts: Fonts
    missing: set[str] = field(default_factory=set[str])

    @property
    def width(self) -> float:
        return (self.page.width - 2 * self.page.margin) * _MM

    def block(self, block: Block) -> list[Flowable]:  # noqa: C901, PLR0911, PLR0912 - one case a kind of block
        match block:
            case Text():
                return [*self._text(block)]
            case Band():
                return self._band(block)
            case Pair():
                return self._pair(block)
            case Rule():
                gap = self.page.points * 0.35
                return [HRFlowable("100%", 0.5, color=black, spaceBefore=gap, spaceAfter=gap * 1.2)]
            case Space():
                return [Spacer(0, self.page.points * 1.3 * block.tenths / 10)]
            case Barcode():
                return self._barcode(block)
            case Qr():
                return [_Square(qr(block.data), self.width, block.tenths_mm / 10 * _MM)]
            case Table():
                return [self._table(block)]
            case Picture():
                return [self._picture(block)]
            case Signature():
                return self._signature(block)
            case Cut():
                return [PageBreak()]
            case _:
                assert_never(block)

    def font(self, path: Path) -> str:
        """Register a font once; its name in the file is that of the font file."""
        if path.stem not in pdfmetrics.getRegisteredFontNames():
            # The stubs leave the parameter untyped.
            pdfmetrics.registerFont(TTFont(path.stem, str(path)))  # pyright: ignore[reportUnknownMemberType]
        return path.stem

    def _face(self, weight: Weight) -> Typeface:
        plain = weight in {Weight.BODY, Weight.SMALL}
        return self.fonts.regular if plain else self.fonts.bold

    def _markup(self, text: str, weight: Weight) -> str:
        """Escaped text in which what the face lacks names its font, or a reader sees boxes."""
        lines: list[str] = []
        for line in clean(text).split("\n"):
            face = self._face(weight)
            pieces, missing = runs(line, face)
            self.missing.update(missing)
            lines.append(
                "".join(
                    escape(piece)
                    if path == face.main  # as the style says anyhow
                    else f'<font name="{self.font(path)}">{escape(piece)}</font>'
                    for path, piece in pieces
                )
            )
        return "<br/>".join(lines)

    def _points(self, weight: Weight) -> float:
        """Conditions are never smaller than law and good manners ask, whatever the page."""
        size = self.page.points * _SCALES[weight]
        return size if self.page.single or self.page is A4_WIDE else max(size, _LEAST_POINTS)

    def _style(self, weight: Weight, align: Align = Align.LEFT) -> ParagraphStyle:
        size = self._points(weight)
        return ParagraphStyle(
            weight,
            fontName=self.font(self._face(weight).main),
            fontSize=size,
            leading=size * (1.1 if weight is Weight.GIANT else self.page.leading),
            alignment=_ALIGNMENTS[align],
            splitLongWords=True,
        )

    def _text(self, block: Text) -> list[Paragraph]:
        style = self._style(block.weight, block.align)
        if not block.lines:
            return [Paragraph(self._markup(block.text, block.weight), style)]
        lines = self._lines(block.text, block.weight, self.width, block.lines)
        return [Paragraph(self._markup(line, block.weight), style) for line in lines]

    def _lines(self, text: str, weight: Weight, limit: float, most: int) -> list[str]:
        """Broken and clipped by us; a little narrower, so that no line is broken again."""
        limit -= 0.5
        shown = clean(text)[: int(limit * most)]  # more letters than points never fit

        def width(line: str) -> float:
            return self._measure(line, weight)

        return clip(wrap(shown, limit, width), most, limit, width)

    def _measure(self, line: str, weight: Weight) -> float:
        size = self._points(weight)
        pieces, _ = runs(line, self._face(weight))
        return sum(pdfmetrics.stringWidth(piece, self.font(path), size) for path, piece in pieces)

    def _band(self, block: Band) -> list[Flowable]:
        style = self._style(Weight.STRONG, Align.CENTRE)
        style.textColor = white
        style.backColor = black
        style.borderPadding = 2
        words = Paragraph(self._markup(block.text, Weight.STRONG), style)
        return [words, Spacer(0, self.page.points * 0.5)]

    def _pair(self, block: Pair) -> list[Flowable]:
        label = Paragraph(self._markup(block.label, Weight.BODY), self._style(Weight.BODY))
        value = Paragraph(self._markup(block.value, block.weight), self._style(block.weight))
        if block.tight:
            return [self._tight(block)]
        if len(block.label) > _LONG or len(block.value) > _LONG:
            return [label, value]
        share = self.width * _LABEL_SHARE
        return [self._row(label, value, (share, self.width - share))]

    def _tight(self, block: Pair) -> Flowable:
        """One line: the value keeps its width and stands right, the label gives way."""
        room = min(self._measure(block.value, block.weight) + 1, self.width * 0.8)
        left = self.width - room - self.page.points
        (line,) = self._lines(block.label, Weight.BODY, left, 1)
        label = Paragraph(self._markup(line, Weight.BODY), self._style(Weight.BODY))
        style = self._style(block.weight, Align.RIGHT)
        value = Paragraph(self._markup(block.value, block.weight), style)
        return self._row(label, value, (self.width - room, room))

    def _row(self, left: Flowable, right: Flowable, widths: tuple[float, float]) -> Grid:
        table = Grid([[left, right]], colWidths=widths)
        table.setStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                # A table names its own font to the file, even where it prints nothing with it.
                ("FONTNAME", (0, 0), (-1, -1), self.font(self.fonts.regular.main)),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (0, 0), self.page.points * 0.6),  # a label ends in a gap
                ("RIGHTPADDING", (1, 0), (1, 0), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), self.page.points * 0.15),
            ]
        )
        return table

    def _table(self, block: Table) -> Flowable:
        """Its head comes again on each page it takes."""
        total = sum(column.share for column in block.columns)
        widths = [self.width * column.share / total for column in block.columns]
        rows = [block.head, *block.rows] if any(block.head) else list(block.rows)
        heads = int(any(block.head))
        cells = [
            [
                Paragraph(
                    self._markup(text, Weight.STRONG if place < heads else Weight.BODY),
                    self._style(Weight.STRONG if place < heads else Weight.BODY, column.align),
                )
                for text, column in zip(row, block.columns, strict=False)
            ]
            for place, row in enumerate(rows)
        ]
        # A row that is to be written in by hand is as high as handwriting.
        heights = [None if any(row) else self.page.points * 1.9 for row in rows]
        table = Grid(cells, colWidths=widths, rowHeights=heights, repeatRows=heads, splitInRow=1)
        table.setStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, black),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("FONTNAME", (0, 0), (-1, -1), self.font(self.fonts.regular.main)),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ]
        )
        return table

    def _picture(self, block: Picture) -> Flowable:
        picture = opened(block.png)
        height = block.tenths_mm / 10 * _MM
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        width = min(self.width, picture.width * height / picture.height)
        return PageImage(stream, width, height)

    def _signature(self, block: Signature) -> list[Flowable]:
        who = Paragraph(self._markup(block.who, Weight.BODY), self._style(Weight.BODY))
        share = self.width * _LABEL_SHARE
        if len(block.who) > _LONG:
            return [who, *self._signature(Signature(""))]
        table = self._row(who, Spacer(0, 0), (share, share))
        table.hAlign = "LEFT"
        table.setStyle(
            [
                ("TOPPADDING", (0, 0), (-1, -1), self.page.points * 1.6),
                ("LINEBELOW", (1, 0), (1, 0), 0.5, black),
            ]
        )
        return [table]

    def _barcode(self, block: Barcode) -> list[Flowable]:
        gap = Spacer(0, self.page.points * 0.3)
        code = _Code(code128(block.data), self.width, block.tenths_mm / 10 * _MM)
        human = Text(block.human, align=Align.CENTRE)
        return [gap, code, gap, *(self._text(human) if block.human else [])]
