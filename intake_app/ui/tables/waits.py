"""What the screen of orders needs of a list of those who are waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from uuid import UUID


class Waits(QWidget):
    """`opened` carries a row; `counted` tells how many there are, and how many are due today."""

    opened = Signal(object)
    counted = Signal(int, int)
    trouble = Signal(object)

    def load(self, which: str, typed: str) -> None:
        """Read one of the lists and show what fits the words typed."""
        raise NotImplementedError

    def narrow(self, typed: str) -> None:
        """Show what fits the words typed, of what was read."""
        raise NotImplementedError

    def chosen_order(self) -> UUID | None:
        """The order of the highlighted row."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Move the highlight while the focus is elsewhere."""
        raise NotImplementedError

    def open_chosen(self) -> None:
        """Do what Enter means."""
        raise NotImplementedError
