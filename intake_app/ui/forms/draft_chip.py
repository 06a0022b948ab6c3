"""One waiting draft in the bar above the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.ui.theme import Look

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class DraftChip(Button):
    """One waiting draft; arrows go along the bar, Enter takes it up, Esc goes back."""

    stepped = Signal(int)
    escaped = Signal()
    taken = Signal(str)

    def __init__(self, look: Look, text: str, slot: str) -> None:
        super().__init__(look, text, icon="clock")
        self._slot = slot
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.taken.emit(self._slot)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _TAKES:
            self.taken.emit(self._slot)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A button would be clicked by the release of Space; it was taken by the press."""
        event.ignore()
