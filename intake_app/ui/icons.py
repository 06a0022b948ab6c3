"""One stroke set, tinted by token when drawn; each picture is made once per size and colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from intake_app.config import resources

_STROKE = b'stroke-width="1.75"'


class Icons:
    """Draws the SVGs of `resources/icons` in a colour."""

    def __init__(self) -> None:
        # Kept here and not by the module: a picture must not outlive the application.
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """A square picture of `size` logical pixels."""
        key = (name, colour, size, ratio)
        if key not in self._made:
            self._made[key] = _picture(*key)
        return self._made[key]

    def paint(self, painter: QPainter, name: str, colour: str, place: QRectF) -> None:
        """Draw into a square of a widget that paints itself."""
        ratio = painter.device().devicePixelRatioF()
        picture = self.pixmap(name, colour, round(place.width()), ratio)
        painter.drawPixmap(place.topLeft(), picture)


def _picture(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_drawing(name, colour))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def _drawing(name: str, colour: str) -> bytes:
    drawing = _source(name).replace(b"currentColor", colour.encode())
    return drawing.replace(b'stroke-width="2"', _STROKE)


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()
