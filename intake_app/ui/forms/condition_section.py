"""What came along and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class ConditionSection(Section):
    """Two lines of free text."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 4, tr("Accessories"))
        self.accessories = LineField(look, "accessories")
        self.appearance = LineField(look, "appearance")
        self.accessories.line.setAccessibleName(tr("Accessories"))
        self.appearance.line.setAccessibleName(tr("Appearance"))
        self.add_row(self.title, self.accessories, tr("Appearance"), self.appearance)
        self.accessories.line.entered.connect(self.appearance.line.setFocus)
        self.appearance.line.entered.connect(self.done)
        for field in (self.accessories, self.appearance):
            field.line.textEdited.connect(self.edited)

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {"accessories": self.accessories, "appearance": self.appearance}

    def focus_first(self) -> None:
        """Go to what came along."""
        self.accessories.line.setFocus()
