"""The figures as files for a spreadsheet, one a table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.services.exporting import BYTES_OF_EXCEL, harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from intake_app.services.charts import Table


def write(folder: Path, tables: Sequence[Table], point: str = ".") -> tuple[Path, ...]:
    """Write them into a folder; `point` stands before the fraction of a number.

    Raises UnavailableError(FILE_UNWRITABLE).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_written(folder / f"{table.name}.csv", table, point) for table in tables)
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, folder.name) from error


def _written(path: Path, table: Table, point: str) -> Path:
    with path.open("w", encoding=BYTES_OF_EXCEL, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(table.head)
        writer.writerows([_cell(value, point) for value in row] for row in table.rows)
    return path


def _cell(value: str | float, point: str) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", point)
    return str(harmless(value))
