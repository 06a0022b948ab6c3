"""A printer that is a folder: each job three files, for trials, demonstrations and tests."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.transport import Parcel


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """Writes `<job>.png`, `<job>.json` and last `<job>.bin`, whole or not at all."""

    folder: Path

    def send(self, parcel: Parcel) -> Delivery:
        """Keep the job; a job printed twice keeps its first files. See `Transport.send`."""
        about = json.dumps(dict(parcel.about), ensure_ascii=False, indent=2)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._keep(f"{parcel.name}.png", parcel.picture())
            self._keep(f"{parcel.name}.json", about.encode())
            self._keep(f"{parcel.name}.bin", parcel.payload)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            problem = Problem.DISK_FULL if full else Problem.FILE_UNWRITABLE
            detail = f"folder://{self.folder}: {error.strerror}"
            raise UnavailableError(problem, detail) from error
        return Delivery.CONFIRMED

    def _keep(self, name: str, data: bytes) -> None:
        scratch = self.folder / f".{name}.part"
        with scratch.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        scratch.replace(self.folder / name)
