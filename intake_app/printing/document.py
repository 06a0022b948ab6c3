"""One frozen model for all paper: a document is a tuple of blocks, each renderer knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Weight(StrEnum):
    """How loud a text is; sizes are the renderer's matter."""

    BODY = "body"
    SMALL = "small"
    STRONG = "strong"
    HEADING = "heading"
    GIANT = "giant"


class Align(StrEnum):
    """Where a text stands on its line."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped to the paper; `lines` cuts it off with an ellipsis, 0 shows all."""

    text: str
    weight: Weight = Weight.BODY
    align: Align = Align.LEFT
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """One line white on black over the whole width: a repeat, an exercise, an urgent case."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value: on one line when they fit; a price stays on its line.

    `tight` keeps to one line always: the label gives way, with an ellipsis.
    """

    label: str
    value: str
    weight: Weight = Weight.BODY
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Space:
    """Blank height in tenths of a text line."""

    tenths: int = 5


@dataclass(frozen=True, slots=True)
class Barcode:
    """Code 128; `data` digits only on our own papers, so that no keyboard layout can spoil it."""

    data: str
    human: str = ""
    tenths_mm: int = 100  # height of the bars


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred; `data` of any text."""

    data: str
    tenths_mm: int = 250  # width of the whole square


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its share of the width, and where its texts stand."""

    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; texts are wrapped inside their columns."""

    columns: tuple[Column, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_SILENT = frozenset({"", "–"})  # cells that say nothing
_MANY = 5  # columns; a few narrow ones can always be read
_NARROWEST = 4  # letters of the column that has the least room


def is_cramped(table: Table, widths: Sequence[float], width: Callable[[str], float]) -> bool:
    """Whether columns of these widths would break a sum or a word of the head, or be none."""
    if len(table.columns) > _MANY and min(widths) < width("0" * _NARROWEST):
        return True
    words = (max(map(width, head.split()), default=0) for head in table.head)
    if any(word > room for word, room in zip(words, widths, strict=False)):
        return True
    sums = [at for at, column in enumerate(table.columns) if column.align is Align.RIGHT]
    return any(width(row[at]) > widths[at] for row in table.rows for at in sums if at < len(row))


def unrolled(table: Table) -> tuple[Block, ...]:
    """A table for paper too narrow for its columns: each row as labels and values."""
    blocks: list[Block] = []
    for row in table.rows:
        said = [
            (head, text) for head, text in zip(table.head, row, strict=False) if text not in _SILENT
        ]
        blocks += [Pair(head, text) if head else Text(text) for head, text in said]
        blocks += [Rule()] if said else [Space(10), Rule()]
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class Picture:
    """A one-bit picture, centred: a signature, a logo. `png` is the file in base64."""

    png: str
    tenths_mm: int = 150  # height


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on, beside who signs."""

    who: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of one piece of paper."""


Block: TypeAlias = (
    Text | Band | Pair | Rule | Space | Barcode | Qr | Table | Picture | Signature | Cut
)


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed; `title` names the file, the preview and the job."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "ru"
