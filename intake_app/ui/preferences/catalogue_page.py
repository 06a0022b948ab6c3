"""The models this shop knows: looked through, added to, cleared of what nobody wants offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QListWidget
from typing_extensions import override

from intake_app.errors import IntakeError, RejectedError
from intake_app.services.catalogue_file import Entry
from intake_app.ui import problem_texts
from intake_app.ui.preferences.catalogue_import import CatalogueImport
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.services.shipped import Model
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.catalogue_import import Progress
    from intake_app.ui.theme import Look

_LINES = 6
_SHOWN = 200
_BAD_SHOWN = 10
_PARTS = ("kind", "brand", "model")


class ModelList(QListWidget):
    """Ins and Del, as in every list of rows."""

    wanted = Signal()
    unwanted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Insert:
                self.wanted.emit()
            case Qt.Key.Key_Delete:
                self.unwanted.emit()
            case _:
                super().keyPressEvent(event)


class CataloguePage(PreferencePage):
    """What is taken away stands in the fields: Enter there brings it back."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Models offered at the intake: those that came here, those you add, those of a file."
            " What is taken away is offered no more on any desk."
        )
        super().__init__(look, desk, tr("Catalogue of models"), about)
        self._rows: tuple[Model, ...] = ()
        self.search = LineField(look, "catalogue.search", icon="search")
        self.list = ModelList()
        self.fields = {part: LineField(look, f"catalogue.{part}") for part in _PARTS}
        self.file = LineField(look, "catalogue.file")
        self.add = Button(look, tr("Add"), key="⏎", icon="plus")
        self.remove = Button(look, tr("Remove"), key="Del", icon="trash", role=Role.QUIET)
        self.browse = Button(look, tr("Choose a file"), key="F4", role=Role.QUIET)
        self.said = QLabel()
        self.dialog: QFileDialog | None = None
        self.imported = CatalogueImport(desk, self)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        """Show what is known by the words of the search."""
        self._rows = self.desk.shop.finder.models(self.search.text(), _SHOWN)
        place = self.list.currentRow()
        self.list.clear()
        for kind, brand, model in self._rows:
            named = " ".join(filter(None, (brand, model)))
            self.list.addItem(" · ".join(filter(None, (named, kind))))
        self.list.setCurrentRow(min(max(0, place), len(self._rows) - 1))

    def begin_new(self) -> None:
        """Ask for a new model, alike the one that was looked for."""
        self.fields["kind"].line.setFocus()

    def keep(self) -> None:
        """Enter the model that stands in the fields."""
        entry = Entry(*(field.text() for field in self.fields.values()))
        work = partial(_add, self.desk.shop, entry)
        self.desk.jobs.store(work, self._on_added, self._on_refused)

    def archive(self) -> None:
        """Offer the chosen model no more."""
        place = self.list.currentRow()
        if 0 <= place < len(self._rows):
            row = self._rows[place]
            for field, text in zip(self.fields.values(), row, strict=True):
                field.show_text(text)
            work = partial(_archive, self.desk.shop, Entry(*row))
            self.desk.jobs.store(work, self._on_gone, self._on_failed)

    def take_file(self) -> None:
        """Take in the file named in its line, or ask for one."""
        if not self.file.text():
            self.choose_file()
        elif self.imported.begin(self.file.text()):
            self.said.setText(self.desk.tr("Reading…"))

    def choose_file(self) -> None:
        """Ask for a file; the answer comes by signal."""
        if self.dialog is None:
            told = self.desk.tr("Choose a file")
            self.dialog = QFileDialog(self, told, "", "CSV (*.csv *.txt *.tsv)")
            self.dialog.fileSelected.connect(self._on_file)
        self.dialog.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self.file.line.hasFocus():
            self.choose_file()
        else:
            super().keyPressEvent(event)

    def _on_file(self, path: str) -> None:
        self.file.show_text(path)
        self.take_file()

    def _on_moved(self, progress: Progress) -> None:
        tr = self.desk.tr
        if not progress.is_over:
            told = tr("%(done)d of %(total)d taken in, new: %(new)d")
            self.said.setText(told % _counts(progress))
            return
        told = tr("Taken in: %(total)d, new: %(new)d, lines that say nothing: %(bad)d")
        bad = ", ".join(map(str, progress.bad[:_BAD_SHOWN]))
        more = "…" if len(progress.bad) > _BAD_SHOWN else ""
        self.said.setText(told % _counts(progress) + (f" ({bad}{more})" if bad else ""))
        self.refresh()

    def _on_added(self, _nothing: None) -> None:
        told = self.desk.tr("Added: %s")
        self.said.setText(told % " ".join(filter(None, (f.text() for f in self.fields.values()))))
        for field in self.fields.values():
            field.show_text("")
        self.begin_new()
        self.refresh()

    def _on_gone(self, _nothing: None) -> None:
        self.said.setText(self.desk.tr("Taken away; Enter in the fields below brings it back"))
        self.refresh()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, RejectedError):
            part = "model" if self.fields["kind"].text() else "kind"
            self.fields[part].mark(problem_texts.sentence(error.problem, self.desk.tr))
            self.fields[part].line.setFocus()
        else:
            self._on_failed(error)

    def _on_unread(self, error: Exception) -> None:
        self.said.clear()
        if isinstance(error, IntakeError):
            self.file.mark(problem_texts.sentence(error.problem, self.desk.tr))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError) and self.choices is not None:
            self.choices.failed.emit(error)

    def _on_stepped(self, _step: int) -> None:
        self.list.setFocus()

    def _connect(self) -> None:
        self.search.line.textEdited.connect(self.refresh)
        self.search.line.entered.connect(self.list.setFocus)
        self.search.line.stepped.connect(self._on_stepped)
        self.list.wanted.connect(self.begin_new)
        self.list.unwanted.connect(self.archive)
        for field in self.fields.values():
            field.line.entered.connect(self.keep)
        self.file.line.entered.connect(self.take_file)
        self.add.clicked.connect(self.keep)
        self.remove.clicked.connect(self.archive)
        self.browse.clicked.connect(self.choose_file)
        self.imported.moved.connect(self._on_moved)
        self.imported.failed.connect(self._on_unread)

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self.list.setObjectName("catalogue.list")
        self.list.setAccessibleName(tr("Catalogue of models"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, look)
        self.list.setFixedHeight(round(look.px(1.9) * _LINES))
        self.search.line.setPlaceholderText(tr("kind, brand or model"))
        self.file.line.setPlaceholderText(tr("a CSV file with columns kind, brand, model, tac"))
        self.said.setObjectName("catalogue.said")
        self.said.setWordWrap(True)
        for button, name in ((self.add, "add"), (self.remove, "remove"), (self.browse, "browse")):
            button.setObjectName(f"catalogue.{name}")
        self.body.addLayout(self._grid((tr("Search"), self.search)))
        self.body.addWidget(self.list)
        said = (tr("Kind of device"), tr("Brand"), tr("Model"))
        lines = tuple(zip(said, self.fields.values(), strict=True))
        self.body.addLayout(self._grid(*lines))
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addSpacing(look.px(0.5))
        grid = self._grid((tr("From a file"), self.file))
        grid.addWidget(self.browse, 0, 2)
        self.body.addLayout(grid)
        self.body.addWidget(self.said)

    def _grid(self, *lines: tuple[str, LineField]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(0.75))
        grid.setVerticalSpacing(self.look.px(0.2))
        grid.setColumnStretch(1, 1)
        for place, (text, field) in enumerate(lines):
            field.line.setAccessibleName(text)
            grid.addWidget(QLabel(text), place, 0)
            grid.addWidget(field, place, 1)
        return grid


def _counts(progress: Progress) -> dict[str, int]:
    """The counts as sentences name them."""
    return {
        "done": progress.done,
        "total": progress.total,
        "new": progress.new,
        "bad": len(progress.bad),
    }


def _add(shop: Shop, entry: Entry) -> None:
    """Runs in the store lane."""
    shop.services.catalogue.add(entry)


def _archive(shop: Shop, entry: Entry) -> None:
    """Runs in the store lane."""
    shop.services.catalogue.archive(entry)
