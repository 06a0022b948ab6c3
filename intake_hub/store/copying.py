"""Copies a whole hub into another database, of the same or the other engine.

All of it happens in one transaction of the target, so an interrupted copy leaves it empty and is
simply begun again. Rows are compared by their values as Python sees them, which are the same from
both engines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import LargeBinary, func, insert, select

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_hub.store import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Row, Table

    from intake_hub.store.engine import HubStore

_AT_ONCE = 1000


def refuse_used(store: HubStore) -> None:
    """Raise RejectedError(STORE_IN_USE) where a hub already stands, even one without records."""
    try:
        store.refuse_unmade()
    except RejectedError:
        return
    raise RejectedError(Problem.STORE_IN_USE)


@dataclass(frozen=True, slots=True)
class Copying:
    """From one store into another; `show` hears of rows done and rows in all."""

    source: HubStore
    target: HubStore
    show: Callable[[int, int], None]

    def run(self) -> None:
        """Copy and compare. Raises UnavailableError(STORE_CORRUPT) when the copy differs."""
        with self.source.unchanging() as old, self.target.writing() as new:
            schema.migrate(new)
            tables = schema.METADATA.sorted_tables
            counts = {table: _count(old, table) for table in tables}
            done, in_all = 0, sum(counts.values())
            self.show(0, in_all)
            for table in tables:
                for rows in _batches(old, table):
                    new.execute(insert(table), [_values(table, row) for row in rows])
                    done += len(rows)
                    self.show(done, in_all)
                self._compare(old, new, table)

    def _compare(self, old: Connection, new: Connection, table: Table) -> None:
        if _count(old, table) != _count(new, table) or _digest(old, table) != _digest(new, table):
            raise UnavailableError(Problem.STORE_CORRUPT, f"{table.name} differs after copying")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _batches(connection: Connection, table: Table) -> Iterator[list[Row[tuple[object, ...]]]]:
    rows = select(*table.columns).execution_options(yield_per=_AT_ONCE)
    with connection.execute(rows) as found:
        for part in found.partitions():
            yield list(part)


def _digest(connection: Connection, table: Table) -> int:
    """Add up the hash of every row: the two engines sort texts each in their own way."""
    total = 0
    for rows in _batches(connection, table):
        for row in rows:
            raw = hashlib.sha256(repr(_values(table, row)).encode()).digest()
            total = (total + int.from_bytes(raw)) % (1 << 256)
    return total


def _values(table: Table, row: Row[tuple[object, ...]]) -> dict[str, object]:
    """A row by its names; bytes that SQLite gives as an empty text are bytes again."""
    return {
        column.name: value.encode()
        if isinstance(value, str) and isinstance(column.type, LargeBinary)
        else value
        for column, value in zip(table.columns, row, strict=True)
    }
