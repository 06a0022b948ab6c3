"""What is wrong, in the client's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class FaultSection(Section):
    """Enter moves on, Shift+Enter begins a new line."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, 3, desk.tr("Fault"))
        self.fault = TextField(look, "fault", lines=2)
        self.fault.text_edit.setAccessibleName(desk.tr("Fault"))
        self.fault.text_edit.setPlaceholderText(desk.tr("in the client's own words"))
        self.add_row(self.title, self.fault)
        self.fault.text_edit.entered.connect(self.done)
        self.fault.text_edit.textChanged.connect(self.edited)

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {"fault": self.fault}

    def text(self) -> str:
        """The fault as told."""
        return self.fault.text()

    def show_text(self, text: str) -> None:
        """Fill the section again."""
        self.fault.show_text(text)

    def focus_first(self) -> None:
        """Go to the text."""
        self.fault.text_edit.setFocus()
