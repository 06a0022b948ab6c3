"""Nobody has touched the desk for a while: whoever was signed in is signed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_MINUTE_MS = 60_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """`expired` comes once after so many minutes without a key, a scan or the mouse; 0 is never."""

    expired = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(minutes * _MINUTE_MS)
        self._timer.timeout.connect(self.expired)
        self._is_on = minutes > 0

    def watch(self, window: QWindow) -> None:
        """Hear of everything that is done in a window."""
        if self._is_on:
            window.installEventFilter(self)
            self.touch()

    def touch(self) -> None:
        """Somebody is there."""
        if self._is_on:
            self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
