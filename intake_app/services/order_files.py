"""Files of any kind beside an order: taken in as blobs, told on its card, opened for a moment.

A file is never changed here: what is opened is a copy for reading, and no program is run.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import file_names
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.rows import FileDraft, FileRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.services.blobs import Blobs

MOST_BYTES = 32 * 1024 * 1024
"""A recording of a noise fits, a film does not; the hub and every desk keep it for years."""
FOLDER_NAME = "opened"
_FILES = "SELECT id, sha256, name, size, at, by FROM order_file WHERE order_id = ? ORDER BY id"


def keep(blobs: Blobs, path: Path) -> FileDraft:
    """Take a file in. Runs in a lane.

    Raises RejectedError: FILE_RUNS, FILE_TOO_LARGE, FILE_UNREADABLE; UnavailableError for no room.
    """
    name = file_names.tidy(path.name)
    if file_names.runs(name):
        raise RejectedError(Problem.FILE_RUNS)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RejectedError(Problem.FILE_TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        raise RejectedError(Problem.FILE_UNREADABLE, error.strerror or "") from error
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


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """A private folder for copies in clear, as long as somebody looks at them."""

    folder: Path

    def show(self, blobs: Blobs, file: FileRow) -> Path:
        """Write a copy that only this user may read. Runs in a lane.

        Raises RejectedError: FILE_RUNS, FILE_ELSEWHERE, FILE_DAMAGED; UnavailableError.
        """
        name = file_names.tidy(file.name)
        if file_names.runs(name):  # whatever another desk let in
            raise RejectedError(Problem.FILE_RUNS)
        try:
            content = blobs.read(file.sha256)
        except RejectedError as error:
            is_away = error.problem is Problem.PHOTO_ELSEWHERE
            problem = Problem.FILE_ELSEWHERE if is_away else Problem.FILE_DAMAGED
            raise RejectedError(problem, error.detail) from error
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy = Path(tempfile.mkdtemp(dir=self.folder)) / name
            handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
            with os.fdopen(handle, "wb") as out:
                out.write(content)
        except OSError as error:
            raise UnavailableError(Problem.DISK_FULL, FOLDER_NAME) from error
        return copy

    def sweep(self) -> None:
        """Remove every copy; one that a program holds goes the next time."""
        with suppress(OSError):
            for copy in self.folder.rglob("*"):
                copy.chmod(stat.S_IRWXU)
        shutil.rmtree(self.folder, ignore_errors=True)
