"""One way to open the store's file: gate, pragmas, errors. Light: the first window imports it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from intake_app.checks import sqlite_version
from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

SCHEMA_NUMBER = 1
"""What `PRAGMA user_version` of a current store says; raised by one with each migration."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: a plain fsync there does not reach the disk
)
_MANNERS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=OFF",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
)

DAMAGED_MARK = "damaged"
"""A file beside a store that was found damaged while it was open; the next start looks closely."""

DOUBTED = "not as at the hub"
"""What the mark says of a file that is sound, and holds other records than the hub."""

_PLAIN = b"SQLite format 3\0"
_LEAST_ROOM = 256 * 1024  # less than one transaction with its log and index may need
_NOTADB = 26
_PROBLEMS = {
    3: Problem.READ_ONLY,  # SQLITE_PERM
    5: Problem.STORE_BUSY,  # SQLITE_BUSY
    6: Problem.STORE_BUSY,  # SQLITE_LOCKED
    8: Problem.READ_ONLY,  # SQLITE_READONLY
    10: Problem.READ_ONLY,  # SQLITE_IOERR: the disk does not take or give the bytes
    11: Problem.STORE_CORRUPT,  # SQLITE_CORRUPT
    13: Problem.DISK_FULL,  # SQLITE_FULL
    14: Problem.READ_ONLY,  # SQLITE_CANTOPEN
    _NOTADB: Problem.STORE_CORRUPT,
}
_IOERR_SHMSIZE = 4874  # the shared index cannot grow: the disk is full


def refuse_unsafe(version: str = dbapi2.sqlite_version) -> None:
    """Raise UnavailableError(SQLITE_UNSAFE) unless the library may be trusted with a store."""
    if not sqlite_version.is_safe(version):
        raise UnavailableError(Problem.SQLITE_UNSAFE, version)


def open_file(
    path: Path, *, readonly: bool = False, key: bytes | None = None, patience_s: float = 5.0
) -> Connection:
    """Open the store, made when missing unless `readonly`; usable from any thread, one at a time.

    Transactions are explicit (`BEGIN …`). `key` is the raw 32-byte key of an encrypted store.
    Raises UnavailableError.
    """
    refuse_unsafe()
    mode = "ro" if readonly else "rwc"
    with translated(encrypted=key is not None, place=path.parent):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            timeout=patience_s,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            uri=True,
        )
        try:
            _prepare(connection, key, readonly=readonly)
        except (dbapi2.Error, UnicodeDecodeError):
            connection.close()
            raise
    return connection


def _prepare(connection: Connection, key: bytes | None, *, readonly: bool) -> None:
    if key is not None:  # must be the very first statement; PRAGMA takes no parameters
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level=NONE")
    for pragma in () if readonly else _PRAGMAS:
        connection.execute(pragma)
    for pragma in _MANNERS:
        connection.execute(pragma)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # wrong key, wrong file


def is_made(path: Path) -> bool:
    """Whether there is a database at all; an empty file is a new one."""
    return path.is_file() and path.stat().st_size > 0


def is_plain(path: Path) -> bool:
    """Whether any SQLite tool reads the file; an encrypted one looks like noise."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except OSError:
        return True  # opening it will tell what is wrong


def schema_number(connection: Connection) -> int:
    """Return which schema the file has; 0 for a new one. Alembic is not needed to know."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


@contextmanager
def translated(*, encrypted: bool = False, place: Path | None = None) -> Generator[None]:
    """Turn what the disk does into UnavailableError; everything else stays a bug."""
    try:
        yield
    except dbapi2.Error as error:
        known = unavailable(error, encrypted=encrypted, place=place)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:  # the driver's own words quote a damaged page
        raise UnavailableError(Problem.STORE_CORRUPT, "unreadable words") from error


def unavailable(
    error: BaseException, *, encrypted: bool = False, place: Path | None = None
) -> UnavailableError | None:
    """What an operator can be told about a driver's error; None when it is a bug of ours.

    `place` is the folder of the store: SQLite cannot always say why a disk takes no bytes.
    """
    code: int = getattr(error, "sqlite_errorcode", 0)
    problem = Problem.DISK_FULL if code == _IOERR_SHMSIZE else _PROBLEMS.get(code & 0xFF)
    if encrypted and code & 0xFF == _NOTADB:
        problem = Problem.STORE_KEY_WRONG
    if problem is None:
        return None
    if problem is Problem.READ_ONLY and place is not None and _is_full(place):
        problem = Problem.DISK_FULL
    return UnavailableError(problem, getattr(error, "sqlite_errorname", ""))


def _is_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place).free < _LEAST_ROOM
    except OSError:
        return False
