"""A list of rows that can be added to, opened and taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from intake_app.ui.theme import Look


class RowList(QListWidget):
    """Ins asks for a row, Enter works on one, Del is tired of one."""

    wanted = Signal()
    opened = Signal()
    unwanted = Signal()

    empty = ""  # what is said where no row is: what would be here, and the key for the first

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.count() or not self.empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect(), middle, self.empty)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Insert:
                self.wanted.emit()
            case Qt.Key.Key_Delete:
                self.unwanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
                super().keyPressEvent(event)
            case _:
                super().keyPressEvent(event)


class TallRowList(RowList):
    """Rows as high as their words need."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Make each row as high as its words need at this width."""
        inset = self._look.px(1.2)
        room = QRect(0, 0, max(1, self.viewport().width() - inset), 1000)
        for place in range(self.count()):
            row = self.item(place)
            words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, row.text())
            row.setSizeHint(QSize(0, words.height() + self._look.px(0.7)))

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.fit()
