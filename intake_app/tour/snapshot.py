"""A photo to take in: painted, so that it is of nobody's device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "photo.jpg"
_SIZE = 600
_CRACK = ((250, 200), (330, 270), (300, 330), (390, 420))


def paint(folder: Path) -> Path:
    """Write a picture of a phone with a cracked screen and tell where it is."""
    image = QImage(_SIZE, _SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#b9a58a"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#202326"))
    painter.drawRoundedRect(QRectF(180, 60, 240, 480), 36, 36)
    painter.setBrush(QColor("#34507a"))
    painter.drawRoundedRect(QRectF(196, 84, 208, 432), 20, 20)
    painter.setPen(QPen(QColor("#e8eef6"), 3))
    for end in _CRACK:
        painter.drawLine(QPointF(*_CRACK[0]), QPointF(*end))
        painter.drawLine(QPointF(*end), QPointF(end[0] + 40, end[1] - 60))
    painter.end()
    file = folder / _NAME
    image.save(str(file))
    return file
