"""The pictures of one order in a row, as they are drawn: whole, small, or said to be elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING
from intake_app.ui.widgets.line_edit import is_missed_chord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from intake_app.ui.photo_lane import Seen
    from intake_app.ui.theme import Look

_SIDE_EM = 4.0


class PhotoStrip(QWidget):
    """Shows pictures by the names of their bytes; what the keys mean is the field's business."""

    focused = Signal(bool)
    pressed = Signal(object)  # the QKeyEvent of a key that is not about moving

    def __init__(self, look: Look, hints: Sequence[str], elsewhere: str) -> None:
        super().__init__()
        self._look = look
        self._hints = hints  # the longest first
        self._elsewhere = elsewhere
        self._images: dict[str, QImage] = {}
        self._thumbs: dict[str, QImage] = {}  # of pictures that are not here
        self.places: dict[str, str] = {}  # where pictures are that are not here
        self.names: tuple[str, ...] = ()
        self.at = 0
        self.busy = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def side(self) -> int:
        """Of one picture, in pixels."""
        return self._look.px(_SIDE_EM)

    def show_names(self, shown: tuple[str, ...]) -> None:
        """Show these pictures; those not read yet stay blank for a moment."""
        self.names = shown
        self.at = max(0, min(self.at, len(shown) - 1))
        self.updateGeometry()
        self.update()

    def missing(self) -> list[str]:
        """Pictures that were not read yet."""
        return [name for name in self.names if name not in self._images]

    def show_image(self, seen: Seen) -> None:
        """A picture has been read."""
        self._images[seen.sha256] = seen.image
        if seen.thumb is not None:
            self._thumbs[seen.sha256] = seen.thumb
        self.update()

    def tell(self, name: str, place: str) -> None:
        """A picture that is not here is there."""
        self.places[name] = place
        self.update()

    def forget_absent(self) -> None:
        """Those that were not here may have come."""
        for name, image in tuple(self._images.items()):
            if image.isNull():
                del self._images[name]

    def hint(self) -> str:
        """What is said while there is no picture: as much as there is room for."""
        metrics = QFontMetrics(self._look.letters())
        fitting = (text for text in self._hints if metrics.horizontalAdvance(text) <= self.width())
        return next(fitting, self._hints[-1])

    @override
    def sizeHint(self) -> QSize:
        filled = self.names or self.busy
        return QSize(self._look.px(12), self.side + 2 if filled else self._look.row - 2 * RING)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if is_missed_chord(event):
            event.ignore()
        elif step is not None:
            self.at = max(0, min(self.at + step, len(self.names) - 1))
            self.update()
        else:
            event.ignore()
            self.pressed.emit(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().x()) // (self.side + self._look.px(0.4))
        if place < len(self.names):
            self.at = place
            self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.gotFocus())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(event.gotFocus())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = self._look
        step = self.side + look.px(0.4)
        for place, name in enumerate((*self.names, *([""] * self.busy))):
            self._paint_one(painter, QRectF(place * step, 1, self.side, self.side), name)
            if place == self.at and self.hasFocus() and name:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.colour("accent"), RING))
                painter.drawRect(QRectF(place * step + 1, 2, self.side - 2, self.side - 2))
        if not self.names and not self.busy:
            painter.setFont(look.letters())
            painter.setPen(look.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.hint())

    def _paint_one(self, painter: QPainter, spot: QRectF, name: str) -> None:
        look = self._look
        painter.fillRect(spot, look.colour("hover"))
        image = self._images.get(name)
        if image is None:
            return
        if not image.isNull():
            _paint_within(painter, spot, image)
        elif name in self._thumbs:
            _paint_within(painter, spot, self._thumbs[name])
            self._paint_badge(painter, spot)
        else:
            painter.setFont(look.letters(0.8))
            painter.setPen(look.colour("muted"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            place = self.places.get(name) or self._elsewhere
            painter.drawText(spot.adjusted(2, 2, -2, -2), middle, place)

    def _paint_badge(self, painter: QPainter, spot: QRectF) -> None:
        """What is seen is a thumbnail: the picture itself is still elsewhere."""
        look = self._look
        side = look.px(1.4)
        badge = QRectF(spot.right() - side, spot.bottom() - side, side, side)
        painter.fillRect(badge, look.colour("surface"))
        inner = badge.adjusted(2, 2, -2, -2)
        look.icons.paint(painter, "cloud-off", look.tokens.muted, inner)


def _paint_within(painter: QPainter, spot: QRectF, image: QImage) -> None:
    size = image.size().scaled(spot.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(spot.center())
    painter.drawImage(place, image)
