"""What a camera is to us: it shows what it sees until it is stopped. An extra brings Qt's own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

_MULTIMEDIA = "PySide6.QtMultimedia"


class Camera(Protocol):
    """One that is on; what it sees comes to whoever opened it."""

    def stop(self) -> None:
        """Let go of the device, so that its lamp goes out."""
        ...


class Cameras(Protocol):
    """Where one comes from."""

    def __call__(
        self, seen: Callable[[QImage], None], failed: Callable[[UnavailableError], None]
    ) -> Camera:
        """Switch it on. Raises UnavailableError: CAMERA_MISSING, CAMERA_ABSENT."""
        ...


def first_camera(
    seen: Callable[[QImage], None], failed: Callable[[UnavailableError], None]
) -> Camera:
    """The camera this PC uses by itself, through Qt's own multimedia."""
    try:
        # A hundred megabytes that few desks need are an extra; its stubs are there only with it.
        media: Any = import_module(_MULTIMEDIA)
    except ImportError as error:  # it, or a library of the system under it
        raise UnavailableError(Problem.CAMERA_MISSING) from error
    device = media.QMediaDevices.defaultVideoInput()
    if device.isNull():
        raise UnavailableError(Problem.CAMERA_ABSENT)
    found = _QtCamera(media, device)
    found.seen.connect(seen)
    found.failed.connect(failed)
    return found


class _QtCamera(QObject):
    seen = Signal(QImage)
    failed = Signal(object)

    def __init__(self, media: Any, device: Any) -> None:  # noqa: ANN401 - see `first_camera`
        super().__init__()
        self._camera = media.QCamera(device)
        self._sink = media.QVideoSink()
        self._session = media.QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(self._on_error)
        self._camera.start()

    def stop(self) -> None:
        """Let go of the device."""
        self._camera.stop()
        self._session.setCamera(None)
        self.deleteLater()

    def _on_frame(self, frame: Any) -> None:  # noqa: ANN401 - see `first_camera`
        image: QImage = frame.toImage()
        if not image.isNull():
            self.seen.emit(image)

    def _on_error(self, *_what: object) -> None:
        self.failed.emit(UnavailableError(Problem.CAMERA_ABSENT))
