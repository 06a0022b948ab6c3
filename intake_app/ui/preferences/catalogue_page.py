"""The models this shop knows: looked through, added to, cleared of what nobody wants offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel
from typing_extensions import override

from intake_app.errors import IntakeError, RejectedError
from intake_app.services.catalogue_file import Entry
from intake_app.ui import problem_texts
from intake_app.ui.preferences.catalogue_file_row import CatalogueFileRow
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import RowList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.services.shipped import Model
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LINES = 6
_SHOWN = 200
_PARTS = ("kind", "brand", "model")


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
        self.list = RowList()
        self.list.empty = tr("No such model. Fill in the lines below and press Enter")
        self.fields = {part: LineField(look, f"catalogue.{part}") for part in _PARTS}
        self.file = CatalogueFileRow(look, desk)
        self.add = Button(look, tr("Add"), key="⏎", icon="plus")
        self.remove = Button(look, tr("Remove"), key="Del", icon="trash", role=Role.QUIET)
        self.said = QLabel()
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

    def _on_taken(self) -> None:
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
        self.file.taken.connect(self._on_taken)
        self.add.clicked.connect(self.keep)
        self.remove.clicked.connect(self.archive)

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self.list.setObjectName("catalogue.list")
        self.list.setAccessibleName(tr("Catalogue of models"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, look)
        self.list.setFixedHeight(round(look.px(1.9) * _LINES))
        self.search.line.setPlaceholderText(tr("kind, brand or model"))
        self.said.setObjectName("catalogue.said")
        self.said.setWordWrap(True)
        for button, name in ((self.add, "add"), (self.remove, "remove")):
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
        self.body.addWidget(self.said)
        self.body.addWidget(self.file)

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


def _add(shop: Shop, entry: Entry) -> None:
    """Runs in the store lane."""
    shop.services.catalogue.add(entry)


def _archive(shop: Shop, entry: Entry) -> None:
    """Runs in the store lane."""
    shop.services.catalogue.archive(entry)
