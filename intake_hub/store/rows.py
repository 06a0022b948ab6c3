"""Many rows of one table by one statement, past the parameters of every single one.

For what is written at each push: SQLAlchemy looks at each value of each row, which takes longer
than writing it. The statement is put together once for a table and a database.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table

    from intake_hub.store.base import Base

    Row = Mapping[str, object]


class _Statement(NamedTuple):
    sql: str
    shaped: tuple[tuple[str, Callable[[Any], Any]], ...]  # values the driver does not take
    order: tuple[str, ...] | None  # of its parameters; None where they have names


def add_rows(connection: Connection, kind: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns; there must be one."""
    table = cast("Table", kind.__table__)
    statement = _statement(table, connection.dialect, tuple(rows[0]))
    values = [dict(row) for row in rows]
    for name, shape in statement.shaped:
        for row in values:
            row[name] = shape(row[name])
    if statement.order is None:
        connection.exec_driver_sql(statement.sql, values)
    else:
        placed = [tuple([row[name] for name in statement.order]) for row in values]
        connection.exec_driver_sql(statement.sql, placed)


@lru_cache(maxsize=64)
def _statement(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Statement:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    shaped = (
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
    )
    order = compiled.positiontup if compiled.positional else None
    return _Statement(
        str(compiled),
        tuple((name, shape) for name, shape in shaped if shape is not None),
        None if order is None else tuple(order),
    )
