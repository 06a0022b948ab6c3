"""A catalogue as a CSV file: columns by their titles, Russian or English, in any common dress."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services import table_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TITLES = {
    "kind": ("kind", "type", "device kind", "вид", "вид техники", "тип", "вид устройства"),
    "brand": ("brand", "manufacturer", "make", "марка", "бренд", "производитель"),
    "model": ("model", "name", "модель", "название", "наименование"),
    "tac": ("tac", "тас", "tac code", "код tac"),
}
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
    """Read a list of models.

    Raises UnavailableError(NO_FILE) when it cannot be read, RejectedError(NO_COLUMNS) when its
    first line does not name the columns that a catalogue needs.
    """
    table = table_file.read(path, _TITLES)
    if "model" not in table.columns or not table.columns & {"kind", "tac"}:
        raise RejectedError(Problem.NO_COLUMNS, path.name)
    entries: dict[Entry, None] = {}
    bad: list[int] = []
    for line in table.lines:
        entry = _entry(line.cells)
        if entry is None:
            bad.append(line.number)
        else:
            entries[entry] = None
    return CatalogueFile(tuple(entries), tuple(bad))


def _entry(cells: Mapping[str, str]) -> Entry | None:
    entry = Entry(**cells)
    named = bool(entry.model) and all(len(text) <= _LONGEST for text in _texts(entry))
    if "tac" in cells:
        return entry if named and _TAC.fullmatch(entry.tac) else None
    return entry if named and entry.kind else None


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.kind, entry.brand, entry.model, entry.tac)
