"""All own papers of the shop as one file: out of one shop, into another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.services import templates
from intake_app.ui import problem_texts
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LANE = "template"
_MOST_BYTES = 5_000_000


class TemplateFile(QWidget):
    """`imported` carries the sources of a file, as they stand there."""

    imported = Signal(dict)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._desk = desk
        self.source: Callable[[], Mapping[str, str]] = dict
        self.line = LineField(look, "templates.file")
        self.line.line.setAccessibleName(tr("File of papers"))
        self.line.line.setPlaceholderText(str(Path.home() / "papers.json"))
        self.export_button = Button(look, tr("Write all own papers"), role=Role.QUIET)
        self.import_button = Button(look, tr("Take papers from the file"), role=Role.QUIET)
        self.said = QLabel()
        self._arrange(look)
        self.export_button.clicked.connect(self._export)
        self.import_button.clicked.connect(self._import)

    def tell(self, taken: int, refused: list[str]) -> None:
        """Say what became of a file."""
        tr = self._desk.tr
        said = [tr.plural("%d paper taken", "%d papers taken", taken) % taken]
        if refused:
            said.append(tr("not taken: %s") % ", ".join(refused))
        self.said.setText("; ".join(said))

    def _path(self) -> Path:
        return Path(self.line.text() or self.line.line.placeholderText()).expanduser()

    def _export(self) -> None:
        text = templates.written(self.source())
        work = partial(_write, self._path(), text)
        self._desk.jobs.device(_LANE, work, self._on_written, self._on_failed)

    def _import(self) -> None:
        work = partial(_read, self._path())
        self._desk.jobs.device(_LANE, work, self.imported.emit, self._on_failed)

    def _on_written(self, path: Path) -> None:
        self.said.setText(self._desk.tr("Written: %s") % path)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self.said.setText(problem_texts.sentence(error.problem, self._desk.tr))

    def _arrange(self, look: Look) -> None:
        self.export_button.setObjectName("templates.export")
        self.import_button.setObjectName("templates.import")
        self.said.setObjectName("templates.file.said")
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(look.px(0.5))
        row.addWidget(self.export_button)
        row.addWidget(self.import_button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.line)
        whole.addLayout(row)
        whole.addWidget(self.said)


def _write(path: Path, text: str) -> Path:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, str(error.strerror)) from error
    return path


def _read(path: Path) -> Mapping[str, str]:
    """Raises UnavailableError for a file that cannot be read, RejectedError for one of others."""
    try:
        with path.open(encoding="utf-8") as file:
            return templates.read(file.read(_MOST_BYTES))
    except (OSError, UnicodeDecodeError) as error:
        raise UnavailableError(Problem.NO_FILE, type(error).__name__) from error
