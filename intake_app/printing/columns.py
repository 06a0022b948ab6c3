"""A document as lines of equally wide characters, for printers' own letters and plain text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

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
from intake_app.printing.wrapping import (
    ELLIPSIS,
    beside,
    clip,
    in_columns,
    is_flush,
    shared,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from intake_app.printing.document import Block, Document

_ROOM_TO_SIGN = 14  # columns; with less the line goes under the name


@dataclass(frozen=True, slots=True)
class Line:
    """One line, not yet padded; `band` is printed white on black."""

    text: str
    weight: Weight = Weight.BODY
    align: Align = Align.LEFT
    band: bool = False


Item: TypeAlias = Line | Barcode | Qr | Picture | Cut


def cells(text: str) -> int:
    """Columns a text takes: accents none, wide Eastern signs two."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def padded(text: str, columns: int, align: Align) -> str:
    """The text with the blanks its alignment needs."""
    room = max(0, columns - cells(text))
    match align:
        case Align.LEFT:
            return text + " " * room
        case Align.RIGHT:
            return " " * room + text
        case Align.CENTRE:
            return " " * (room // 2) + text + " " * (room - room // 2)
        case _:
            assert_never(align)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lays blocks out; `say` turns each text into what the paper can show, before measuring."""

    columns: int
    say: Callable[[str], str]
    giant: int = 1  # how many columns one giant letter takes

    @property
    def ellipsis(self) -> str:
        """What a cut text ends with, as this paper can say it."""
        return self.say(ELLIPSIS)

    def items(self, document: Document) -> list[Item]:
        """All lines of a document, none wider than the paper."""
        return [item for block in document.blocks for item in self._block(block)]

    def _block(self, block: Block) -> list[Item]:  # noqa: C901, PLR0911, PLR0912 - one case a kind
        match block:
            case Text() | Band():
                return [*self._text(block)]
            case Pair():
                return [*self._pair(block)]
            case Rule():
                return [Line("-" * self.columns)]
            case Space():
                return [Line("")] * round(block.tenths / 10 + 0.01)
            case Signature():
                return [Line(""), *self._signature(block)]
            case Barcode():
                human = Text(block.human, align=Align.CENTRE)
                return [block, *(self._text(human) if block.human else [])]
            case Table():
                return [*self._table(block)]
            case Qr() | Picture() | Cut():
                return [block]
            case _:
                assert_never(block)

    def _text(self, block: Text | Band) -> list[Line]:
        said = self.say(block.text)
        if isinstance(block, Band):
            lines = wrap(said, self.columns, cells)
            return [Line(line, Weight.STRONG, Align.CENTRE, band=True) for line in lines]
        limit = self.columns // (self.giant if block.weight is Weight.GIANT else 1)
        lines = wrap(said, limit, cells)
        if block.lines:
            lines = clip(lines, block.lines, limit, cells, self.ellipsis)
        return [Line(line, block.weight, block.align) for line in lines]

    def _pair(self, block: Pair) -> list[Line]:
        label = wrap(self.say(block.label), self.columns, cells)
        value = wrap(self.say(block.value), self.columns, cells)
        if block.tight:
            room = self.columns - cells(value[0]) - 1
            label = clip(wrap(self.say(block.label), room, cells), 1, room, cells, self.ellipsis)
        fits = cells(label[0]) + 1 + cells(value[0]) <= self.columns
        flush = is_flush(value, self.columns, cells, fits=fits and len(label) == 1)
        lines: list[Line] = []
        for left, right in beside(label, value, fits=fits):
            room = self.columns - cells(left) - cells(right) if right and flush else 0
            lines.append(Line(left + " " * room + right, block.weight))
        return lines

    def _table(self, block: Table) -> list[Item]:
        widths = shared(self.columns, [column.share for column in block.columns], 1)
        if is_cramped(block, widths, lambda text: cells(self.say(text))):
            return [line for one in unrolled(block) for line in self._block(one)]
        head = [*self._row(block, block.head, widths), Line("-" * self.columns)]
        rows = (line for row in block.rows for line in self._row(block, row, widths))
        return [*(head if any(block.head) else ()), *rows]

    def _row(self, table: Table, texts: Sequence[str], widths: Sequence[int]) -> Iterator[Line]:
        for line in in_columns([self.say(text) for text in texts], widths, cells):
            parts = zip(line, widths, table.columns, strict=True)
            yield Line(" ".join(padded(text, width, column.align) for text, width, column in parts))

    def _signature(self, block: Signature) -> list[Line]:
        *above, last = wrap(self.say(block.who), self.columns, cells)
        room = self.columns - cells(last) - 1
        if room < _ROOM_TO_SIGN:
            return [*map(Line, above), Line(last), Line(""), Line("_" * self.columns)]
        return [*map(Line, above), Line(f"{last} {'_' * room}")]
