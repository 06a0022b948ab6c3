"""The markup of papers: one line is one block.

    [heading centre] {{ shop.name }}      a text; styles as many as wanted
    Phone | {{ client.phone }}            a label and its value; left out when there is no value
    [strong] Total | {{ money.total }}
    [barcode] {{ order.ticket }}          [qr] [band] [sign] [clause] [tick] [space 4] [cut]
    [table 5 1> 2>] Work | Pcs | Sum      head and widths of a table; `>` stands right
    [row] {{ line.name }} | 1 | {{ … }}   one row of the table above
    ---                                   a line across the paper

A line whose values all have nothing to say is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Column,
    Cut,
    Pair,
    Qr,
    Rule,
    Signature,
    Space,
    Table,
    Text,
    Weight,
)
from intake_app.printing.templating.marks import freed, is_silent
from intake_app.printing.templating.variables import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from intake_app.printing.document import Block

Row: TypeAlias = tuple[str, ...]

_COMMAND = re.compile(r"^(?:\s|\{%.*?%\})*\[([^\]]*)\]")
_HEAD = re.compile(r"^\[([^\]]*)\](.*)$")
_COLUMN = re.compile(r"^(\d{1,2})([<>=]?)$")
_ALIGNS = {"": Align.LEFT, "<": Align.LEFT, ">": Align.RIGHT, "=": Align.CENTRE}
_STYLES = frozenset({*Weight, *(align for align in Align if align is not Align.LEFT), "tight"})
_MAKERS: Mapping[str, Callable[[str], Block]] = {
    "band": Band,
    "barcode": Barcode,
    "qr": Qr,
    "sign": Signature,
}
_BOX = "\u2610"
_RULE = "---"
_SPACE_TENTHS = 5


def faults(source: str) -> Iterator[Fault]:
    """Name the commands nobody knows. Commands stand in the template, never in a value."""
    for line, text in enumerate(source.splitlines(), start=1):
        found = _COMMAND.match(text)
        if found and not _is_known(found[1].split()):
            yield Fault(line, "markup", found[1])


def blocks(filled: str) -> tuple[Block, ...]:
    """The blocks of a filled template whose source has no faults."""
    return tuple(_joined(_parsed(filled.splitlines())))


def _is_known(words: list[str]) -> bool:
    match words:
        case [("band" | "barcode" | "qr" | "sign" | "tick" | "clause" | "cut" | "row" | "space")]:
            return True
        case ["space", tenths]:
            return tenths.isdecimal() and len(tenths) <= 3  # noqa: PLR2004 - ten lines are enough
        case ["table", _, *_]:
            return all(_COLUMN.match(word) for word in words[1:])
        case _:
            return bool(words) and set(words) <= _STYLES


def _parsed(lines: Iterable[str]) -> Iterator[Block | Row]:
    clause = 0
    for line in lines:
        found = _HEAD.match(line.strip())
        words, text = (found[1].split(), found[2]) if found else ([], line)
        if is_silent(text) or not (words or text.strip()):
            continue
        if words == ["clause"]:
            clause += 1
            yield Text(f"{clause}. {freed(text)}", Weight.SMALL)
        elif words == ["row"]:
            yield _cells(text)
        else:
            yield from _block(words, text)


def _block(words: list[str], text: str) -> Iterator[Block]:
    match words:
        case []:
            yield from [Rule()] if text.strip() == _RULE else _styled(words, text)
        case ["cut"]:
            yield Cut()
        case ["space", *tenths]:
            yield Space(int(tenths[0]) if tenths else _SPACE_TENTHS)
        case ["tick"]:
            yield Text(f"{_BOX} {freed(text)}")
        case ["table", *columns]:
            yield Table(tuple(map(_column, columns)), _cells(text), ())
        case [name] if name in _MAKERS:
            yield _MAKERS[name](freed(text))
        case _:
            yield from _styled(words, text)


def _styled(words: list[str], text: str) -> Iterator[Block]:
    weight = next((Weight(word) for word in words if word in set(Weight)), Weight.BODY)
    align = next((Align(word) for word in words if word in set(Align)), Align.LEFT)
    label, bar, value = text.partition("|")
    if not bar:
        yield Text(freed(text), weight, align)
    elif freed(value):
        yield Pair(freed(label), freed(value), weight, tight="tight" in words)


def _cells(text: str) -> Row:
    return tuple(freed(cell) for cell in text.split("|"))


def _column(word: str) -> Column:
    share = word.rstrip("<>=")
    return Column(int(share), _ALIGNS[word[len(share) :]])


def _joined(parsed: Iterable[Block | Row]) -> Iterator[Block]:
    """Put each row under the table above it; a row without one becomes a line of text."""
    table: Table | None = None
    for block in parsed:
        if isinstance(block, tuple):
            if table is None:
                yield Text(" ".join(block))
            else:
                table = replace(table, rows=(*table.rows, block))
            continue
        if table is not None:
            yield table
        table = block if isinstance(block, Table) else None
        if table is None:
            yield block
    if table is not None:
        yield table
