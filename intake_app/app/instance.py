"""One program a data folder: the second start raises the window of the first and leaves."""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer

LOCK_NAME = "instance.lock"
_ANSWER_MS = 1000


class Instance(QObject):
    """Held from start to end; `raised` when somebody starts the program once more."""

    raised = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Names of local servers are short; the folder's own may be too long for one.
        digest = QCryptographicHash.hash(str(data).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"intake-{bytes(digest.toHex().data()).decode()[:16]}"
        self._data = data
        self._lock = QLockFile(str(data / LOCK_NAME))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone, however long it runs
        self._server: QLocalServer | None = None

    def claim(self) -> None:
        """Become the one. Raises RejectedError(ALREADY_RUNNING) after raising the other's window.

        Raises UnavailableError: READ_ONLY or DISK_FULL when the folder takes no file.
        """
        if self._lock.tryLock(0):
            return
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise UnavailableError(_refusal(self._data), LOCK_NAME)
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - the second start needs it

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_ANSWER_MS)
        socket.abort()
        raise RejectedError(Problem.ALREADY_RUNNING)

    def listen(self) -> None:
        """Hear later starts; needs the event loop, so it is called once that runs."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

        QLocalServer.removeServer(self._name)  # left behind by a killed predecessor
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)

    def release(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raised.emit()


def _refusal(folder: Path) -> Problem:
    """Why a folder takes no file: Qt knows only "permission" and "unknown"."""
    probe = folder / ".probe"
    try:
        probe.write_bytes(b"\0")
    except OSError as error:
        return Problem.DISK_FULL if error.errno == errno.ENOSPC else Problem.READ_ONLY
    finally:
        with suppress(OSError):
            probe.unlink()
    return Problem.READ_ONLY
