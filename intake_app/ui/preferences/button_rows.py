"""Buttons in rows that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from intake_app.ui.theme import Look


class ButtonRows(QWidget):
    """Each button is called by the name of the rows and its place."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, rows: Sequence[tuple[str, Callable[[], None]]], across: int) -> None:
        """Put buttons in the place of those that stood there."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for top in range(0, len(rows), across):
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 0, 0, 0)
            for number, (text, handler) in enumerate(rows[top : top + across], top):
                made = Button(self._look, text)
                made.setObjectName(f"{self._name}.{number}")
                made.clicked.connect(handler)
                layout.addWidget(made)
            layout.addStretch(1)
            self._column.addWidget(line)
            line.show()

    def take_focus(self) -> None:
        """Go to the first button."""
        first = self.findChild(Button, f"{self._name}.0")
        if isinstance(first, Button):
            first.setFocus()
