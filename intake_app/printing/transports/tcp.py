"""A printer on the network, port 9100."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.dialogue import Dialogue, Manners

if TYPE_CHECKING:
    from intake_app.printing.dialogue import Ticks
    from intake_app.printing.transport import Delivery, Parcel

_BUFFER = 8192  # the less this PC holds back, the truer is the count of bytes sent
_HEARD = 1024
_SOONEST = 0.001  # a time-out of zero would mean: do not wait at all


@dataclass(frozen=True, slots=True)
class TcpTransport:
    """Opens a connection for each job, since most printers serve one client at a time."""

    host: str
    port: int
    manners: Manners = field(default_factory=Manners)
    ticks: Ticks = time.monotonic

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        with self._connected() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
            wire = _Socket(peer, self.manners.finish_s, self.ticks)
            return Dialogue(wire, self.manners, self.ticks).deliver(parcel)

    def _connected(self) -> socket.socket:
        where = f"tcp://{self.host}:{self.port}"
        try:
            return socket.create_connection((self.host, self.port), self.manners.connect_s)
        except OSError as error:
            raise UnavailableError(Problem.DEVICE_ABSENT, where) from error


@dataclass(frozen=True, slots=True)
class _Socket:
    peer: socket.socket
    finish_s: float
    ticks: Ticks

    def push(self, data: bytes, until: float) -> int:
        self._wait_until(until)
        try:
            return self.peer.send(data)
        except TimeoutError:
            return 0

    def pull(self, until: float) -> bytes:
        self._wait_until(until)
        try:
            heard = self.peer.recv(_HEARD)
        except TimeoutError:
            return b""
        if not heard:
            raise ConnectionResetError(None, "closed by the printer")
        return heard

    def finish(self, until: float) -> bool:
        """Say that no more comes, and hear whether the printer takes that well.

        One that has dropped the job answers with a reset; one that stays open is fine.
        """
        self.pull(self.ticks())  # closed before we did: it has not read everything
        self.peer.shutdown(socket.SHUT_WR)
        until = min(until, self.ticks() + self.finish_s)
        self._wait_until(until)
        try:
            while self.peer.recv(_HEARD) and self.ticks() < until:
                self._wait_until(until)
        except TimeoutError:
            pass
        return True

    def _wait_until(self, until: float) -> None:
        self.peer.settimeout(max(_SOONEST, until - self.ticks()))
