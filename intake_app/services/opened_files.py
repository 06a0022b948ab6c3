"""Files of orders in clear, for as long as somebody looks at them: copies for reading. Light."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.checks import file_names
from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from intake_app.services.blobs import Blobs
    from intake_app.services.rows import FileRow

FOLDER_NAME = "opened"


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
