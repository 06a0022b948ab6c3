"""ЭМУЛЯТОР: a register that owes nobody anything, for training and tests.

Our own printer prints what it did, marked at both ends. It remembers what it "printed" in a file of
its own, as a real one does in its memory, so that an operation whose answer got lost is found
again.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from intake_app.services.fiscal_rows import (
    EXPIRED,
    LONGEST_H,
    FiscalAct,
    Outcome,
    Printed,
    Refused,
)

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.clock import Clock

FILE_NAME = "emulator.jsonl"
NAME = "emulator"
_DRIVE = "9999" + "0" * 12
"""No drive of the tax service begins so."""


class _Kept(NamedTuple):
    """One operation in its memory."""

    key: str
    act: FiscalAct
    at: datetime
    done: Printed


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
        """Remember a cheque; one key has one cheque, however often it is asked for.

        A shift that is open longer than a day prints nothing more, as the law wants it.
        """
        told: dict[str, Any] = json.loads(data)
        return self._carry_out(key, FiscalAct.CHEQUE, data, int(told["1020"]))

    def shift(self, key: UUID, act: FiscalAct, data: str) -> Outcome:
        """Open, report, close; an open shift that is opened again stays as it is."""
        return self._carry_out(key, act, data, 0)

    def find(self, key: UUID) -> Printed | None:
        """What was printed under a key."""
        return next((one.done for one in self._read() if one.key == key.hex), None)

    def _carry_out(self, key: UUID, act: FiscalAct, data: str, minor: int) -> Outcome:
        known = self._read()
        found = next((one.done for one in known if one.key == key.hex), None)
        if found is not None:
            return found
        since = _open_since(known)
        if act is FiscalAct.CHEQUE and since and self.now() - since > timedelta(hours=LONGEST_H):
            return Refused(EXPIRED)
        return self._remember(key, act, data, (len(known) + 1, minor))

    def _remember(self, key: UUID, act: FiscalAct, data: str, what: tuple[int, int]) -> Printed:
        number, minor = what
        done = Printed(
            fn=_DRIVE,
            fd=str(number),
            fp=str(zlib.crc32(f"{number}{data}".encode())),
            printed_at=f"{self.now():%Y%m%dT%H%M}",
            minor=minor,
        )
        said = {"key": key.hex, "act": act.value, "at": self.now().isoformat(), **asdict(done)}
        with (self.folder / FILE_NAME).open("ab") as file:
            file.write(json.dumps(said).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return done

    def _read(self) -> list[_Kept]:
        file = self.folder / FILE_NAME
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        found: list[_Kept] = []
        for line in lines:
            try:
                said: dict[str, Any] = json.loads(line)
                key, act, at = said.pop("key"), said.pop("act"), said.pop("at")
                kept = _Kept(key, FiscalAct(act), datetime.fromisoformat(at), Printed(**said))
                found.append(kept)
            except (ValueError, KeyError, TypeError):
                continue  # the power went while this line was written: it was never printed
        return found


def _open_since(known: list[_Kept]) -> datetime | None:
    """When the shift began that goes on; the first cheque opens one where nobody did."""
    since: datetime | None = None
    for one in known:
        if one.act is FiscalAct.CLOSE:
            since = None
        elif one.act is not FiscalAct.REPORT and since is None:
            since = one.at
    return since
