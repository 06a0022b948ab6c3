"""A list in a file: columns by their titles, Russian or English, in any common dress."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SIGNS = ";,\t"


BYTES_OF_EXCEL = "utf-8-sig"
"""Of files for a spreadsheet: without the mark Excel takes Russian for something else."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something: its number, and its cells by column, tidied."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns that were understood, and the lines under them."""

    columns: frozenset[str]
    lines: tuple[Line, ...]


def read(path: Path, titles: Mapping[str, tuple[str, ...]]) -> Table:
    """Read a file as UTF-8, UTF-16 or CP1251, with ; , or tabs between its columns.

    `titles` says by which words each column may be called. Raises UnavailableError(NO_FILE) when
    the file cannot be read, RejectedError(NO_COLUMNS) when its first line names no known column.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise UnavailableError(Problem.NO_FILE, path.name) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    rows = csv.reader(lines, delimiter=max(_SIGNS, key=head.count))
    known = {names.folded(title): column for column, said in titles.items() for title in said}
    found = [known.get(names.folded(title), "") for title in next(rows, list[str]())]
    if not any(found):
        raise RejectedError(Problem.NO_COLUMNS, path.name)
    return Table(frozenset(filter(None, found)), tuple(_lines(rows, found)))


def _lines(rows: Iterator[list[str]], columns: list[str]) -> Iterator[Line]:
    """Two columns of one meaning, such as two phones, are one cell."""
    for number, row in enumerate(rows, 2):
        cells: dict[str, str] = dict.fromkeys(filter(None, columns), "")
        for column, text in zip(columns, map(names.tidy, row), strict=False):
            if column and text:
                cells[column] = ", ".join(filter(None, (cells[column], text)))
        if any(text.strip() for text in row):
            yield Line(number, cells)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")
