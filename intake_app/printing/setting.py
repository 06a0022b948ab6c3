"""Sets the blocks of a document in type: which words stand where on the dots of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

from intake_app.errors import Problem, RejectedError
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
    is_cramped,
    unrolled,
)
from intake_app.printing.letters import clean
from intake_app.printing.pictures import ink
from intake_app.printing.strips import (
    Bar,
    Blank,
    Dots,
    Modules,
    SignHere,
    Stamp,
    Strip,
    Words,
)
from intake_app.printing.wrapping import beside, clip, in_columns, is_flush, shared, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.printing.document import Block
    from intake_app.printing.faces import Face, Faces
    from intake_app.printing.profile import PrinterProfile

_WIDEST_MODULE_MM = 0.5
_ROOM_TO_SIGN_MM = 15
_SIGNATURE_MM = 9
_GAP_MM = 2.0

Piece: TypeAlias = Strip | Cut


@dataclass(frozen=True, slots=True)
class Setter:
    """For one picture."""

    profile: PrinterProfile
    faces: Faces

    @property
    def span(self) -> tuple[int, int]:
        """First dot of the printed width, and the one after its last."""
        return self.profile.margin, self.profile.width - self.profile.margin

    @property
    def limit(self) -> int:
        """Dots a line may take."""
        return self.profile.width - 2 * self.profile.margin

    def block(self, block: Block) -> list[Piece]:  # noqa: C901, PLR0911, PLR0912 - one case a kind of block
        """The strips of a block, none wider than the paper."""
        match block:
            case Text():
                return [*self._text(block)]
            case Band():
                return [*self._band(block)]
            case Pair():
                return [*self._pair(block)]
            case Rule():
                return [Bar(self.span, self.faces.dots(2), max(2, self.faces.dots(0.25)))]
            case Space():
                return [Blank(self.faces.face(Weight.BODY).line * block.tenths // 10)]
            case Barcode():
                return [*self._barcode(block)]
            case Qr():
                return [*self._qr(block)]
            case Table():
                return [*self._table(block)]
            case Picture():
                return [self._picture(block)]
            case Signature():
                return [*self._signature(block)]
            case Cut():
                return [block]
            case _:
                assert_never(block)

    def _text(self, block: Text) -> list[Strip]:
        text = clean(block.text)
        if block.lines:  # what cannot be shown need not be measured: a letter takes a dot or more
            text = text[: block.lines * self.limit]
        face = self.faces.face(block.weight)
        if block.weight is Weight.GIANT:
            face = self.faces.fitting(text, self.limit)
        lines = wrap(text, self.limit, face.width)
        lines = clip(lines, block.lines, self.limit, face.width)
        return [self._line(face, line, block.align) for line in lines]

    def _line(self, face: Face, line: str, align: Align = Align.LEFT) -> Words:
        room = self.limit - face.width(line)
        return Words(((face, self.profile.margin + _shift(align, room), line),))

    def _band(self, block: Band) -> list[Strip]:
        face = self.faces.face(Weight.STRONG)
        thick = face.line + self.faces.dots(0.75)
        lines = wrap(clean(block.text), self.limit - 2 * self.faces.dots(1), face.width)
        return [
            *(Bar(self.span, thick, thick, self._line(face, line, Align.CENTRE)) for line in lines),
            Blank(self.faces.dots(0.75)),
        ]

    def _pair(self, block: Pair) -> list[Strip]:
        plain, face = self.faces.face(Weight.BODY), self.faces.face(block.weight)
        label = wrap(clean(block.label), self.limit, plain.width)
        value = wrap(clean(block.value), self.limit, face.width)
        gap = self.faces.dots(_GAP_MM)
        if block.tight:
            room = self.limit - gap - face.width(value[0])
            shown = clean(block.label)[: self.limit]
            label = clip(wrap(shown, room, plain.width), 1, room, plain.width)
        taken = plain.width(label[0]) + gap + face.width(value[0])
        fits = len(label) == 1 and taken <= self.limit
        flush = is_flush(value, self.limit, face.width, fits=fits)
        strips: list[Strip] = []
        for left, right in beside(label, value, fits=fits):
            shift = self.limit - face.width(right) if flush else 0
            start = self.profile.margin
            strips.append(Words(((plain, start, left), (face, start + shift, right))))
        return strips

    def _barcode(self, block: Barcode) -> list[Strip]:
        bars = code128(block.data)
        modules = len(bars) + 2 * QUIET
        widest = max(2, self.faces.dots(_WIDEST_MODULE_MM))
        module = min(self.profile.width // modules, widest)
        if module < 1:
            raise RejectedError(Problem.PICTURE_TOO_WIDE, f"barcode of {modules} modules")
        left = (self.profile.width - len(bars) * module) // 2
        gap = Blank(self.faces.dots(0.75))
        human = Text(block.human, align=Align.CENTRE)
        return [
            gap,
            Modules(left, module, bars, self.faces.dots(block.tenths_mm / 10)),
            gap,
            *(self._text(human) if block.human else []),
        ]

    def _qr(self, block: Qr) -> list[Strip]:
        rows = qr(block.data)
        modules = len(rows) + 2 * QR_QUIET
        module = min(self.profile.width, self.faces.dots(block.tenths_mm / 10)) // modules
        if module < 1:
            raise RejectedError(Problem.PICTURE_TOO_WIDE, f"QR code of {modules} modules")
        quiet = Blank(QR_QUIET * module)
        return [quiet, Dots((self.profile.width - len(rows) * module) // 2, module, rows), quiet]

    def _table(self, block: Table) -> list[Piece]:
        gap = self.faces.dots(_GAP_MM)
        widths = shared(self.limit, [column.share for column in block.columns], gap)
        if is_cramped(block, widths, self.faces.face(Weight.BODY).width):
            return [piece for one in unrolled(block) for piece in self.block(one)]
        strips: list[Piece] = []
        if any(block.head):
            strips += self._row(block, block.head, widths, self.faces.face(Weight.SMALL))
            strips.append(Bar(self.span, self.faces.dots(1), 1))
        for row in block.rows:
            strips += self._row(block, row, widths, self.faces.face(Weight.BODY))
            strips.append(Blank(self.faces.dots(0.5)))
        return strips

    def _row(
        self, table: Table, texts: Sequence[str], widths: Sequence[int], face: Face
    ) -> list[Words]:
        gap = self.faces.dots(_GAP_MM)
        lines: list[Words] = []
        for line in in_columns([clean(text) for text in texts], widths, face.width):
            start = self.profile.margin
            pieces: list[tuple[Face, int, str]] = []
            for column, width, text in zip(table.columns, widths, line, strict=True):
                room = width - face.width(text)
                pieces.append((face, start + _shift(column.align, room), text))
                start += width + gap
            lines.append(Words(tuple(pieces)))
        return lines

    def _picture(self, block: Picture) -> Strip:
        picture = ink(block.png, self.faces.dots(block.tenths_mm / 10), self.limit)
        return Stamp((self.profile.width - picture.width) // 2, picture)

    def _signature(self, block: Signature) -> list[Strip]:
        face = self.faces.face(Weight.BODY)
        *above, last = wrap(clean(block.who), self.limit, face.width)
        left, right = self.span
        start = left + face.width(last) + self.faces.dots(_GAP_MM)
        if right - start < self.faces.dots(_ROOM_TO_SIGN_MM):
            above, last, start = [*above, last], "", left
        height = self.faces.dots(_SIGNATURE_MM)
        lines: list[Strip] = [self._line(face, line) for line in above]
        if lines:
            lines.insert(0, Blank(self.faces.dots(_GAP_MM)))
        return [*lines, SignHere(self._line(face, last), (start, right), height)]


def _shift(align: Align, room: int) -> int:
    return {Align.LEFT: 0, Align.CENTRE: room // 2, Align.RIGHT: room}[align]
