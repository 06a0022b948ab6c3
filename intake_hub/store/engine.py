"""Opens the hub's database: gate, pragmas or session limits, migration, transactions, errors."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from intake_app.checks import sqlite_version
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.wire_files import MOST_BLOB_BYTES
from intake_hub.store import schema
from intake_hub.store.chunks import Chunks
from intake_hub.store.erasures import Erasures, beside
from intake_hub.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

PATIENCE_S = 5.0
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
)
_SERIALIZATION = frozenset({"40001", "40P01"})  # rolled back for the good of others: try again
_SQLITE_PROBLEMS = {
    5: Problem.STORE_BUSY,
    6: Problem.STORE_BUSY,
    8: Problem.READ_ONLY,
    10: Problem.READ_ONLY,
    11: Problem.STORE_CORRUPT,
    13: Problem.DISK_FULL,
    14: Problem.READ_ONLY,
    26: Problem.STORE_CORRUPT,
}
_BUSY = 5
_PAUSE_S = 0.02
_IOERR_SHMSIZE = 4874  # the shared index cannot grow: the disk is full
_STATES = {"53100": Problem.DISK_FULL, "57014": Problem.STORE_BUSY}
_STATE_CLASSES = {
    "08": Problem.STORE_BUSY,  # connection
    "25": Problem.READ_ONLY,  # read-only transaction, or one that idled too long
    "53": Problem.STORE_BUSY,  # no memory, too many connections
    "55": Problem.STORE_BUSY,  # lock not given in time
    "57": Problem.STORE_BUSY,  # server going down or starting
}


class CollidedError(Exception):
    """Another transaction got in the way; the same one may go through at the next try."""


class HubStore:
    """`reading()` and `writing()` are the only ways to the tables."""

    def __init__(
        self, address: str, *, patience_s: float = PATIENCE_S, key: bytes | None = None
    ) -> None:
        """Get ready to connect; a file may be encrypted with the 32 bytes of `key`."""
        url = _url(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.address = address
        self._file = Path(url.database or "") if self.is_sqlite else None
        database = url.database or "hub"
        self.erasures = Erasures(beside(self._file, database, ".erased"))
        self._files = beside(self._file, database, ".files")
        self._chunks = Chunks(key)
        self.blobs = self.shelf("blob", MOST_BLOB_BYTES)
        self._turn = threading.Lock()
        self._patience_s = patience_s
        self._engine = (
            _sqlite(url, patience_s, key) if self.is_sqlite else _postgresql(url, patience_s)
        )

    def open(self, now_ms: int) -> None:
        """Make or migrate the tables and the first shop. Raises UnavailableError."""
        with self.writing() as connection:
            schema.migrate(connection)
            schema.found_shop(connection, now_ms)
            self.erasures.replay(connection)

    def refuse_unmade(self) -> None:
        """Raise RejectedError(NO_STORE) where no hub ever stood; looking must not make one."""
        if self._file is not None and not self._file.exists():
            raise RejectedError(Problem.NO_STORE, str(self._file))
        with self.reading() as connection:
            if not schema.revision(connection):
                raise RejectedError(Problem.NO_STORE)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Look, in one transaction. Raises UnavailableError."""
        with _translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def unchanging(self) -> Generator[Connection]:
        """Look for longer, at one state of everything. Raises UnavailableError."""
        # On SQLite every transaction sees one state.
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with (
            _translated(),
            self._engine.connect() as connection,
            connection.execution_options(**options).begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Change, in one transaction that commits when the block ends well.

        SQLite: writers take turns. Raises UnavailableError, CollidedError.
        """
        with (
            _translated(),
            self._in_turn(),
            self._engine.connect() as connection,
            connection.execution_options(intake_writes=True).begin(),
        ):
            yield connection

    @contextmanager
    def _in_turn(self) -> Generator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._patience_s):
            raise UnavailableError(Problem.STORE_BUSY, "writers queue")
        try:
            yield
        finally:
            self._turn.release()

    def shelf(self, kind: str, most_bytes: int) -> Shelf:
        """Files of a kind beside this database, sealed if it is encrypted."""
        return Shelf(self._files / kind, most_bytes, self._chunks)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise RejectedError(Problem.ADDRESS_INVALID, "no database address") from error
    known = {"sqlite": {"sqlite"}, "postgresql": {"postgresql+psycopg"}}
    if url.drivername not in known.get(url.get_backend_name(), set()):
        raise RejectedError(Problem.ADDRESS_INVALID, "sqlite:/// or postgresql+psycopg://")
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise RejectedError(Problem.ADDRESS_INVALID, "a file is needed")
    return url


def refuse_unsafe(version: str) -> None:
    """Raise UnavailableError(SQLITE_UNSAFE) unless the library may be trusted with a store."""
    if not sqlite_version.is_safe(version):
        raise UnavailableError(Problem.SQLITE_UNSAFE, version)


def _sqlite(url: URL, patience_s: float, key: bytes | None) -> Engine:
    refuse_unsafe(dbapi2.sqlite_version)
    engine = create_engine(
        url,
        module=dbapi2,
        connect_args={
            "timeout": patience_s,
            "isolation_level": None,
            "check_same_thread": False,
            "cached_statements": 256,
        },
        pool_size=8,
        max_overflow=32,
        pool_timeout=PATIENCE_S,
    )
    if key is not None:
        event.listen(engine, "connect", partial(_unlock, key))  # before anything else is asked
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _unlock(key: bytes, connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    cursor.execute("PRAGMA cipher_log_level=NONE")
    cursor.close()


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    to_wal(cursor)
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def to_wal(cursor: DBAPICursor) -> None:
    """SQLite does not wait by itself when two programs turn a new file to WAL at once."""
    cursor.execute("PRAGMA busy_timeout")
    ends_at = time.monotonic() + cursor.fetchall()[0][0] / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except dbapi2.OperationalError as error:
            is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == _BUSY
            if not is_busy or time.monotonic() > ends_at:
                raise
            threading.Event().wait(_PAUSE_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("intake_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL, patience_s: float) -> Engine:
    # It warns of the rest of a batch whose statement collided; we roll back and try again.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    session = (
        f"-c lock_timeout={patience_s * 1000:.0f}"
        " -c idle_in_transaction_session_timeout=10000 -c statement_timeout=30000"
    )
    return create_engine(
        url,
        isolation_level="READ COMMITTED",
        connect_args={"options": session, "connect_timeout": int(PATIENCE_S)},
        pool_size=8,
        max_overflow=32,
        pool_timeout=PATIENCE_S,
        pool_pre_ping=True,
    )


@contextmanager
def _translated() -> Generator[None]:
    """Turn what the database does into the kinds of error the hub knows; the rest stays a bug."""
    try:
        yield
    except IntegrityError as error:
        raise CollidedError from error
    except DBAPIError as error:
        raise _named(error) from error


def _named(error: DBAPIError) -> Exception:
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        return _named_by_state(getattr(error.orig, "sqlstate", None) or "", error)
    problem = Problem.DISK_FULL if code == _IOERR_SHMSIZE else _SQLITE_PROBLEMS.get(code & 0xFF)
    if problem is None:
        return error
    return UnavailableError(problem, getattr(error.orig, "sqlite_errorname", ""))


def _named_by_state(state: str, error: DBAPIError) -> Exception:
    """Sort PostgreSQL's states; a driver that never reached the server has none to tell."""
    if state in _SERIALIZATION:
        return CollidedError()
    if not state and type(error.orig).__name__ == "OperationalError":
        return UnavailableError(Problem.STORE_BUSY, "no connection")
    problem = _STATES.get(state) or _STATE_CLASSES.get(state[:2])
    return error if problem is None else UnavailableError(problem, state)
