"""A button for a finger: large, alike in every appearance, never taking the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QScrollArea, QScroller, QSizePolicy, QWidget
from typing_extensions import override

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class TouchButton(QPushButton):
    """`primary` is the way on."""

    def __init__(self, look: Look, name: str, text: str, *, primary: bool = False) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFont(look.letters(strong=primary))
        self._look = look
        self._primary = primary

    @override
    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + self._look.px(1.5)
        return QSize(max(wide, self._look.px(2.2)), self._look.px(2.75))

    @override
    def minimumSizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + self._look.px(0.5)
        return QSize(wide, self._look.px(1.75))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        fill, words = ("accent", "on_accent") if self._primary else ("surface", "text")
        if not self.isEnabled():
            fill, words = "raised", "muted"
        elif self.isDown():
            fill = "text" if self._primary else "chosen"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour(fill))
        painter.setPen(QPen(look.colour("accent" if self._primary else "field"), 1))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, look.radius, look.radius)
        painter.setPen(look.colour(words))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())


def finger_area(content: QWidget, look: Look) -> QScrollArea:
    """Room for more than fits: the content itself is dragged, a bar is too slim for a finger."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    slim(area, look)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
    return area
