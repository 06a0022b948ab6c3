"""The owner's data as plain files: a file a kind of record, for a spreadsheet or a program.

What is sealed stays in the store: passcodes, and who looked at them. Photos, files and signatures
are named by their hash, as they lie in `blobs/`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.models.scalars import to_scalar
from intake_app.models.shapes import SYNCED, table_of
from intake_app.services.table_file import BYTES_OF_EXCEL
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.base import Base
    from intake_app.models.store import Store
    from intake_app.sync.core.ops import Scalar

CSV, JSON = "csv", "json"
_SEALED = frozenset({"passcode", "passcode_view"})
_THUMBS = frozenset({"thumb"})  # the picture itself is named beside it
_STEP = 1000
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Exporting:
    """Reads in one snapshot; nothing else waits for it."""

    store: Store

    def write(self, folder: Path, form: str, progress: Callable[[int], None]) -> dict[str, int]:
        """Write a file a kind of record into `folder`, and tell how many of each.

        Raises UnavailableError(FILE_UNWRITABLE).
        """
        written: dict[str, int] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self.store.reading() as session:
                for entity in SYNCED:
                    name = table_of(entity).name
                    if name not in _SEALED:
                        path = folder / f"{name}.{form}"
                        rows = _counted(_rows(session.driver, entity), progress)
                        written[name] = (_json if form == JSON else _csv)(path, rows, entity)
        except OSError as error:
            raise UnavailableError(Problem.FILE_UNWRITABLE, folder.name) from error
        return written


def _columns(entity: type[Base]) -> tuple[str, ...]:
    return ("id", *sorted(ENTITIES[table_of(entity).name].fields - _THUMBS))


def _rows(driver: Connection, entity: type[Base]) -> Iterator[dict[str, Scalar]]:
    table, columns = table_of(entity), _columns(entity)
    listed = ", ".join(f'"{column}"' for column in columns)
    for row in driver.execute(f'SELECT {listed} FROM "{table.name}" ORDER BY id'):  # noqa: S608 - names of ours
        yield {
            column: to_scalar(table.c[column], value)
            for column, value in zip(columns, row, strict=True)
        }


def _counted(
    rows: Iterator[dict[str, Scalar]], progress: Callable[[int], None]
) -> Iterator[dict[str, Scalar]]:
    for number, row in enumerate(rows, 1):
        if number % _STEP == 0:
            progress(number)
        yield row


def _csv(path: Path, rows: Iterator[dict[str, Scalar]], entity: type[Base]) -> int:
    with path.open("w", encoding=BYTES_OF_EXCEL, newline="") as file:
        writer = csv.DictWriter(file, _columns(entity), delimiter=";")
        writer.writeheader()
        count = 0
        for row in rows:
            writer.writerow({name: harmless(value) for name, value in row.items()})
            count += 1
    return count


def harmless(value: Scalar) -> Scalar:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula and not _is_number(str(value)) else value


def _is_number(text: str) -> bool:
    return text.lstrip("+-").isdecimal()  # a phone does no harm, and should stay one


def _json(path: Path, rows: Iterator[dict[str, Scalar]], _entity: type[Base]) -> int:
    """One record a line: a file of any size is read line by line."""
    with path.open("w", encoding="utf-8") as file:
        count = 0
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
