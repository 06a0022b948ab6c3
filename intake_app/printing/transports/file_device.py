"""A printer that is a file: `/dev/usb/lp0`, or an ordinary file that grows."""

from __future__ import annotations

import errno
import os
import select
import stat
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Dialogue, Manners

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.dialogue import Ticks
    from intake_app.printing.transport import Delivery, Parcel

_PROBLEMS = {
    errno.ENOENT: Problem.DEVICE_ABSENT,
    errno.ENODEV: Problem.DEVICE_ABSENT,
    errno.ENXIO: Problem.DEVICE_ABSENT,
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EROFS: Problem.READ_ONLY,
}


@dataclass(frozen=True, slots=True)
class FileTransport:
    """Opened for each job; a device is never created, an ordinary file is."""

    path: Path
    manners: Manners = field(default_factory=Manners)
    ticks: Ticks = time.monotonic

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        try:
            handle = os.open(self.path, self._flags(), 0o600)
        except OSError as error:
            raise self._refused(error) from error
        try:
            wire = _Handle(handle, self.ticks)
            delivery = Dialogue(wire, self.manners, self.ticks).deliver(parcel)
        finally:
            os.close(handle)
        return delivery

    def _flags(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        if self._is_device():
            return flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        return flags | os.O_CREAT

    def _is_device(self) -> bool:
        if self.path.is_relative_to("/dev"):
            return True  # unplugged it is no file, and must not become one
        try:
            return not stat.S_ISREG(self.path.stat().st_mode)
        except OSError:
            return False

    def _refused(self, error: OSError) -> UnavailableError:
        problem = _PROBLEMS.get(error.errno or 0, Problem.DEVICE_REFUSED)
        return UnavailableError(problem, f"file://{self.path}: {error.strerror}")


@dataclass(frozen=True, slots=True)
class _Handle:
    handle: int
    ticks: Ticks

    def push(self, data: bytes, until: float) -> int:
        """Write what the driver takes at once; see `Wire.push`."""
        regular = stat.S_ISREG(os.fstat(self.handle).st_mode)
        wait = max(0.0, until - self.ticks())
        if not regular and not select.select([], [self.handle], [], wait)[1]:
            return 0
        try:
            return os.write(self.handle, data)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            # Linux' USB printer driver reports the end of paper by these words.
            problem = Problem.DISK_FULL if regular else Problem.PAPER_OUT
            raise UnavailableError(problem, "no space left") from error

    def pull(self, until: float) -> bytes:
        """Such printers are not asked: many drivers open them for writing only."""
        return b""

    def finish(self, until: float) -> bool:
        if stat.S_ISREG(os.fstat(self.handle).st_mode):
            os.fsync(self.handle)
        return True
