"""ЭМУЛЯТОР: a register that prints nothing and owes nobody anything, for training and tests.

It remembers what it "printed" in a file of its own, as a real one does in its memory, so that an
operation whose answer got lost is found again.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from intake_app.services.fiscal_rows import Outcome, Printed

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.clock import Clock

FILE_NAME = "emulator.jsonl"
NAME = "emulator"
_DRIVE = "9999" + "0" * 12
"""No drive of the tax service begins so."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """`folder` is that of the desk's data."""

    folder: Path
    now: Clock

    @property
    def name(self) -> str:
        """As the setting calls it."""
        return NAME

    def register(self, key: UUID, data: str) -> Outcome:
        """Remember a cheque; one key has one cheque, however often it is asked for."""
        known = self._read()
        if key.hex in known:
            return known[key.hex]
        said: dict[str, Any] = json.loads(data)
        number = str(len(known) + 1)
        done = Printed(
            fn=_DRIVE,
            fd=number,
            fp=str(zlib.crc32(f"{number}{data}".encode())),
            printed_at=f"{self.now():%Y%m%dT%H%M}",
            minor=int(said["1020"]),
        )
        with (self.folder / FILE_NAME).open("ab") as file:
            file.write(json.dumps({"key": key.hex, **asdict(done)}).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return done

    def find(self, key: UUID) -> Printed | None:
        """What was printed under a key."""
        return self._read().get(key.hex)

    def _read(self) -> dict[str, Printed]:
        file = self.folder / FILE_NAME
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        found: dict[str, Printed] = {}
        for line in lines:
            try:
                said: dict[str, Any] = json.loads(line)
                key = said.pop("key")
                found[key] = Printed(**said)
            except (ValueError, KeyError, TypeError):
                continue  # the power went while this line was written: it was never printed
        return found
