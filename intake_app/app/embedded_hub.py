"""This PC is the hub: it runs as a child process, and its address and codes are asked of it."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

logger = logging.getLogger(__name__)

NAME = "embedded"
"""What the setting `hub` says when this PC is the hub."""

STORE_NAME = "hub.db"
_AGAIN_MS = 5000
_END_MS = 5000


class EmbeddedHub(QObject):
    """Ends with this program, however that ends: the hub watches the pipe between them."""

    ready = Signal(str)  # the base URL, after each start
    coded = Signal(str)  # an enrolment code that was asked for

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = f"sqlite:///{(data / STORE_NAME).as_posix()}"
        self._log = str(data / "logs" / "hub.log")
        self._serving = self._process()
        self._serving.readyReadStandardOutput.connect(self._on_line)
        self._serving.finished.connect(self._on_finished)
        self._coding = self._process()
        self._coding.finished.connect(self._on_coded)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.start)

    def start(self) -> None:
        """Begin to serve on loopback, at a port that happens to be free."""
        program, *arguments = command()
        serve = ["serve", "--db", self._store, "--port", "0", "--with-parent"]
        self._serving.start(program, [*arguments, *serve])

    def ask_code(self) -> None:
        """Make an enrolment code for this very desk."""
        program, *arguments = command()
        self._coding.start(program, [*arguments, "code", "--db", self._store])

    def stop(self) -> None:
        """Let it end in order: it takes no more calls and closes its store."""
        self._again.stop()
        for process in (self._serving, self._coding):
            process.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            if process.state() is not QProcess.ProcessState.NotRunning:
                process.closeWriteChannel()
                if not process.waitForFinished(_END_MS):
                    process.kill()
                    process.waitForFinished(_END_MS)

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

    def _on_coded(self) -> None:
        code = bytes(self._coding.readAllStandardOutput().data()).decode().strip()
        if code:
            self.coded.emit(code)
        else:
            logger.error("the hub of this PC gave no code")


def command() -> list[str]:
    """How to start the hub: its own program beside a built one, else its package."""
    if getattr(sys, "frozen", False):
        suffix = Path(sys.executable).suffix
        return [str(Path(sys.executable).with_name(f"intake-hub{suffix}"))]
    return [sys.executable, "-m", "intake_hub"]
