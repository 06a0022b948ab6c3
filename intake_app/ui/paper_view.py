"""The last paper, as it left the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.theme import Look


class PaperView(QWidget):
    """Shows whole pictures side by side, scaled to the room there is; paper is always white."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._papers: dict[str, QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(8))

    def show_paper(self, title: str, png: bytes) -> None:
        """Put a paper in the place of the last one with this title."""
        picture = QPixmap()
        if picture.loadFromData(png, "PNG"):
            self._papers.pop(title, None)
            self._papers[title] = picture
            self.update()

    def titles(self) -> tuple[str, ...]:
        """The papers on show."""
        return tuple(self._papers)

    def is_empty(self) -> bool:
        """Whether nothing was printed yet."""
        return not self._papers

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(20), self._look.px(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        gap = look.px(0.75)
        top = float(0)
        # The long paper first: the label fits into what is left under or beside it.
        for title, picture in sorted(self._papers.items(), key=_tallest_first):
            caption = look.px(1.4)
            room = QRectF(0, top, self.width(), self.height() - top)
            if room.height() < look.px(4):
                return
            painter.setFont(look.small)
            painter.setPen(look.colour("muted"))
            line = QRectF(0, top, self.width(), caption)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
            top = self._paint(painter, picture, room.adjusted(0, caption, -1, 0)) + gap

    def _paint(self, painter: QPainter, picture: QPixmap, room: QRectF) -> float:
        """Draw as large as fits and is sharp, return the lower edge."""
        share = room.height() if len(self._papers) == 1 else room.height() * 0.72
        if picture.height() < picture.width():
            share = room.height()
        scale = min(room.width() / picture.width(), share / picture.height(), 1.0)
        size = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
        place = QRectF(room.left() + 1, room.top(), size.width() - 2, size.height())
        ratio = self.devicePixelRatioF()
        shown = picture.scaled(
            round(place.width() * ratio),
            round(place.height() * ratio),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.fillRect(place, QColor("white"))
        painter.drawPixmap(place, shown, QRectF(shown.rect()))
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawRect(place)
        return place.bottom()


def _tallest_first(entry: tuple[str, QPixmap]) -> float:
    return -entry[1].height() / max(1, entry[1].width())
