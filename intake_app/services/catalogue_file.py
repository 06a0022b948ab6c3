"""A catalogue as a CSV file: columns by their titles, Russian or English, in any common dress."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_TITLES = {
    "kind": ("kind", "type", "device kind", "вид", "вид техники", "тип", "вид устройства"),
    "brand": ("brand", "manufacturer", "make", "марка", "бренд", "производитель"),
    "model": ("model", "name", "модель", "название", "наименование"),
    "tac": ("tac", "тас", "tac code", "код tac"),
}
_COLUMNS = {title: column for column, titles in _TITLES.items() for title in titles}
_SIGNS = ";,\t"
_TAC = re.compile(r"\d{8}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One model; with a `tac` it says what the first digits of an IMEI are."""

    kind: str = ""
    brand: str = ""
    model: str = ""
    tac: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """What was read, and the numbers of the lines that say nothing."""

    entries: tuple[Entry, ...]
    bad: tuple[int, ...]


def read(path: Path) -> CatalogueFile:
    """Read a file as UTF-8, UTF-16 or CP1251, with ; , or tabs between its columns.

    Raises UnavailableError(NO_FILE) when it cannot be read, RejectedError(NO_COLUMNS) when its
    first line does not name the columns that a catalogue needs.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise UnavailableError(Problem.NO_FILE, path.name) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    sign = max(_SIGNS, key=head.count)
    rows = csv.reader(lines, delimiter=sign)
    places = _places(next(rows, list[str]()))
    if "model" not in places or not places.keys() & {"kind", "tac"}:
        raise RejectedError(Problem.NO_COLUMNS, path.name)
    entries: dict[Entry, None] = {}
    bad: list[int] = []
    for row in rows:
        entry = _entry(row, places) if any(cell.strip() for cell in row) else None
        if entry is not None:
            entries[entry] = None
        elif any(cell.strip() for cell in row):
            bad.append(rows.line_num)
    return CatalogueFile(tuple(entries), tuple(bad))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def _places(titles: Sequence[str]) -> dict[str, int]:
    found = ((_COLUMNS.get(names.folded(title)), place) for place, title in enumerate(titles))
    return {column: place for column, place in found if column is not None}


def _entry(row: Sequence[str], places: dict[str, int]) -> Entry | None:
    def cell(column: str) -> str:
        place = places.get(column, -1)
        return names.tidy(row[place]) if 0 <= place < len(row) else ""

    entry = Entry(cell("kind"), cell("brand"), cell("model"), cell("tac"))
    named = bool(entry.model) and all(len(text) <= _LONGEST for text in _texts(entry))
    if "tac" in places:
        return entry if named and _TAC.fullmatch(entry.tac) else None
    return entry if named and entry.kind else None


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.kind, entry.brand, entry.model, entry.tac)
