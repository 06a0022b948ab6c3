"""What is wrong, in the client's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.forms.fault_field import FaultField
from intake_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class FaultSection(Section):
    """Enter completes a few letters and moves on, Tab leaves them; Shift+Enter begins a line."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, 3, desk.tr("Fault"))
        self._desk = desk
        self._kind = ""
        self.fault = FaultField(look, self._faults)
        self.fault.text_edit.setAccessibleName(desk.tr("Fault"))
        self.fault.text_edit.setPlaceholderText(desk.tr("in the client's own words"))
        self.add_row(self.title, self.fault)
        self.fault.entered.connect(self.done)
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

    def follow(self, kind: str) -> None:
        """Offer faults of this kind of device first."""
        self._kind = kind

    def focus_first(self) -> None:
        """Go to the text."""
        self.fault.text_edit.setFocus()

    def _faults(self, typed: str) -> tuple[str, ...]:
        return self._desk.shop.finder.faults(typed, self._kind)
