"""The screen of clients; nothing of it is built before somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QAction

    from intake_app.services.shop import Changes
    from intake_app.ui.clients.board import ClientsBoard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ClientsScreen(QWidget):
    """`shown` carries a ClientCard, `order_asked` an order's id, `trouble` an IntakeError."""

    order_asked = Signal(object)
    shown = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("clients")
        self._look = look
        self._desk = desk
        self._board: ClientsBoard | None = None
        self._actions: list[QAction] = []
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> ClientsBoard:
        """The pages; built by the first question for them."""
        if self._board is None:
            # Many widgets that a start should not wait for.
            from intake_app.ui.clients.board import ClientsBoard  # noqa: PLC0415 - see above

            self._board = board = ClientsBoard(self._look, self._desk)
            self._room.addWidget(board)
            for action in self._actions:
                board.page.add_button(action)
            board.order_asked.connect(self.order_asked)
            board.shown.connect(self.shown)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
        return self._board

    def begin(self) -> None:
        """Show the list and take the focus."""
        self.board.begin()

    def open(self, client: UUID) -> None:
        """Show the card of a client."""
        self.board.open(client)

    def leave(self) -> bool:
        """Go one page back; False when there is none."""
        return self.board.leave()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here may have changed."""
        if self._board is not None and self.isVisible():
            self._board.notice(changes)

    def add_button(self, action: QAction) -> None:
        """Put an action in the head of the card."""
        self._actions.append(action)
