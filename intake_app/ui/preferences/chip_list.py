"""A list of chips that is changed by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 10


class ChipList(QListWidget):
    """Ins adds, Enter changes, Del takes away, Ctrl with an arrow moves; each is saved at once."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chips.list")
        self.itemChanged.connect(self._on_item)

    def texts(self) -> list[str]:
        """The chips as they stand, without blanks and repeats."""
        found = (self.item(row).text().strip() for row in range(self.count()))
        return list(dict.fromkeys(filter(None, found)))

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Replace everything; the place of the cursor stays."""
        row = max(0, self.currentRow())
        with QSignalBlocker(self):
            self.clear()
            for text in texts:
                self.addItem(_editable(text))
            self.setCurrentRow(min(row, self.count() - 1))

    def add(self) -> None:
        """Begin a new chip under the current one."""
        row = self.currentRow() + 1
        item = _editable("")
        with QSignalBlocker(self):
            self.insertItem(row, item)
        self.setCurrentRow(row)
        self.editItem(item)

    def remove(self) -> None:
        """Take the current chip away."""
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self.edited.emit()

    def move_by(self, step: int) -> None:
        """Put the current chip one place up or down."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and key in _STEPS:
            self.move_by(_STEPS[key])
        elif key == Qt.Key.Key_Insert:
            self.add()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key in _ENTER and not held and self.currentRow() >= 0:
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _on_item(self, _item: QListWidgetItem) -> None:
        self.edited.emit()


def _editable(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item
