"""A surface with an edge, to set off what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class Card(QWidget):
    """Holds one widget, in line with the edges of fields."""

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        edge = RING + look.px(0.3)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(content)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        edge = QRectF(self.rect()).adjusted(RING + 0.5, 0.5, -RING - 0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius, look.radius)
