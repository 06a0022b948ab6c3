"""A printer on a serial line, real or made of USB."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import serial

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Dialogue, Manners

if TYPE_CHECKING:
    from intake_app.printing.dialogue import Ticks
    from intake_app.printing.transport import Delivery, Parcel

if sys.platform == "win32":  # pragma: no cover - the other system
    _GONE: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    _GONE = (OSError, termios.error)  # pyserial lets the latter through, and it is no OSError

_CHUNK = 256  # all of it is in doubt when the line stalls within
_STEP_S = 0.05


@dataclass(frozen=True, slots=True)
class SerialTransport:
    """Opens the port for each job, for itself alone, and gives it back."""

    port: str
    baudrate: int = 9600
    hardware_flow: bool = False
    manners: Manners = field(default_factory=Manners)
    ticks: Ticks = time.monotonic

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        with closing(self._opened()) as port:
            wire = PortWire(port, self.ticks)
            try:
                return Dialogue(wire, self.manners, self.ticks).deliver(parcel)
            except UnavailableError:
                wire.abandon()
                raise

    def _opened(self) -> serial.Serial:
        where = f"serial://{self.port}"
        try:
            return serial.Serial(
                self.port,
                self.baudrate,
                timeout=_STEP_S,
                write_timeout=self.manners.stall_s,
                rtscts=self.hardware_flow,
                exclusive=True if os.name == "posix" else None,
            )
        except (serial.SerialException, ValueError) as error:
            gone = getattr(error, "errno", None) == errno.ENOENT
            problem = Problem.DEVICE_ABSENT if gone else Problem.DEVICE_REFUSED
            raise UnavailableError(problem, where) from error


@dataclass(frozen=True, slots=True)
class PortWire:
    """An open port as the dialogue sees it."""

    port: serial.Serial
    ticks: Ticks

    def push(self, data: bytes, until: float) -> int:
        """Write a little at a time, since pyserial does not count what it wrote before a stall."""
        part = data[:_CHUNK]
        try:
            self.port.write(part)
        except serial.SerialTimeoutException as error:
            detail = "the line takes no more"
            raise UnavailableError(Problem.DEVICE_STALLED, detail, sent=len(part)) from error
        except OSError as error:
            detail = "the line broke"
            raise UnavailableError(Problem.DEVICE_LOST, detail, sent=len(part)) from error
        return len(part)

    def pull(self, until: float) -> bytes:
        """Read in short steps, so that the deadline is kept."""
        while True:
            heard = self.port.read(max(1, self.port.in_waiting))
            if heard or self.ticks() >= until:
                return heard

    def finish(self, until: float) -> bool:
        """Wait for the last byte; never with `flush`, which has no time-out."""
        while self.port.out_waiting:
            if self.ticks() >= until:
                return False
            self.port.read(1)  # waits a step, and reads away what the printer remarks
        return True

    def abandon(self) -> None:
        """Drop what is still waiting, or closing the port would wait for it."""
        try:
            self.port.reset_output_buffer()
        except _GONE:
            return  # unplugged: nothing is waiting any more
