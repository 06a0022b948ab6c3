"""The editor of the fault: several lines, and a list that may be open under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from intake_app.ui.widgets.text_field import TextEdit

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FaultEdit(TextEdit):
    """While a list is open, arrows walk in it and Esc closes it."""

    stepped = Signal(int)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.has_list = False

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window's shortcut while there is a list to close."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.has_list
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Esc belong to the list while it is open."""
        key = Qt.Key(event.key())
        if self.has_list and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif self.has_list and key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
