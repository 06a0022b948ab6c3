"""The finder's connection: plain SQL, read-only, opened by the first question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import SCHEMA_NUMBER, open_file, schema_number, translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Self

    from sqlcipher3.dbapi2 import Connection

    Value = TypeVar("Value")

# The store is being made just now, or its disk takes nothing: `Shop.open` tells what is wrong.
_NOT_YET = frozenset({Problem.STORE_BUSY, Problem.READ_ONLY, Problem.DISK_FULL})
_PATIENCE_S = 0.05  # a frame or three; readers of a WAL store hardly ever wait at all


class StoreReader:
    """Belongs to one thread. There is no connection while there is no store of our schema."""

    def __init__(self, path: Path, *, key: bytes | None = None, lang: str = "ru") -> None:
        """Remember the file; it is opened by the first question.

        What the program is shipped with is told in the language of the screen.
        """
        self.lang = lang
        self._path = path
        self._key = key
        self._locked = False
        self._open: Connection | None = None
        self._kept: dict[str, tuple[int, Any]] = {}

    def twin(self) -> Self:
        """One of the same kind for another thread, with a connection of its own."""
        return type(self)(self._path, key=self._key, lang=self.lang)

    def lock(self) -> None:
        """Answer nothing until `unlock`: the key is being looked for elsewhere."""
        self._locked = True

    def unlock(self, key: bytes | None) -> None:
        """Open the file with a key from now on; may be called on another thread."""
        self._key = key
        self._locked = False

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._open is not None:
            self._open.close()
            self._open = None
            self._kept.clear()

    def _connection(self) -> Connection | None:
        if self._open is None and not self._locked and self._path.exists():
            try:
                found = open_file(self._path, readonly=True, key=self._key, patience_s=_PATIENCE_S)
            except UnavailableError as error:
                if error.problem in _NOT_YET:
                    return None
                raise
            if schema_number(found) == SCHEMA_NUMBER:
                self._open = found
            else:
                found.close()
        return self._open

    def _fresh(self, name: str, read: Callable[[Connection], Value], empty: Value) -> Value:
        """Read something small anew only when another connection has committed since."""
        connection = self._connection()
        if connection is None:
            return empty
        with translated():
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
            known_at, value = self._kept.get(name, (-1, empty))
            if known_at != version:
                value = read(connection)
                self._kept[name] = (version, value)
        return value
