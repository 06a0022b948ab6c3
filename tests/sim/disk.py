"""The disk under every store: a program dies at a statement, or the disk takes no more bytes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from sqlcipher3 import dbapi2
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable


class Killed(BaseException):
    """The process is gone: no handler of the program may see to anything any more."""


class Mishap(StrEnum):
    """What one statement meets."""

    KILL = "kill"
    KILL_BEFORE_COMMIT = "kill before commit"
    KILL_AFTER_COMMIT = "kill after commit"
    FULL = "full"
    EIO = "eio"
    BUSY = "busy"
    SLOW = "slow"


_CODES = {Mishap.FULL: (13, "SQLITE_FULL"), Mishap.EIO: (778, "SQLITE_IOERR_WRITE")}
_CODES[Mishap.BUSY] = (5, "SQLITE_BUSY")
_AT_COMMIT = {
    Mishap.KILL_BEFORE_COMMIT: "COMMIT",
    Mishap.KILL_AFTER_COMMIT: "committed",
    Mishap.SLOW: "COMMIT",
}
AT_COMMIT = frozenset(_AT_COMMIT)
SLOW_S = 5.0


class Disk:
    """Where one program's files are; `plan` lays a mishap in its way."""

    def __init__(self, folder: Path, met: Callable[[Mishap], None]) -> None:
        self.folder = folder
        self.is_dead = False
        self._met = met
        self._planned: Mishap | None = None
        self._after = 0
        _DISKS[folder.as_posix()] = self

    def plan(self, mishap: Mishap, after: int) -> None:
        """Let the statement after the next `after` ones meet a mishap; commits for their kinds."""
        self._planned, self._after = mishap, after

    @property
    def is_laid(self) -> bool:
        """Whether a mishap still waits."""
        return self._planned is not None

    def calm(self) -> None:
        """Take back what was planned."""
        self._planned = None

    def reopened(self) -> None:
        """A new process works here."""
        self.is_dead = False
        self._planned = None

    def meet(self, statement: str) -> None:
        """What a statement goes through before it is done."""
        if self.is_dead:
            raise Killed
        mishap = self._planned
        if statement.startswith("PRAGMA"):
            return  # how often a connection is opened is the garbage collector's affair
        if mishap is None or _AT_COMMIT.get(mishap, statement) != statement:
            return
        if statement == "committed" and mishap not in _AT_COMMIT:
            return
        if self._after:
            self._after -= 1
            return
        self._planned = None
        self.is_dead = mishap not in _CODES and mishap is not Mishap.SLOW
        self._met(mishap)
        if mishap is Mishap.SLOW:
            return
        raise Killed if self.is_dead else _error(*_CODES[mishap])


_DISKS: dict[str, Disk] = {}


def forget_all() -> None:
    """A world has ended."""
    _DISKS.clear()


def _error(code: int, name: str) -> dbapi2.OperationalError:
    error: Any = dbapi2.OperationalError(name)
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    found: dbapi2.OperationalError = error
    return found


class _Cursor(dbapi2.Cursor):
    @override
    def execute(self, sql: str, parameters: Any = (), /) -> _Cursor:
        _disk_of(self.connection).meet(sql)
        return super().execute(sql, parameters)

    @override
    def executemany(self, sql: str, parameters: Any, /) -> _Cursor:
        _disk_of(self.connection).meet(sql)
        return super().executemany(sql, parameters)


class _Connection(dbapi2.Connection):
    disk: Disk

    @override
    def cursor(self, factory: type[dbapi2.Cursor] = _Cursor, /) -> dbapi2.Cursor:
        return super().cursor(_Cursor)

    @override
    def commit(self) -> None:
        try:
            self.disk.meet("COMMIT")
        except dbapi2.OperationalError:
            self.rollback()  # as SQLite does by itself
            raise
        super().commit()
        self.disk.meet("committed")


def _disk_of(connection: dbapi2.Connection) -> Disk:
    assert isinstance(connection, _Connection)
    return connection.disk


_real = dbapi2.connect


def past_the_program(file: Path) -> dbapi2.Connection:
    """Look into a file without meeting anything."""
    return _real(f"{file.as_uri()}?mode=ro", uri=True)


def connect(database: object, *arguments: Any, **more: Any) -> dbapi2.Connection:  # noqa: ANN401 - the driver's own
    """Stand in for the driver's `connect` on the files of a world."""
    path = str(database)
    if path.startswith("file:"):
        path = unquote(urlsplit(path).path)
    disk = _DISKS.get(Path(path).parent.as_posix())
    if disk is None:
        return _real(str(database), *arguments, **more)
    connection = _real(str(database), *arguments, **more, factory=_Connection)
    assert isinstance(connection, _Connection)
    connection.disk = disk
    return connection
