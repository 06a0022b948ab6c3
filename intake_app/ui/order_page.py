"""What every page of an order answers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes


class OrderPage(QWidget):
    """One page of an order; `told` carries a sentence that something was done, `trouble` an error.

    Built when it is first asked for. It reads what it shows in the store lane.
    """

    told = Signal(str)
    trouble = Signal(object)

    def show_order(self, card: OrderCard) -> None:
        """Show this order; it may be the one already on show, read anew."""
        raise NotImplementedError

    def notice(self, changes: Changes) -> None:
        """Read again when what is on show may have changed."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where the work on this page begins."""
        raise NotImplementedError

    def leave(self) -> bool:
        """Esc: close the nearest open thing of this page; False when nothing was open."""
        return False

    def done(self) -> None:
        """Ctrl+Enter: do what the page is for; nothing where it is only read."""

    def add(self) -> None:
        """Ins: begin something new; nothing where the page has no such thing."""

    def remove(self) -> None:
        """Del: take the chosen one off; nothing where the page has no such thing."""

    def undo(self) -> None:
        """Ctrl+Z: take the last change back; nothing where the page keeps none."""
