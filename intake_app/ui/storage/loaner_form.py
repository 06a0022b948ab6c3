"""One loaner of the register as fields; Enter goes on, Ctrl+Enter saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.services.loaner_rows import LoanerDraft
from intake_app.ui import problem_texts
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.handover.rows import Rows
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.errors import Problem
    from intake_app.services.loaner_rows import LoanerRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_TEXTS = ("kind", "brand", "model", "serial", "imei", "appearance", "accessories")


class LoanerForm(QWidget):
    """`saved` says that what stands here is to be kept, `left` that somebody goes away."""

    saved = Signal()
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._tr = tr
        titles = {
            "kind": tr("Kind"),
            "brand": tr("Brand"),
            "model": tr("Model"),
            "serial": tr("Serial number"),
            "imei": tr("IMEI"),
            "appearance": tr("Appearance"),
            "accessories": tr("Accessories"),
        }
        self.texts = {name: LineField(look, f"loaner.{name}") for name in _TEXTS}
        self.value = AmountField(look, desk, "loaner.value", tr("Agreed value"))
        self.save = Button(look, tr("Save"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.save.setObjectName("loaner.save")
        self.fields: Mapping[str, LineField] = {**self.texts, "value": self.value}
        rows = Rows(look)
        for name, field in self.texts.items():
            field.line.setAccessibleName(titles[name])
            rows.add(titles[name], field)
        rows.add(tr("Agreed value"), self.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(0.75), 0, look.px(1.0), look.px(0.5))
        column.setSpacing(look.px(0.5))
        column.addWidget(Scrolled(look, rows), 1)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        for field in self.fields.values():
            field.line.entered.connect(self._go_on)
            field.line.escaped.disconnect(field.wipe)
            field.line.escaped.connect(self.left)
            field.line.keeps_escape = True
        self.save.clicked.connect(self.saved)

    def draft(self) -> LoanerDraft:
        """What stands here."""
        said = {name: field.text() for name, field in self.texts.items()}
        return LoanerDraft(**said, value_minor=self.value.minor())

    def show_row(self, row: LoanerRow | None) -> None:
        """Fill all fields; empty ones for a new loaner."""
        for name, field in self.texts.items():
            field.show_text("" if row is None else getattr(row, name))
        self.value.show_minor(None if row is None else row.value_minor)

    def mark(self, fields: Mapping[str, Problem]) -> None:
        """Show what is wrong, and go to the first of it."""
        bad = [name for name in self.fields if name in fields]
        for name, field in self.fields.items():
            field.mark(problem_texts.sentence(fields[name], self._tr) if name in fields else "")
        if bad:
            self.fields[bad[0]].line.setFocus()

    def take_focus(self) -> None:
        """Begin with the kind."""
        self.texts["kind"].line.setFocus()

    def _go_on(self) -> None:
        self.focusNextChild()
