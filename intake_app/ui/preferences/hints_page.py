"""What the receptionist is told when a device or a fault is named: one line each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidgetItem
from typing_extensions import override

from intake_app.errors import IntakeError, RejectedError
from intake_app.services import shipped
from intake_app.ui import problem_texts
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import TallRowList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.hint_rows import HintRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LINES = 7
_FIELDS = ("text", "kind", "brand", "model", "fault")


class HintsPage(PreferencePage):
    """Enter in any field keeps the hint as it stands there."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "A hint stands under the device as soon as kind, brand, model or fault fit."
            " What is left empty fits everything."
        )
        super().__init__(look, desk, tr("Hints"), about)
        self._rows: tuple[HintRow, ...] = ()
        self._chosen: HintRow | None = None
        self.list = TallRowList(look)
        self.list.empty = tr("No hints yet. Ins adds one")
        self.fields = {name: LineField(look, f"hint.{name}") for name in _FIELDS}
        self.save = Button(look, tr("Keep"), key="⏎", icon="check")
        self.new = Button(look, tr("Add"), key="Ins", icon="plus", role=Role.QUIET)
        self.remove = Button(look, tr("Remove"), key="Del", icon="trash", role=Role.QUIET)
        self._arrange()
        self.list.currentRowChanged.connect(self._on_row)
        self.list.wanted.connect(self.begin_new)
        self.list.opened.connect(self.fields["text"].line.setFocus)
        self.list.unwanted.connect(self.archive)
        for field in self.fields.values():
            field.line.entered.connect(self.keep)
        self.save.clicked.connect(self.keep)
        self.new.clicked.connect(self.begin_new)
        self.remove.clicked.connect(self.archive)

    @override
    def refresh(self) -> None:
        """Read the hints in force again."""
        chosen = self._chosen.id if self._chosen is not None else None
        self._rows = self.desk.shop.finder.hints()
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in self._rows:
                QListWidgetItem(self._title(row), self.list)
            self.list.fit()
            place = next((at for at, row in enumerate(self._rows) if row.id == chosen), -1)
            self.list.setCurrentRow(place)
        self._show(self._rows[place] if place >= 0 else None)

    def begin_new(self) -> None:
        """Ask for a new hint."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(-1)
        self._show(None)
        self.fields["text"].line.setFocus()

    def keep(self) -> None:
        """Write the hint as it stands in the fields."""
        typed = {name: field.text() for name, field in self.fields.items()}
        chosen = self._chosen
        if chosen is not None and typed == self._texts(chosen):
            return
        work = partial(_keep, self.desk.shop, chosen, typed)
        self.desk.jobs.store(work, self._on_kept, self._on_failed)

    def archive(self) -> None:
        """Show the chosen hint no more."""
        if self._chosen is not None:
            work = partial(_archive, self.desk.shop, self._chosen.id)
            self.desk.jobs.store(work, self._on_gone, self._on_failed)

    def _texts(self, row: HintRow) -> dict[str, str]:
        tr = self.desk.tr
        text = tr(row.text) if row.shipped else row.text
        values = (text, shipped.told(row.kind, tr.language), row.brand, row.model, row.fault)
        return dict(zip(_FIELDS, values, strict=True))

    def _title(self, row: HintRow) -> str:
        text, *about = self._texts(row).values()
        return " · ".join(filter(None, (" ".join(filter(None, about[:3])), about[3], text)))

    def _on_row(self, place: int) -> None:
        self._show(self._rows[place] if 0 <= place < len(self._rows) else None)

    def _show(self, row: HintRow | None) -> None:
        self._chosen = row
        texts = self._texts(row) if row is not None else dict.fromkeys(_FIELDS, "")
        for name, text in texts.items():
            self.fields[name].show_text(text)
        self.remove.setEnabled(row is not None)

    def _on_kept(self, hint: UUID) -> None:
        self.refresh()
        place = next((at for at, row in enumerate(self._rows) if row.id == hint), -1)
        self.list.setCurrentRow(place)

    def _on_gone(self, _nothing: None) -> None:
        self._chosen = None
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, RejectedError) and "hint.text" in error.fields:
            field = self.fields["text"]
            field.mark(problem_texts.sentence(error.fields["hint.text"], self.desk.tr))
            field.line.setFocus()
        elif isinstance(error, IntakeError) and self.choices is not None:
            self.choices.failed.emit(error)

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self.list.setObjectName("hint.list")
        self.list.setAccessibleName(tr("Hints"))
        dress(self.list, look)
        self.list.setFixedHeight(look.px(2.0) * _LINES + look.px(0.5))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.75))
        grid.setVerticalSpacing(look.px(0.2))
        grid.setColumnStretch(1, 1)
        said = (tr("Hint"), tr("Kind of device"), tr("Brand"), tr("Model"), tr("Fault"))
        for line, (text, field) in enumerate(zip(said, self.fields.values(), strict=True)):
            field.line.setAccessibleName(text)
            grid.addWidget(QLabel(text), line, 0)
            grid.addWidget(field, line, 1)
        row = QHBoxLayout()
        for button, name in ((self.save, "save"), (self.new, "new"), (self.remove, "remove")):
            button.setObjectName(f"hint.{name}")
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.list)
        self.body.addLayout(grid)
        self.body.addSpacing(look.px(0.5))
        self.body.addLayout(row)
        self._show(None)


def _keep(shop: Shop, row: HintRow | None, typed: dict[str, str]) -> UUID:
    """Runs in the store lane."""
    return shop.services.hints.keep(row, **typed)


def _archive(shop: Shop, hint: UUID) -> None:
    """Runs in the store lane."""
    shop.services.hints.archive(hint)
