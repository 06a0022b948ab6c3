"""How a job is handed over on a wire that can answer: status first, bytes, then the fence."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery

if TYPE_CHECKING:
    from intake_app.printing.transport import Parcel

Ticks: TypeAlias = Callable[[], float]
"""Seconds on a clock that never goes back; deadlines are measured on it."""

_STATE, _CAUSE, _PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
_OFFLINE, _COVER, _PAPER_END, _NO_PAPER = 0x08, 0x04, 0x20, 0x60
_CHUNK = 4096
_FENCE = b"\x1d(H\x06\x0000"
# A fence mark of these can never be taken for a status byte, which may come in between.
_MARKS = "01345789"


class Wire(Protocol):
    """An open connection; OSError from any verb means that it is gone."""

    def push(self, data: bytes, until: float) -> int:
        """Write some of `data`: how many bytes were taken, 0 when none was before `until`.

        Raises UnavailableError when it cannot tell; `sent` counts the bytes in doubt.
        """
        ...

    def pull(self, until: float) -> bytes:
        """What the printer says, as soon as it does; empty when `until` comes first."""
        ...

    def finish(self, until: float) -> bool:
        """Wait for the bytes to leave this PC; False when they have not before `until`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What this printer answers, and how many seconds each step may take."""

    status: bool = False
    fence: bool = False
    connect_s: float = 3.0
    status_s: float = 2.0
    stall_s: float = 10.0  # without a single byte taken
    whole_s: float = 180.0  # a picture at 9600 baud takes 74 s
    finish_s: float = 1.0
    fence_s: float = 60.0


@dataclass(slots=True)
class Dialogue:
    """One job over one open wire; `sent` counts what may have reached the printer."""

    wire: Wire
    manners: Manners
    ticks: Ticks
    sent: int = 0

    def deliver(self, parcel: Parcel) -> Delivery:
        """Carry the job over. Raises UnavailableError, see `Transport.send`."""
        try:
            return self._deliver(parcel)
        except OSError as error:
            raise UnavailableError(Problem.DEVICE_LOST, _named(error), sent=self.sent) from error

    def _deliver(self, parcel: Parcel) -> Delivery:
        if self.manners.status:
            self._demand_ready()
        self._write(parcel.payload)
        if self.manners.fence:
            self._confirm(zlib.crc32(parcel.name.encode()))
            return Delivery.CONFIRMED
        if not self.wire.finish(self.ticks() + self.manners.whole_s):
            raise self._stalled("bytes left over")
        return Delivery.SENT

    def _demand_ready(self) -> None:
        """Ask before the first byte; one that is known to answer and is silent is not ready."""
        state = self._ask(_STATE)
        if state & _OFFLINE:
            raise UnavailableError(self._cause(), f"status {state:#04x}")
        paper = self._ask(_PAPER)
        if paper & _NO_PAPER:
            raise UnavailableError(Problem.PAPER_OUT, f"status {paper:#04x}")

    def _cause(self) -> Problem:
        """Why it is offline; many a printer with an open cover says nothing more."""
        try:
            cause = self._ask(_CAUSE)
        except UnavailableError:
            return Problem.DEVICE_REFUSED
        if cause & _COVER:
            return Problem.COVER_OPEN
        return Problem.PAPER_OUT if cause & _PAPER_END else Problem.DEVICE_REFUSED

    def _ask(self, question: bytes) -> int:
        until = self.ticks() + self.manners.status_s
        try:
            taken = self.wire.push(question, until)
        except UnavailableError as error:  # whatever left was no part of the job
            raise UnavailableError(error.problem, error.detail) from error
        if taken < len(question):
            raise UnavailableError(Problem.DEVICE_STALLED, "status not asked")
        answer = next((byte for byte in self.wire.pull(until) if _is_status(byte)), None)
        if answer is None:
            raise UnavailableError(Problem.DEVICE_STALLED, "no status")
        return answer

    def _write(self, data: bytes) -> None:
        whole = self.ticks() + self.manners.whole_s
        rest = memoryview(data)
        while rest:
            now = self.ticks()
            if now >= whole:
                raise self._stalled(f"{len(rest)} bytes left at the deadline")
            until = min(whole, now + self.manners.stall_s)
            try:
                taken = self.wire.push(bytes(rest[:_CHUNK]), until)
            except UnavailableError as error:
                self.sent += error.sent
                raise UnavailableError(error.problem, error.detail, sent=self.sent) from error
            if not taken:
                raise self._stalled(f"{len(rest)} bytes not taken")
            self.sent += taken
            rest = rest[taken:]

    def _confirm(self, number: int) -> None:
        """Send the fence and wait until the printer says that all before it is on paper."""
        mark = "".join(_MARKS[number >> shift & 7] for shift in (0, 3, 6, 9)).encode()
        self._write(_FENCE + mark)
        wanted = b"7\x22" + mark + b"\0"
        until = self.ticks() + self.manners.fence_s
        heard = b""
        while wanted not in heard:
            said = self.wire.pull(until)
            if not said:
                raise self._stalled("no confirmation")
            heard += bytes(byte for byte in said if not _is_status(byte))

    def _stalled(self, detail: str) -> UnavailableError:
        return UnavailableError(Problem.DEVICE_STALLED, detail, sent=self.sent)


def _is_status(byte: int) -> bool:
    """The fixed bits of every DLE EOT answer: 0xx1xx10."""
    return byte & 0x93 == 0x12  # noqa: PLR2004 - the mask of the fixed bits


def _named(error: OSError) -> str:
    return error.strerror or type(error).__name__
