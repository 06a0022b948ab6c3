"""The markup of papers: one line is one block.

    [heading centre] {{ shop.name }}      a text; styles as many as wanted
    Phone | {{ client.phone }}            a label and its value; left out when there is no value
    [strong] Total | {{ money.total }}
    [small 3] {{ label.fault }}           a number: at most so many lines
    [barcode] {{ order.ticket }}          [qr] [band] [sign] [clause] [tick] [space 4] [cut]
    [barcode 85]  [qr 300]                a size in tenths of a millimetre
    [picture 120] {{ client.signature }}  a picture of that height
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
    Picture,
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
_NUMBER = re.compile(r"^[1-9]\d{0,2}$", re.ASCII)
_LINES = re.compile(r"^[1-9]$", re.ASCII)
_ALIGNS = {"": Align.LEFT, "<": Align.LEFT, ">": Align.RIGHT, "=": Align.CENTRE}
_STYLES = frozenset({*Weight, *(align for align in Align if align is not Align.LEFT), "tight"})
_MAKERS: Mapping[str, Callable[[str], Block]] = {"band": Band, "sign": Signature}
_ALONE = frozenset(
    ["band", "barcode", "qr", "picture", "sign", "tick", "clause", "cut", "row", "space"]
)
_CODES = {"barcode": Barcode, "qr": Qr, "picture": Picture}
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
        case [word] if word in _ALONE:
            return True
        case [("space" | "barcode" | "qr" | "picture"), tenths]:
            return _NUMBER.match(tenths) is not None
        case ["table", _, *_]:
            return all(_COLUMN.match(word) for word in words[1:])
        case _:
            return bool(words) and all(word in _STYLES or _LINES.match(word) for word in words)


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
        case [name, *size] if name in _CODES:
            yield from _code(name, freed(text), size)
        case _:
            yield from _styled(words, text)


def _code(name: str, data: str, size: list[str]) -> Iterator[Block]:
    """A code of nothing is no code."""
    if data:
        code = _CODES[name](data)
        yield replace(code, tenths_mm=int(size[0])) if size else code


def _styled(words: list[str], text: str) -> Iterator[Block]:
    weight = next((Weight(word) for word in words if word in set(Weight)), Weight.BODY)
    align = next((Align(word) for word in words if word in set(Align)), Align.LEFT)
    label, bar, value = text.partition("|")
    if not bar:
        lines = next((int(word) for word in words if word.isdecimal()), 0)
        yield Text(freed(text), weight, align, lines)
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
