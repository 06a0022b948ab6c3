"""A remark for the staff; never printed for the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class NoteSection(Section):
    """The last field: Enter goes to the button and does not press it."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, 6, desk.tr("Note"))
        self.note = LineField(look, "note")
        self.note.line.setAccessibleName(desk.tr("Note"))
        self.note.line.setPlaceholderText(desk.tr("for the staff, not printed"))
        self.add_row(self.title, self.note)
        self.note.line.entered.connect(self.done)
        self.note.line.textEdited.connect(self.edited)

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {"note": self.note}

    def focus_first(self) -> None:
        """Go to the remark."""
        self.note.line.setFocus()
