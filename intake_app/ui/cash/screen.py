"""The screen of the cash box; nothing of it is built before somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.ui.money.action_button import action_button
from intake_app.ui.scan_table import Context

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Changes
    from intake_app.ui.cash.board import CashDesk
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CashScreen(QWidget):
    """`opened` carries the id of an order, `told` a sentence, `trouble` an error."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)
    shift_asked = Signal()
    scan_context = Context.MONEY

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._actions: tuple[QAction, ...] = ()
        self.setObjectName("cash")
        self._look = look
        self._desk = desk
        self._board: CashDesk | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> CashDesk:
        """The pages; built by the first question for them."""
        if self._board is None:
            # Many widgets that a start should not wait for.
            from intake_app.ui.cash.board import CashDesk  # noqa: PLC0415 - see above

            self._board = board = CashDesk(self._look, self._desk)
            self._room.addWidget(board)
            board.opened.connect(self.opened)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
            board.shift_asked.connect(self.shift_asked)
            for action in self._actions:
                board.add_button(action_button(self._look, self._desk.tr, action))
        return self._board

    def show_actions(self, actions: tuple[QAction, ...]) -> None:
        """What has a button in the head once it is built."""
        self._actions = actions

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.board.begin()

    def leave(self) -> bool:
        """Close what is open; False when nothing is."""
        return self.board.entry.put_away()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here may have changed."""
        if self._board is not None and self.isVisible():
            self._board.notice(changes)

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A cheque that is scanned belongs to the payment that is chosen here."""
        return self.board.take_code(meaning)
