"""The rows that a hub wrote, written once more by nothing but the driver: how fast it can be."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy.engine import make_url
from sqlcipher3 import dbapi2

from intake_hub.app import now_ms
from intake_hub.store.engine import HubStore

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLES = ("record", "op", "op_seen")


@dataclass(frozen=True, slots=True)
class Rows:
    """By table: its columns and all that stands in it."""

    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]

    @classmethod
    def of(cls, db: str) -> Rows:
        """Read a hub's database."""
        with closing(_connection(db)) as connection:
            return cls({name: _read(connection, name) for name in ("shop", *_TABLES)})


def write(rows: Rows, db: str, *, writers: int, commits: int) -> float:
    """Seconds for the same rows in as many transactions by as many connections."""
    store = HubStore(db)
    store.open(now_ms())
    store.close()
    with closing(_connection(db)) as connection:
        _insert(connection, rows, "shop", rows.tables["shop"][1])
        connection.commit()
    parts = [
        {name: rows.tables[name][1][part::commits] for name in _TABLES} for part in range(commits)
    ]
    began = time.perf_counter()
    with ThreadPoolExecutor(writers) as threads:
        for job in [
            threads.submit(_commit, db, rows, parts[first::writers]) for first in range(writers)
        ]:
            job.result()
    return time.perf_counter() - began


def _commit(db: str, rows: Rows, parts: Sequence[dict[str, list[tuple[Any, ...]]]]) -> None:
    with closing(_connection(db)) as connection:
        for part in parts:
            if db.startswith("sqlite"):
                connection.execute("BEGIN IMMEDIATE")
            for name, values in part.items():
                _insert(connection, rows, name, values)
            connection.commit()


def _connection(db: str) -> Any:  # noqa: ANN401 - of either driver
    url = make_url(db)
    if url.get_backend_name() == "sqlite":
        connection = dbapi2.connect(url.database or "", timeout=60, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        return connection
    return psycopg.connect(host=url.host, port=url.port, user=url.username, dbname=url.database)


def _read(connection: Any, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:  # noqa: ANN401
    found = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
    return [column[0] for column in found.description], found.fetchall()


def _insert(connection: Any, rows: Rows, table: str, values: Sequence[tuple[Any, ...]]) -> None:  # noqa: ANN401
    names = rows.tables[table][0]
    mark = "?" if isinstance(connection, dbapi2.Connection) else "%s"
    marks = ", ".join([mark] * len(names))
    sql = f"INSERT INTO {table}({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - ours
    connection.cursor().executemany(sql, values)
