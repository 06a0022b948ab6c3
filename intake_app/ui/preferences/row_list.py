"""A list of rows that can be added to and taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class RowList(QListWidget):
    """Ins asks for a row, Del is tired of one."""

    wanted = Signal()
    unwanted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Insert:
                self.wanted.emit()
            case Qt.Key.Key_Delete:
                self.unwanted.emit()
            case _:
                super().keyPressEvent(event)
