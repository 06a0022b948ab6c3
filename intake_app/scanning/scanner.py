"""The scanner at this desk: a thread that reads its port, a signal for each code."""

from __future__ import annotations

import logging
import threading
import time
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from intake_app.scanning.framing import Framer

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.scanning.port import Port
    from intake_app.scanning.scan import Scan

logger = logging.getLogger(__name__)

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 5.0


class ScannerState(StrEnum):
    """What the status bar shows."""

    OFF = "off"
    ABSENT = "absent"  # unplugged, or held by another program; looked for until it comes
    READY = "ready"


class Scanner(QObject):
    """Owns the one thread that opens, reads and closes the port; it comes back by itself."""

    scanned = Signal(object)  # a Scan, on the GUI thread
    state_changed = Signal(object)  # a ScannerState, on the GUI thread

    _arrived = Signal(object)
    _turned = Signal(object)

    def __init__(self, open_port: Callable[[], Port], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_port = open_port
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)
        self._state = ScannerState.OFF
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._turned.connect(self._on_turned, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> ScannerState:
        """The state last announced."""
        return self._state

    def start(self) -> None:
        """Begin to look for the port."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and end the thread; nothing is announced afterwards."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _on_arrived(self, scan: Scan) -> None:
        if not self._stop.is_set():
            self.scanned.emit(scan)

    def _on_turned(self, state: ScannerState) -> None:
        if state is not self._state and not self._stop.is_set():
            self._state = state
            self.state_changed.emit(state)

    def _run(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._stop.is_set():
            try:
                port = self._open_port()
            except (OSError, ValueError) as error:  # ValueError: a speed the port does not know
                self._lost(error)
                self._stop.wait(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
                continue
            wait_s = FIRST_WAIT_S
            self._turned.emit(ScannerState.READY)
            self._read(port)
            if not self._stop.is_set():
                self._stop.wait(wait_s)  # a port that opens and breaks at once must not spin

    def _read(self, port: Port) -> None:
        framer = Framer()
        try:
            while not self._stop.is_set():
                data = port.receive()
                for scan in framer.feed(data, time.monotonic()):
                    self._arrived.emit(scan)
        except OSError as error:
            self._lost(error)
        finally:
            port.close()

    def _lost(self, error: Exception) -> None:
        logger.debug("scanner: %s", type(error).__name__)
        self._turned.emit(ScannerState.ABSENT)
