"""Yes or no with a word; Space changes it, Enter goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BOX = 1.3


class TickBox(QCheckBox):
    """A check box of the height of a field."""

    entered = Signal()

    def __init__(self, look: Look, name: str, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFixedHeight(look.row + 2 * RING)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        look = self._look
        width = self.fontMetrics().horizontalAdvance(self.text()) + look.px(_BOX + 0.75)
        return QSize(width + 2 * RING, look.row + 2 * RING)

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
        size = look.px(_BOX)
        box = QRectF(RING, (self.height() - size) // 2, size, size)
        painter.setBrush(look.colour("accent" if self.isChecked() else "surface"))
        painter.setPen(QPen(look.colour("accent" if self.isChecked() else "field"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.radius, look.radius)
        if self.isChecked():
            inset = round(size * 0.1)
            inner = box.adjusted(inset, inset, -inset, -inset)
            look.icons.paint(painter, "check", look.tokens.on_accent, inner)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), RING))
            ring = QRectF(self.rect()).adjusted(1, RING + 1, -1, -RING - 1)
            painter.drawRoundedRect(ring, look.radius, look.radius)
        painter.setFont(look.letters(strong=self.isChecked()))
        painter.setPen(look.colour("text"))
        words = QRectF(self.rect()).adjusted(look.px(_BOX + 0.5) + RING, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, middle, self.text())
