"""The files of an order beside its photos: Enter opens a copy, Ctrl+V adds another one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from typing_extensions import override

from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.services import order_files
from intake_app.services.opened_files import FOLDER_NAME, OpenedFiles
from intake_app.ui import photo_lane
from intake_app.ui.clients.lines import Lines
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

    from intake_app.services.blobs import Blobs
    from intake_app.services.rows import FileDraft, FileRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_SHOWN = 2  # rows at once, as high as a photo; the others are reached by the arrows
_ROW_EM = 2.2
_NARROW_EM = 20  # below this a name needs all the room
_KB, _MB = 1024, 1024 * 1024


class OrderFiles(Lines["FileRow"]):
    """Hidden while there is none. `pasted` carries what was pasted."""

    pasted = Signal(object)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._desk = desk
        columns = (
            Column(tr("File"), _name_of, grows=True),
            Column(tr("Size"), self._size, right=True),
        )
        super().__init__(look, "card.files", tr("Files"), columns)
        self._folder = OpenedFiles(desk.settings.data / FOLDER_NAME)
        self.horizontalHeader().hide()
        self.setToolTip(tr("Enter opens a copy for reading; Ins adds a file"))
        self.opened.connect(self._open)
        self.hide()

    def show_files(self, files: tuple[FileRow, ...]) -> None:
        """Show those of an order."""
        self.setVisible(bool(files))
        self.show_rows(files, "")
        rows = min(len(files), _SHOWN)
        self.setFixedHeight(rows * self.look.px(_ROW_EM) + 2 * self.frameWidth())

    @override
    def fit(self) -> None:
        self.setColumnHidden(1, self.viewport().width() < self.look.px(_NARROW_EM))
        super().fit()

    def keep(self, order: UUID, paths: Sequence[Path]) -> None:
        """Take files in for an order, one after another, in the lane of photos."""
        for path in paths:
            work = partial(_keep, self._desk.shop.blobs, path)
            self._desk.jobs.device(photo_lane.LANE, work, partial(self._on_kept, order))

    def _on_kept(self, order: UUID, kept: FileDraft | IntakeError) -> None:
        if isinstance(kept, IntakeError):
            self.trouble.emit(kept)
        else:
            work = partial(_add, self._desk.shop, order, kept)
            self._desk.jobs.store(work, None, self.trouble.emit)

    def _open(self, row: FileRow) -> None:
        work = partial(self._folder.show, self._desk.shop.blobs, row)
        failed = partial(self._on_closed, row)
        self._desk.jobs.device(photo_lane.LANE, work, self._on_copied, failed)

    def _on_copied(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.trouble.emit(UnavailableError(Problem.FILE_NOT_OPENED))

    def _on_closed(self, row: FileRow, error: Exception) -> None:
        """What is not here is asked for; the person hears of it in any case."""
        self.trouble.emit(error)
        if isinstance(error, IntakeError) and error.problem is Problem.FILE_ELSEWHERE:
            self._desk.jobs.store(partial(photo_lane.want, self._desk.shop, row.sha256))

    def _size(self, row: FileRow) -> str:
        tr = self._desk.tr
        if row.size >= _MB:
            return tr("%s MB") % self._number(row.size / _MB)
        return tr("%s KB") % self._number(max(row.size / _KB, 0.1))

    def _number(self, value: float) -> str:
        text = f"{value:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self._desk.tr.language == "ru" else text

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)


def _name_of(row: FileRow) -> str:
    return row.name


def _keep(blobs: Blobs, path: Path) -> FileDraft | IntakeError:
    """One bad file of several is told, and stops none of the others."""
    try:
        return order_files.keep(blobs, path)
    except IntakeError as error:
        return error


def _add(shop: Shop, order: UUID, file: FileDraft) -> None:
    shop.services.orders.add_files(order, (file,))
