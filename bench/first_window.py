"""A fresh process that tells when its window was painted and took a key; started by `bench.start`.

`python -m bench.first_window NANOSECONDS bare` or `… NANOSECONDS ours DATA`; the first argument is
the monotonic clock when the parent asked for us. Prints JSON and leaves.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.services.shop import Shop


class Probe(QObject):
    """Watches one window from the first paint to the first letter in its focused field."""

    def __init__(self, window: QWidget, asked_at: int) -> None:
        super().__init__(window)
        self._window = window
        self._asked_at = asked_at
        self._figures: dict[str, float] = {}
        self._shop: Shop | None = None
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._press)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self._figures["painted_ms"] = self._since_asked()
        self._timer.start(1)

    def _press(self) -> None:
        field = QApplication.focusWidget()
        handle = self._window.windowHandle()
        if not isinstance(field, QLineEdit):
            return
        before = field.text()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7")
            QCoreApplication.sendEvent(handle, key)
        if field.text() != before:
            self._timer.stop()
            self._leave()

    def _leave(self) -> None:
        self._figures["typed_ms"] = self._since_asked()
        self._shop = next((one for one in gc.get_objects() if type(one).__name__ == "Shop"), None)
        self._timer.timeout.disconnect()
        self._timer.timeout.connect(self._look)
        self._timer.start(1)

    def _look(self) -> None:
        """Ready: the store is open, its classes are mapped, suggestions answer."""
        if self._shop is not None:
            from intake_app.errors import UnavailableError  # noqa: PLC0415 - only for ours

            try:
                _ = self._shop.services
            except UnavailableError:
                return
            self._shop.finder.clients("0000")
        self._timer.stop()
        self._figures["ready_ms"] = self._since_asked()
        print(json.dumps(self._figures), flush=True)
        QApplication.quit()

    def _since_asked(self) -> float:
        return (time.monotonic_ns() - self._asked_at) / 1e6


def bare() -> None:
    """Show the least window that takes a key."""
    application = QApplication([])
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    window.resize(1280, 720)
    window.show()
    application.exec()


def main() -> None:
    """Wrap `QApplication.exec`, so that both programs are watched alike."""
    asked_at = int(sys.argv[1])
    real_exec = QApplication.exec

    def watched_exec() -> int:
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        Probe(shown[0], asked_at)
        return real_exec()

    QApplication.exec = staticmethod(watched_exec)
    if sys.argv[2] == "bare":
        bare()
    else:
        from intake_app.cli.main import main as intake  # noqa: PLC0415 - its cost is measured

        sys.exit(intake(["run", "--data", sys.argv[3]]))


if __name__ == "__main__":
    main()
