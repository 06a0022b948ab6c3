"""A scanner without hardware: it can be pulled out and put back."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from intake_app.scanning.port import READ_S

if TYPE_CHECKING:
    from intake_app.scanning.port import Port


class FakeScanner:
    """`open` is what `Scanner` is given; `scan` pulls the trigger."""

    def __init__(self, *, plugged: bool = True, terminator: bytes = b"\r") -> None:
        self.plugged = plugged
        self.opened = 0
        self.closed = 0
        self._terminator = terminator
        self._bytes: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def open(self) -> Port:
        """Open as a port does: not while it is pulled out."""
        if not self.plugged:
            raise FileNotFoundError(2, "no such device")
        self.opened += 1
        return self

    def scan(self, code: str) -> None:
        """Send a code as the device would."""
        self._bytes.put(code.encode() + self._terminator)

    def receive(self) -> bytes:
        """See `Port`."""
        if not self.plugged:
            raise OSError(5, "device disconnected")
        try:
            return self._bytes.get(timeout=READ_S)
        except queue.Empty:
            return b""

    def close(self) -> None:
        """See `Port`."""
        self.closed += 1
