"""Files of any kind beside an order: taken in as blobs, told on its card; no program among them."""

from __future__ import annotations

import stat
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import file_names
from intake_app.errors import Problem, RejectedError
from intake_app.services.rows import FileDraft, FileRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.services.blobs import Blobs

MOST_BYTES = 32 * 1024 * 1024
"""A recording of a noise fits, a film does not; the hub and every desk keep it for years."""
_FILES = "SELECT id, sha256, name, size, at, by FROM order_file WHERE order_id = ? ORDER BY id"


def keep(blobs: Blobs, path: Path) -> FileDraft:
    """Take a file in. Runs in a lane.

    Raises RejectedError: FILE_RUNS, FILE_TOO_LARGE, FILE_UNREADABLE; UnavailableError for no room.
    """
    name = file_names.tidy(path.name)
    if file_names.runs(name):
        raise RejectedError(Problem.FILE_RUNS)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for for ever
            raise RejectedError(Problem.FILE_UNREADABLE, "no file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RejectedError(Problem.FILE_UNREADABLE, error.strerror or "") from error
    if len(content) > MOST_BYTES:  # whatever its size was said to be; it may grow meanwhile
        raise RejectedError(Problem.FILE_TOO_LARGE)
    if not content:
        raise RejectedError(Problem.FILE_UNREADABLE, "empty")
    return FileDraft(sha256=blobs.put(content), name=name, size=len(content))


def add(session: Writing, files: tuple[FileDraft, ...], order: UUID) -> None:
    """Put files to an order that exists; one that stands there already was meant once."""
    from intake_app.models.attachments import OrderFile  # noqa: PLC0415 - this module is light

    known = {(row.sha256, row.name) for row in of_order(session.driver, order)}
    for file in dict.fromkeys(files):
        if (file.sha256, file.name) not in known:
            session.create(
                OrderFile,
                order_id=order,
                sha256=file.sha256,
                name=file.name,
                size=file.size,
                at=session.now,
                by=session.operator,
            )


def of_order(driver: Connection, order: UUID) -> tuple[FileRow, ...]:
    """The files of an order, the oldest first; those of somebody who is forgotten are gone."""
    return tuple(
        FileRow(UUID(bytes=ident), sha256, name, size, datetime.fromisoformat(at), by)
        for ident, sha256, name, size, at, by in driver.execute(_FILES, (order.bytes,))
        if sha256
    )
