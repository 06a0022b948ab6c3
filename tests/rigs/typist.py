"""Counting keys as they reach a window; typing itself is `intake_app.tour.keys.Typist`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class KeyMeter(QObject):
    """Counts key presses at the window, where each arrives once.

    Modifiers that QTest holds are not sent as keys of their own.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.keys = 0
        self.clicks = 0
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        """Count no more."""
        self._app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keys += 0 if event.isAutoRepeat() else 1
        self.clicks += event.type() in _MOUSE
        return False
