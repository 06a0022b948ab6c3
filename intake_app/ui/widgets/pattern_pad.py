"""Nine dots and the line through them: drawn by a finger or a mouse, or shown as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from intake_app.ui.theme import Look

_SIDE = 3
_REACH = 0.3  # of the distance between two dots: nearer than this the line has caught a dot


class PatternPad(QWidget):
    """The dots are numbered as the keys of a telephone; `drawn` carries their digits in turn."""

    drawn = Signal(str)

    def __init__(self, look: Look, side_em: float = 6.0) -> None:
        super().__init__()
        self._look = look
        self._side = look.px(side_em)
        self._digits = ""
        self._tip: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self._side, self._side)

    def show_pattern(self, digits: str) -> None:
        """Draw the line through these dots; anything that is no dot is left out."""
        self._digits = "".join(dict.fromkeys(d for d in digits if d in "123456789"))
        self.update()

    def pattern(self) -> str:
        """The dots in the order of the line."""
        return self._digits

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def _dot(self, digit: str) -> QPointF:
        place = int(digit) - 1
        step = self._side / _SIDE
        return QPointF((place % _SIDE + 0.5) * step, (place // _SIDE + 0.5) * step)

    def _caught(self, at: QPointF) -> str:
        step = self._side / _SIDE
        for digit in "123456789":
            way = self._dot(digit) - at
            if way.x() ** 2 + way.y() ** 2 < (_REACH * step) ** 2:
                return digit
        return ""

    def _draw_to(self, at: QPointF) -> None:
        self._tip = at
        digit = self._caught(at)
        if digit and digit not in self._digits:
            self._digits += self._passed(digit) + digit
        self.update()

    def _passed(self, digit: str) -> str:
        """The dot between the last one and this one: a phone takes it along."""
        if not self._digits:
            return ""
        middle = (self._dot(self._digits[-1]) + self._dot(digit)) / 2
        between = self._caught(middle)
        return between if between not in (self._digits[-1], digit, *self._digits) else ""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._digits = ""
        self._draw_to(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw_to(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._tip = None
        self.update()
        self.drawn.emit(self._digits)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("field"), 1))
        painter.setBrush(look.colour("surface"))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius, look.radius)
        points = [self._dot(digit) for digit in self._digits]
        if points and self._tip is not None:
            points.append(self._tip)
        painter.setPen(QPen(look.colour("accent"), look.px(0.2)))
        painter.drawPolyline(points)
        self._paint_dots(painter)

    def _paint_dots(self, painter: QPainter) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        for digit in "123456789":
            on = digit in self._digits
            first = self._digits.startswith(digit)
            size = look.px(0.45 if first else 0.32 if on else 0.2)
            painter.setBrush(look.colour("accent" if on else "field"))
            painter.drawEllipse(self._dot(digit), size, size)
