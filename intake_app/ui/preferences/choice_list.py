"""One of many, in a short list under its title: arrows choose, as among segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from intake_app.ui.preferences.dress import dress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.ui.theme import Look

_VALUE = Qt.ItemDataRole.UserRole


class ChoiceList(QWidget):
    """`chosen` carries the new value; what can be chosen may change."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, title: str) -> None:
        super().__init__()
        self._offered: tuple[tuple[str, str], ...] = ()
        self.list = QListWidget()
        self.list.setObjectName(name)
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.3))
        column.addWidget(QLabel(title))
        column.addWidget(self.list, 1)
        self.list.currentRowChanged.connect(self._on_row)

    def offer(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Show what can be chosen and what is; nobody is told."""
        with QSignalBlocker(self.list):
            if tuple(choices) != self._offered:
                self._offered = tuple(choices)
                self.list.clear()
                for key, text in choices:
                    QListWidgetItem(text, self.list).setData(_VALUE, key)
            self.list.setCurrentRow(self.values().index(value))

    def values(self) -> list[str]:
        """All that can be chosen."""
        return [key for key, _ in self._offered]

    def value(self) -> str:
        """What is chosen."""
        return self.values()[self.list.currentRow()]

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.values()[row])
