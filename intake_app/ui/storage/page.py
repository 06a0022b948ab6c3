"""What a tab of the storage screen is, and the row that names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class StoragePage(QWidget):
    """`told` carries a sentence, `trouble` an error, `opened` the id of an order to show.

    Built when it is first asked for; it reads what it shows in the store lane. One that wants
    scanned codes for itself has what `scan_table.TakesCodes` asks for.
    """

    told = Signal(str)
    trouble = Signal(object)
    opened = Signal(object)

    def begin(self) -> None:
        """Come into sight: read anew."""
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

    def add(self) -> None:
        """Ins: begin something new; nothing where the page has no such thing."""

    def remove(self) -> None:
        """Del: put the chosen one away; nothing where the page has no such thing."""

    def change(self) -> None:
        """F8: change the chosen one; nothing where the page has no such thing."""

    def done(self) -> None:
        """Ctrl+Enter: save what is open; nothing where nothing is."""

    def save(self) -> None:
        """Ctrl+S: write the list as a file; nothing where the page has no such thing."""

    def act(self) -> None:
        """F7: do with the chosen one what is usual next; nothing where there is no such thing."""


@dataclass(frozen=True, slots=True)
class TabRow:
    """One tab: its name, its title, and what builds it."""

    name: str
    title: str
    make: Callable[[Look, Desk], StoragePage]
