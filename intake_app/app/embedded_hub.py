"""This PC is the hub: it runs as a child process, and its address and codes are asked of it."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

logger = logging.getLogger(__name__)

NAME = "embedded"
"""What the setting `hub` says when this PC is the hub, for itself alone."""

SHARED = "shared"
"""What it says when other PCs call this one: with TLS, at the usual port."""

PORT = 8765
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the other desks call here, over TLS

STORE_NAME = "hub.db"
PATIENCE_MS = 5000
"""Before a hub that failed is started again, and until one that should end is ended."""

_DEATH_MS = 30_000  # a killed process ends, however busy the machine is


class EmbeddedHub(QObject):
    """Ends with this program, however that ends: the hub watches the pipe between them."""

    ready = Signal(str)  # the base URL, after each start
    coded = Signal(str)  # an enrolment code that was asked for

    def __init__(
        self,
        data: Path,
        parent: QObject | None = None,
        *,
        program: Sequence[str] = (),
        is_shared: bool = False,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._patience_ms = patience_ms
        self._program, *self._arguments = program or command()
        self._store = store_address(data)
        self._is_shared = is_shared
        self.port = PORT if is_shared else 0
        self.wrapping = b""  # of the key of its file; with it a new file is encrypted
        self._log = str(data / "logs" / "hub.log")
        self._serving = self._process()
        self._serving.readyReadStandardOutput.connect(self._on_line)
        self._serving.finished.connect(self._on_finished)
        self._serving.errorOccurred.connect(self._on_error)
        self._coding = self._process()
        self._coding.finished.connect(self._on_coded)
        self._again = self._timer(patience_ms, self.start)
        self._code_again = self._timer(patience_ms, self.ask_code)

    def start(self) -> None:
        """Begin to serve: on loopback at any free port, or with TLS to the whole network."""
        at = ["--host", EVERYWHERE] if self._is_shared else []
        sealed = "--wrapped" if self.wrapping else "--plain"
        serve = [
            "serve",
            "--db",
            self._store,
            *at,
            "--port",
            str(self.port),
            "--with-parent",
            sealed,
        ]
        self._serving.start(self._program, [*self._arguments, *serve])
        if self.wrapping:
            self._serving.write(f"{self.wrapping.hex()}\n".encode())

    @property
    def pid(self) -> int:
        """The process that serves; 0 while there is none."""
        return self._serving.processId()

    def ask_code(self) -> None:
        """Make an enrolment code for this very desk."""
        self._coding.start(self._program, [*self._arguments, "code", "--db", self._store])

    def stop(self) -> None:
        """Let it end in order: it takes no more calls and closes its store."""
        self._again.stop()
        self._code_again.stop()
        for process in (self._serving, self._coding):
            process.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            if process.state() is not QProcess.ProcessState.NotRunning:
                process.closeWriteChannel()
                if not process.waitForFinished(self._patience_ms):
                    process.kill()
                    process.waitForFinished(_DEATH_MS)

    def _timer(self, after_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(then)
        return timer

    def _process(self) -> QProcess:
        process = QProcess(self)
        process.setWorkingDirectory(str(Path(__file__).parents[2]))  # where `-m` finds the package
        process.setStandardErrorFile(self._log, QProcess.OpenModeFlag.Append)
        return process

    def _on_line(self) -> None:
        while self._serving.canReadLine():
            line = bytes(self._serving.readLine().data())
            told = cast("dict[str, str]", json.loads(line))
            self.ready.emit(told["hub"])

    def _on_finished(self) -> None:
        logger.error("the hub of this PC has ended with code %s", self._serving.exitCode())
        self._again.start()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # `finished` is not said of such a one
            logger.error("the hub of this PC cannot be started")
            self._again.start()

    def _on_coded(self) -> None:
        code = bytes(self._coding.readAllStandardOutput().data()).decode().strip()
        if code:
            self.coded.emit(code)
        else:
            logger.error("the hub of this PC gave no code")
            self._code_again.start()


def store_address(data: Path) -> str:
    """Where the hub of this PC keeps its records."""
    return f"sqlite:///{(data / STORE_NAME).as_posix()}"


def command() -> list[str]:
    """How to start the hub: its own program beside a built one, else its package."""
    if getattr(sys, "frozen", False):
        suffix = Path(sys.executable).suffix
        return [str(Path(sys.executable).with_name(f"intake-hub{suffix}"))]
    return [sys.executable, "-m", "intake_hub"]
