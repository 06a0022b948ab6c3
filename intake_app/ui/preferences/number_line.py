"""A whole number of the owner's: saved when the line is left, refused while it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class NumberLine(LineField):
    """`chosen` carries a number between the ends, once the line is left or Enter is pressed."""

    chosen = Signal(int)

    def __init__(self, look: Look, desk: Desk, name: str, ends: tuple[int, int]) -> None:
        super().__init__(look, name)
        self._tr = desk.tr
        self._ends = ends
        self._shown = 0
        self.frame.setFixedWidth(look.px(6))
        self.line.editingFinished.connect(self._on_left)
        self.line.committed.connect(self._on_left)
        self.line.entered.connect(self._on_left)
        self.line.entered.connect(self.focusNextChild)

    def show_number(self, number: int) -> None:
        """What is chosen now."""
        self._shown = number
        self.show_text(str(number))

    def _on_left(self) -> None:
        text, (least, most) = self.text(), self._ends
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            self.mark(self._tr("Type a number from %(least)d to %(most)d") % {
                "least": least, "most": most,
            })  # fmt: skip
        elif int(text) != self._shown:
            self._shown = int(text)
            self.mark("")
            self.chosen.emit(self._shown)
