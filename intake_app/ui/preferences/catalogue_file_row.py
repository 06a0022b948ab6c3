"""The line that names a file of models, and under it how far its taking in is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QWidget
from typing_extensions import override

from intake_app.errors import IntakeError
from intake_app.ui import problem_texts
from intake_app.ui.preferences.catalogue_import import CatalogueImport
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.catalogue_import import Progress
    from intake_app.ui.theme import Look

_BAD_SHOWN = 10


class CatalogueFileRow(QWidget):
    """Enter takes the file in, F4 asks for one; `taken` comes when every line of it is in."""

    taken = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._desk = desk
        self.field = LineField(look, "catalogue.file")
        self.browse = Button(look, tr("Choose a file"), key="F4", role=Role.QUIET)
        self.said = QLabel()
        self.dialog: QFileDialog | None = None
        self.work = CatalogueImport(desk, self)
        self.field.line.setAccessibleName(tr("From a file"))
        self.field.line.setPlaceholderText(tr("CSV: kind, brand, model, tac"))
        self.said.setObjectName("catalogue.progress")
        self.said.setWordWrap(True)
        self.browse.setObjectName("catalogue.browse")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(tr("From a file")), 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.browse, 0, 2)
        grid.addWidget(self.said, 1, 0, 1, 3)
        self.field.line.entered.connect(self.take_file)
        self.browse.clicked.connect(self.choose_file)
        self.work.moved.connect(self._on_moved)
        self.work.failed.connect(self._on_unread)

    def take_file(self) -> None:
        """Take in the file named in its line, or ask for one."""
        if not self.field.text():
            self.choose_file()
        elif self.work.begin(self.field.text()):
            self.said.setText(self._desk.tr("Reading…"))

    def choose_file(self) -> None:
        """Ask for a file; the answer comes by signal."""
        if self.dialog is None:
            told = self._desk.tr("Choose a file")
            self.dialog = QFileDialog(self, told, "", "CSV (*.csv *.txt *.tsv)")
            self.dialog.fileSelected.connect(self._on_file)
        self.dialog.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self.field.line.hasFocus():
            self.choose_file()
        else:
            super().keyPressEvent(event)

    def _on_file(self, path: str) -> None:
        self.field.show_text(path)
        self.take_file()

    def _on_moved(self, progress: Progress) -> None:
        tr = self._desk.tr
        if not progress.is_over:
            told = tr("%(done)d of %(total)d taken in, new: %(new)d")
            self.said.setText(told % _counts(progress))
            return
        told = tr("Taken in: %(total)d, new: %(new)d, lines that say nothing: %(bad)d")
        bad = ", ".join(map(str, progress.bad[:_BAD_SHOWN]))
        more = "…" if len(progress.bad) > _BAD_SHOWN else ""
        self.said.setText(told % _counts(progress) + (f" ({bad}{more})" if bad else ""))
        self.taken.emit()

    def _on_unread(self, error: Exception) -> None:
        self.said.clear()
        if isinstance(error, IntakeError):
            self.field.mark(problem_texts.sentence(error.problem, self._desk.tr))


def _counts(progress: Progress) -> dict[str, int]:
    """The counts as sentences name them."""
    return {
        "done": progress.done,
        "total": progress.total,
        "new": progress.new,
        "bad": len(progress.bad),
    }
