"""The store: who may read, who writes, and who hears what was changed."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, cast

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from intake_app.errors import Problem, UnavailableError
from intake_app.models import schema
from intake_app.models.base import new_id
from intake_app.models.connection import DAMAGED_MARK, DOUBTED, open_file, unavailable
from intake_app.models.writing import Reading, Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection as Driver

    from intake_app.models.recording import Recorder

Changes: TypeAlias = frozenset[str]
"""Names of the kinds of record a transaction touched."""

_CHOICE = "preference"
_PATIENCE_S = 10.0


class Store:
    """One file, one writer at a time, any number of readers; threads may share it.

    `reading` and `writing` are the only ways to a session. Opening makes, checks or migrates the
    file. Raises UnavailableError wherever the disk does not play along.
    """

    def __init__(
        self,
        path: Path,
        recorder: Recorder,
        *,
        key: bytes | None = None,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        """Open the file and bring it to the current schema.

        A writer waits for its turn, and for other programs, at most `patience_s`.
        """
        self.recorder = recorder
        self._path = path
        self._key = key
        self._patience_s = patience_s
        self._turn = Lock()
        self._damaged = False
        self._listeners: list[Callable[[Changes], None]] = []
        self._choices: dict[str, object] = {}
        self._writer = self._engine("BEGIN IMMEDIATE", size=1)
        self._reader = self._engine("BEGIN", size=4, readonly=True)
        try:
            self._prepare()
        except BaseException:
            self._writer.dispose()
            raise

    def _engine(self, begin: str, *, size: int, readonly: bool = False) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: self._connect(readonly=readonly),
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0 if size == 1 else 8,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            cast("Driver", connection.connection.driver_connection).execute(begin)

        return engine

    def _connect(self, *, readonly: bool) -> Driver:
        patience = self._patience_s
        return open_file(self._path, readonly=readonly, key=self._key, patience_s=patience)

    def _prepare(self) -> None:
        with self._told(), self._writer.begin() as connection:
            schema.prepare(connection, new_id)

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` with the names of what was touched, after each commit, on its thread."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self) -> Generator[Reading]:
        """A session on one unchanging view of the store; it cannot write."""
        with self._told(), Reading(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Writing]:
        """A session that commits when the block ends well, and leaves nothing when it does not."""
        if self._damaged:
            raise UnavailableError(Problem.STORE_CORRUPT, "not written to any more")
        if not self._turn.acquire(timeout=self._patience_s):
            raise UnavailableError(Problem.STORE_BUSY)
        try:
            with self._told(), Writing(self._writer, self.recorder, self._choices) as session:
                yield session
                session.settle()
                session.commit()
                changes = frozenset(session.touched)
            if _CHOICE in changes:
                self._choices.clear()
        except BaseException:
            self._choices.clear()  # it may have read what it had written, and nothing of it holds
            raise
        finally:
            self._turn.release()
        if changes:
            for listener in self._listeners:
                listener(changes)

    def compact(self) -> None:
        """Rewrite the whole file, so that nothing deleted can be found in it any more."""
        if not self._turn.acquire(timeout=self._patience_s):
            raise UnavailableError(Problem.STORE_BUSY)
        try:
            with self._told():
                driver = self._connect(readonly=False)
                try:
                    driver.execute("VACUUM")
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    driver.close()
        finally:
            self._turn.release()

    @contextmanager
    def _told(self) -> Generator[None]:
        """Turn what the disk does into something an operator can be told."""
        try:
            yield
        except (DBAPIError, dbapi2.Error) as error:
            known = unavailable(getattr(error, "orig", None) or error, place=self._path.parent)
            if known is None:
                raise
            self._note_damage(known.problem)
            raise known from error

    def doubt(self) -> None:
        """Have the next start take the records from the hub: what is here cannot be mended."""
        with suppress(OSError):
            (self._path.parent / DAMAGED_MARK).write_text(DOUBTED, "utf-8")

    def _note_damage(self, problem: Problem) -> None:
        """Write no more into a damaged file: what is whole in it must stay so."""
        if problem is Problem.STORE_CORRUPT and not self._damaged:
            self._damaged = True
            with suppress(OSError):
                (self._path.parent / DAMAGED_MARK).write_text("", "utf-8")

    def close(self) -> None:
        """Close every connection; the last one folds the log into the file."""
        self._reader.dispose()
        self._writer.dispose()
