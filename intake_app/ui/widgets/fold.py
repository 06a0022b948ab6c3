"""A quiet button that unfolds what is seldom asked, and says how much of it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Fold(Button):
    """`turned` tells whether it is open now; `entered` that a person goes on without it."""

    turned = Signal(bool)
    entered = Signal()

    def __init__(self, look: Look, name: str, text: str) -> None:
        super().__init__(look, text, icon="chevron-down", role=Role.QUIET)
        self.setObjectName(name)
        self.is_open = False
        self._title = text
        self.clicked.connect(self._on_clicked)

    def show_open(self, *, is_open: bool) -> None:
        """Open or close without telling anyone."""
        self.is_open = is_open
        self._icon = "chevron-up" if is_open else "chevron-down"
        self.update()

    def show_count(self, told: str) -> None:
        """Say how much is filled in; empty when nothing is."""
        text = f"{self._title} · {told}" if told else self._title
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def _on_clicked(self) -> None:
        self.show_open(is_open=not self.is_open)
        self.turned.emit(self.is_open)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
