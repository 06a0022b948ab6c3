"""One choice in a row of a few; the row around it is `segments`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Segment(QRadioButton):
    """One choice; to screen readers an ordinary radio button."""

    entered = Signal()

    def __init__(self, look: Look, value: str, text: str, row: QWidget) -> None:
        super().__init__(text, row)
        self._look = look
        self._row = row
        self.value = value
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._row.update()

    @override
    def sizeHint(self) -> QSize:
        strong = self._look.letters(strong=True)
        width = QFontMetrics(strong).horizontalAdvance(self.text())
        return QSize(width + self._look.px(1.1), self._look.row - 2 * RING)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked():
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.setBrush(look.colour("chosen"))
            edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, look.radius * 0.8, look.radius * 0.8)
        painter.setFont(look.letters(strong=self.isChecked()))
        painter.setPen(look.colour("text" if self.isChecked() else "muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
