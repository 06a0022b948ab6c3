"""The pictures of one order in a row: added by key, paste or drop, looked at large, taken out."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from intake_app.errors import UnavailableError
from intake_app.ui import camera, photo_lane, problem_texts
from intake_app.ui.camera_view import CameraView
from intake_app.ui.photo_lane import LANE, files_of, sorted_out
from intake_app.ui.photo_strip import PhotoStrip
from intake_app.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData

    from intake_app.services.drafts import PhotoDraft
    from intake_app.ui.camera import Cameras
    from intake_app.ui.desk import Desk
    from intake_app.ui.photo_lane import Kept, Seen
    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILES = " ".join(f"*{ending}" for ending in photo_lane.ENDINGS)


class PhotoField(Field):
    """`added` carries a picture that is safe among the blobs; the owner decides where it belongs.

    `late` carries the Kept of a picture whose draft or order is no longer the one in the field.

    Space shows a picture large; Enter does too in a field that is `enter_opens`, else it goes on.
    `others` carries files that are no pictures; where nobody wants them they are refused.
    """

    entered = Signal()
    opened = Signal(int)
    added = Signal(object)
    late = Signal(object)
    others = Signal(object)

    def __init__(self, look: Look, desk: Desk, name: str, *, enter_opens: bool = False) -> None:
        tr = desk.tr
        hints = (
            tr("Ins – a file, ⇧F6 – the camera, Ctrl+V pastes, or drop them here"),
            tr("Ins – a file, ⇧F6 – the camera, Ctrl+V pastes"),
            "Ins, ⇧F6, Ctrl+V",
        )
        self.strip = PhotoStrip(look, hints, tr("on another PC"))
        super().__init__(look, self.strip, name)
        self._desk = desk
        self._enter_opens = enter_opens
        self._photos: tuple[PhotoDraft, ...] = ()
        self._pending: Counter[str] = Counter()
        self._owner: Callable[[], str] = str
        self.dialog: QFileDialog | None = None
        self.cameras: Cameras = camera.first_camera
        self.viewfinder: CameraView | None = None
        self.frame.inset(look.px(0.5), 2)
        self.strip.setAccessibleName(tr("Photos"))
        self.setAcceptDrops(True)
        self.strip.focused.connect(self.show_focus)
        self.strip.pressed.connect(self._on_key)

    def photos(self) -> tuple[PhotoDraft, ...]:
        """What belongs to the draft so far."""
        return self._photos

    def belongs_to(self, owner: Callable[[], str]) -> None:
        """Whose pictures the field holds at a moment."""
        self._owner = owner

    def is_busy(self) -> bool:
        """Whether a picture is still being taken in for what is in the field."""
        return self.pending(self._owner()) > 0

    def pending(self, owner: str) -> int:
        """How many pictures are still being taken in for a draft or an order."""
        return self._pending[owner]

    def show_photos(self, photos: Sequence[PhotoDraft]) -> None:
        """Show those of a draft; pictures still under way stay with the one they are for."""
        self.strip.busy = self.pending(self._owner())
        self._put(tuple(photos))
        self.mark("")

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show pictures of an order; its facts are never taken out again."""
        self.strip.show_names(names)
        side = QSize(self.strip.side, self.strip.side)
        for name in self.strip.missing():
            work = partial(photo_lane.show, self._desk.shop, name, side * 2)
            self._desk.jobs.device(LANE, work, self._on_seen, self._on_failed)

    def look_again(self) -> None:
        """Pictures came in: show those that were missing."""
        self.strip.forget_absent()
        self.show_names(self.strip.names)

    def choose_files(self) -> None:
        """Ask for files; the answer comes by signal."""
        tr = self._desk.tr
        if self.dialog is None:
            kinds = [f"{tr('Pictures')} ({_FILES})"]
            if self._enter_opens:
                kinds.insert(0, f"{tr('Photos and files')} (*)")
            self.dialog = QFileDialog(self, tr("Add photos"), "", ";;".join(kinds))
            self.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self.dialog.filesSelected.connect(self.add_files)
        self.dialog.open()

    def shoot(self) -> None:
        """Show what the camera sees; each photo taken there is added."""
        if self.viewfinder is None:
            self.viewfinder = CameraView(self._look, self._desk, self.window())
            self.viewfinder.taken.connect(self.add_image)
            self.viewfinder.failed.connect(self._on_no_camera)
        self.strip.setFocus()
        try:
            self.viewfinder.begin(self.cameras)
        except UnavailableError as error:
            self._on_no_camera(error)

    def add_files(self, paths: Sequence[str]) -> None:
        """Take files in, one after another, in their lane."""
        pictures, others = sorted_out(paths)
        if others and self._enter_opens:
            self.others.emit(others)
            paths = pictures
        for path in paths:
            owner = self._begin()
            work = partial(photo_lane.keep_file, self._desk.shop.blobs, Path(path), owner)
            self._desk.jobs.device(LANE, work, self._on_kept)

    def add_image(self, image: QImage) -> None:
        """Take in a picture that is no file."""
        owner = self._begin()
        work = partial(photo_lane.keep_image, self._desk.shop.blobs, image, owner)
        self._desk.jobs.device(LANE, work, self._on_kept)

    def take_in(self, mime: QMimeData) -> bool:
        """Add what was pasted or dropped; False when there is no picture in it."""
        paths = files_of(mime)
        if paths:
            self.add_files(paths)
            return True
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            self.add_image(image)
            return True
        return False

    def remove(self) -> None:
        """Take the chosen picture out of the draft; the form's own undo brings it back."""
        if self._photos:
            at = self.strip.at
            self._put((*self._photos[:at], *self._photos[at + 1 :]))
            self.changed.emit()

    def _on_key(self, event: QKeyEvent) -> None:
        key, count = event.key(), len(self.strip.names)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_in(QGuiApplication.clipboard().mimeData())
        elif key == Qt.Key.Key_Insert:
            self.choose_files()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif count and (key == Qt.Key.Key_Space or (key in _ENTER and self._enter_opens)):
            self.opened.emit(self.strip.at)
        elif key in _ENTER:
            self.entered.emit()
        else:
            return
        event.accept()

    def say_too_late(self) -> None:
        """A picture was taken in, and what it was for is gone."""
        self.mark(self._desk.tr("A photo came too late for its order: add it on the order's card"))

    def _begin(self) -> str:
        owner = self._owner()
        self._pending[owner] += 1
        self.mark("")
        self.strip.busy += 1
        self.strip.show_names(self.strip.names)
        self.changed.emit()
        return owner

    def _on_kept(self, kept: Kept) -> None:
        self._pending[kept.owner] -= 1
        if kept.owner != self._owner():
            self.late.emit(kept)
            return
        self.strip.busy = self.pending(kept.owner)
        if kept.error is not None:
            self.mark(problem_texts.sentence(kept.error.problem, self._desk.tr))
        self.strip.show_names(self.strip.names)
        if kept.photo is not None and kept.photo not in self._photos:
            if not self._enter_opens:
                self._put((*self._photos, kept.photo))
            self.added.emit(kept.photo)
        self.changed.emit()

    def _put(self, photos: tuple[PhotoDraft, ...]) -> None:
        self._photos = photos
        self.show_names(tuple(photo.sha256 for photo in photos))

    def _on_seen(self, seen: Seen) -> None:
        """Ask for a picture that is not here, and hear where it is."""
        self.strip.show_image(seen)
        if seen.image.isNull():
            work = partial(photo_lane.want, self._desk.shop, seen.sha256)
            self._desk.jobs.store(work, self._on_place)

    def _on_place(self, found: tuple[str, str]) -> None:
        name, desk = found
        if desk:
            self.strip.tell(name, self._desk.tr("still at %s") % desk)

    def _on_no_camera(self, error: UnavailableError) -> None:
        self.mark(problem_texts.sentence(error.problem, self._desk.tr))

    def _on_failed(self, _error: Exception) -> None:
        self.mark(self._desk.tr("A photo is damaged on the disk"))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.take_in(event.mimeData()):
            event.acceptProposedAction()
