"""A field to sign in with a finger, a pen or a mouse."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

_WIDTH, _HEIGHT = 900, 300  # dots of the picture that is kept: enough for a page, 5 KB as a file
_INK = 5.0
_SHORTEST = 60.0  # a dot put by accident is no signature


class SignaturePad(QWidget):
    """Keeps strokes, not dots, so that the picture is sharp whatever the size of the screen."""

    signed = Signal(bool)  # whether enough is drawn to be a signature

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("second.signature")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._look = look
        self._strokes: list[list[QPointF]] = []

    def clear(self) -> None:
        """Begin anew."""
        self._strokes.clear()
        self.signed.emit(self.is_signed)
        self.update()

    @property
    def is_signed(self) -> bool:
        """Whether the strokes are long enough together to be more than a slip."""
        return sum(_length(stroke) for stroke in self._strokes) >= _SHORTEST

    def png_text(self) -> str:
        """The strokes, black on white, trimmed to what is drawn: a one-bit PNG file in base64."""
        drawn = QRectF()
        for stroke in self._strokes:
            drawn = drawn.united(QPolygonF(stroke).boundingRect().adjusted(-1, -1, 1, 1))
        picture = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        scale = min((_WIDTH - 2 * _INK) / drawn.width(), (_HEIGHT - 2 * _INK) / drawn.height())
        painter = QPainter(picture)
        painter.translate(_WIDTH / 2, _HEIGHT / 2)
        painter.scale(scale, scale)
        painter.translate(-drawn.center())
        self._draw(painter, QColor(Qt.GlobalColor.black), _INK / scale)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.convertToFormat(QImage.Format.Format_Mono).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub wants bytes, the library text
        return bytes(buffer.data().toBase64().data()).decode("ascii")

    def _draw(self, painter: QPainter, ink: QColor, width: float) -> None:
        pen = QPen(ink, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(QPolygonF(stroke))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._strokes[-1].append(event.position())
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.signed.emit(self.is_signed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("field"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius, look.radius)
        painter.setPen(QPen(look.colour("line"), 2))
        foot = self.height() * 0.75
        painter.drawLine(QPointF(look.px(1), foot), QPointF(self.width() - look.px(1), foot))
        self._draw(painter, look.colour("text"), 3.0)


def _length(stroke: list[QPointF]) -> float:
    return sum((after - before).manhattanLength() for before, after in pairwise(stroke))
