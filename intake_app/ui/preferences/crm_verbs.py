"""What can be done with one CRM; removing it asks once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CrmVerbs(QWidget):
    """`removed`: somebody has pressed twice."""

    removed = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = ""
        self._is_sure = False
        tr = desk.tr
        self.new = Button(look, tr("Add a CRM"), key="Ins")
        self.test = Button(look, tr("Test connection"))
        self.map = Button(look, tr("Fields"))
        self.dry = Button(look, tr("Dry run"))
        self.go = Button(look, tr("Start"))
        self.remove = Button(look, tr("Remove"), key="Del", role=Role.QUIET)
        self._arrange(look)
        self.remove.clicked.connect(self._on_remove)

    def show_state(self, one: CrmState | None) -> None:
        """Offer what can be done with it now."""
        tr = self._desk.tr
        for button in (self.test, self.map, self.dry, self.go, self.remove):
            button.setVisible(one is not None)
        if one is None or one.name != self._name:
            self._forget()
        self._name = one.name if one is not None else ""
        if one is not None:
            begun = {"running": tr("Pause"), "paused": tr("Go on"), "stopped": tr("Go on")}
            _word(self.go, begun.get(one.state, tr("Start")))

    def _on_remove(self) -> None:
        if self._is_sure:
            self._forget()
            self.removed.emit()
        else:
            self._is_sure = True
            _word(self.remove, self._desk.tr("Press again to remove; the CRM keeps its records"))

    def _forget(self) -> None:
        self._is_sure = False
        _word(self.remove, self._desk.tr("Remove"))

    def _arrange(self, look: Look) -> None:
        names = ("new", "test", "map", "dry", "go", "remove")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for line in (names[:3], names[3:]):  # one row is wider than a page at large letters
            row = QHBoxLayout()
            row.setSpacing(look.px(0.4))
            for name in line:
                button: Button = getattr(self, name)
                button.setObjectName(f"crm.{name}")
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)


def _word(button: Button, text: str) -> None:
    button.setText(text)
    button.setAccessibleName(text)
    button.updateGeometry()
