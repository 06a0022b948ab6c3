"""Names behind an `@`, and how many tasks wait, read on the GUI thread. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models.connection import translated
from intake_app.services import task_reading
from intake_app.services.store_reader import StoreReader
from intake_app.services.task_rows import TaskCount

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

_NAMES = "SELECT name FROM staff WHERE active ORDER BY name, id"


class TaskFinder(StoreReader):
    """Small answers."""

    def staff_names(self) -> tuple[str, ...]:
        """Who may be asked for something, by name."""
        return self._fresh("staff names", _staff_names, ())

    def task_count(self, person: UUID | None, now: datetime) -> TaskCount:
        """How many tasks are open for somebody or for anybody, and how many are late."""
        connection = self._connection()
        if connection is None:
            return TaskCount()
        with translated():
            return task_reading.count(connection, person, now)


def _staff_names(connection: Connection) -> tuple[str, ...]:
    return tuple(name for (name,) in connection.execute(_NAMES).fetchall())
