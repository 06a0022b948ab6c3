"""One picture as large as the window: arrows lead to the next, any other key closes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from typing_extensions import override

from intake_app.ui import photo_lane
from intake_app.ui.photo_lane import LANE
from intake_app.ui.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.photo_lane import Seen
    from intake_app.ui.theme import Look

_BAND = 170
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class PhotoViewer(Sheet):
    """Reads one picture at a time, in the lane of pictures."""

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._names: tuple[str, ...] = ()
        self._at = 0
        self._image: QImage | None = None
        self._thumb: QImage | None = None
        self.setObjectName("photo.viewer")
        self.setAccessibleName(desk.tr("Photo"))

    def show_photos(self, names: tuple[str, ...], at: int) -> None:
        """Cover the window with one of these."""
        self._names = names
        self.open()
        self._go(at)

    @property
    def shown(self) -> str:
        """The name of the picture in sight, once it was read."""
        return self._names[self._at] if self._image is not None else ""

    def _go(self, at: int) -> None:
        self._at = max(0, min(at, len(self._names) - 1))
        self._image = None
        work = partial(photo_lane.show, self._desk.shop, self._names[self._at], self.size())
        self._desk.jobs.device(LANE, work, self._on_seen)
        self.update()

    def _on_seen(self, seen: Seen) -> None:
        if seen.sha256 == self._names[self._at]:
            self._image, self._thumb = seen.image, seen.thumb
            self.update()

    @override
    def event(self, event: QEvent) -> bool:
        """Every key is ours while we cover the window; Esc must not leave the screen under us."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            self.close_sheet()
        else:
            self._go(self._at + step)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_sheet()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, tr = self._look, self._desk.tr
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(look.letters())
        room = QRectF(self.rect())
        if self._image is not None:
            self._paint_image(painter, room, self._image)
        foot = room.adjusted(0, 0, 0, -look.px(0.75))
        told = tr("%(place)d of %(count)d") % {"place": self._at + 1, "count": len(self._names)}
        band = room.adjusted(0, room.height() - look.px(2.5), 0, 0)
        painter.fillRect(band, QColor(0, 0, 0, _BAND))  # a photo may be as white as the words
        bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, bottom, told)

    def _paint_image(self, painter: QPainter, room: QRectF, image: QImage) -> None:
        shown = image
        if image.isNull() and self._thumb is not None:  # half the window: nobody takes it for sharp
            half = (room.size() / 2).toSize()
            shown = self._thumb.scaled(
                half, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        spot = QRectF(0, 0, shown.width(), shown.height())
        spot.moveCenter(room.center())
        painter.drawImage(spot, shown)
        if image.isNull():
            told = room.adjusted(0, self._look.px(1), 0, 0) if not shown.isNull() else room
            middle = Qt.AlignmentFlag.AlignHCenter | (
                Qt.AlignmentFlag.AlignVCenter if shown.isNull() else Qt.AlignmentFlag.AlignTop
            )
            painter.drawText(told, middle, self._desk.tr("The photo is on another PC"))
