"""What the camera sees, as large as the window: Enter takes a photo, Esc ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from typing_extensions import override

from intake_app.ui.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from intake_app.errors import UnavailableError
    from intake_app.ui.camera import Camera, Cameras
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CameraView(Sheet):
    """`taken` carries a QImage; `failed` an UnavailableError, and then it is closed."""

    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._camera: Camera | None = None
        self._image = QImage()
        self._count = 0
        self.setObjectName("camera")
        self.setAccessibleName(desk.tr("Camera"))

    def begin(self, cameras: Cameras) -> None:
        """Switch a camera on. Raises UnavailableError and covers nothing then."""
        if self._camera is None:
            self._camera = cameras(self._on_seen, self._on_failed)
            self._image, self._count = QImage(), 0
            self.open()

    @override
    def event(self, event: QEvent) -> bool:
        """Every key is ours while we cover the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_sheet()
        elif key in _TAKES and not event.isAutoRepeat() and not self._image.isNull():
            self._count += 1
            self.taken.emit(self._image)
            self.update()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """However it is closed, nobody is watched any longer."""
        super().hideEvent(event)
        if self._camera is not None:
            self._camera.stop()
            self._camera = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, tr = self._look, self._desk.tr
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(look.letters())
        room = QRectF(self.rect()).adjusted(0, 0, 0, -look.px(2.5))
        if self._image.isNull():
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("The camera is starting"))
        else:
            size = self._image.size().scaled(
                room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
            )
            spot = QRectF(0, 0, size.width(), size.height())
            spot.moveCenter(room.center())
            painter.drawImage(spot, self._image)
        taken = tr.plural("%d photo taken", "%d photos taken", self._count) % self._count
        told = f"{tr('Enter takes a photo, Esc ends')}  ·  {taken}"
        foot = QRectF(self.rect()).adjusted(0, 0, 0, -look.px(0.75))
        bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, bottom, told)

    def _on_seen(self, image: QImage) -> None:
        self._image = image
        self.update()

    def _on_failed(self, error: UnavailableError) -> None:
        self.close_sheet()
        self.failed.emit(error)
