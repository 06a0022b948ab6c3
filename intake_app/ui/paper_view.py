"""The last papers, as they left the printers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

_LABEL_SHARE = 0.55
_SHADE_EM = 4.0


class PaperView(QWidget):
    """A label whole, a long receipt as wide as the pane and fading out: what counts is on top."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._papers: dict[str, QPixmap] = {}
        self._scaled: dict[tuple[str, int], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(13))  # a label and the head of a receipt

    def show_paper(self, title: str, png: bytes) -> None:
        """Put a paper in the place of the last one with this title."""
        picture = QPixmap()
        if picture.loadFromData(png, "PNG"):
            self._papers[title] = picture
            self._scaled.clear()
            self.update()

    def titles(self) -> tuple[str, ...]:
        """The papers on show."""
        return tuple(self._papers)

    def is_empty(self) -> bool:
        """Whether nothing was printed yet."""
        return not self._papers

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(18), self._look.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect())
        flat = [title for title, paper in self._papers.items() if _is_flat(paper)]
        for title in flat:  # at the foot, so that the long paper gets the rest
            room.setHeight(room.height() - self._paint_label(painter, room, title))
        for title in self._papers.keys() - set(flat):
            self._paint_roll(painter, room, title)

    def _paint_label(self, painter: QPainter, room: QRectF, title: str) -> float:
        """Draw a label at the foot of the room, return the height it took."""
        paper = self._fitted(title, round(room.width() * _LABEL_SHARE))
        height = paper.height() / paper.devicePixelRatio()
        caption = self._look.px(1.6)
        taken = height + caption + self._look.px(0.4)
        if taken > room.height():
            return 0.0
        top = room.bottom() - height - 1
        self._caption(painter, QRectF(0, top - caption, room.width(), caption), title)
        place = QRectF(1, top, paper.width() / paper.devicePixelRatio(), height)
        painter.drawPixmap(place.topLeft(), paper)
        self._edge(painter, place)
        return taken

    def _paint_roll(self, painter: QPainter, room: QRectF, title: str) -> None:
        look = self._look
        caption = look.px(1.6)
        paper = self._fitted(title, round(room.width()) - 2)
        whole = paper.height() / paper.devicePixelRatio()
        seen = min(whole, room.height() - caption)
        if seen < look.px(3):
            return
        self._caption(painter, QRectF(0, room.top(), room.width(), caption), title)
        place = QRectF(1, room.top() + caption, room.width() - 2, seen)
        painter.save()
        painter.setClipRect(place)
        painter.drawPixmap(place.topLeft(), paper)
        painter.restore()
        self._edge(painter, place)
        if seen < whole:
            self._fade(painter, place)

    def _fade(self, painter: QPainter, place: QRectF) -> None:
        """Let the cut-off end of a paper run into the pane."""
        shade = min(place.height(), self._look.px(_SHADE_EM))
        ground = self._look.colour("surface")
        clear = QColor(ground)
        clear.setAlpha(0)
        fading = QLinearGradient(0, place.bottom() - shade, 0, place.bottom())
        fading.setColorAt(0, clear)
        fading.setColorAt(1, ground)
        painter.fillRect(place.adjusted(-1, place.height() - shade, 2, 2), fading)

    def _caption(self, painter: QPainter, place: QRectF, title: str) -> None:
        painter.setFont(self._look.small)
        painter.setPen(self._look.colour("muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _edge(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawRect(place)

    def _fitted(self, title: str, width: int) -> QPixmap:
        """The paper scaled to a width, once per size."""
        ratio = self.devicePixelRatioF()
        key = (title, round(width * ratio))
        if key not in self._scaled:
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = self._papers[title].scaledToWidth(max(1, key[1]), smooth)
            scaled.setDevicePixelRatio(ratio)
            self._scaled[key] = scaled
        return self._scaled[key]


def _is_flat(paper: QPixmap) -> bool:
    return paper.height() <= paper.width()
