"""The screen of the exchange; nothing of it is built before somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.board import ExchangeBoard
    from intake_app.ui.theme import Look
    from intake_app.upkeep.safety import SafetyState


class ExchangeScreen(QWidget):
    """`opened` carries whose the chosen one is, `trouble` an IntakeError."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("exchange")
        self._look = look
        self._desk = desk
        self._board: ExchangeBoard | None = None
        self._stands: tuple[SyncStatus | None, SafetyState | None] = (None, None)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> ExchangeBoard:
        """The pages; built by the first question for them."""
        if self._board is None:
            # Many widgets that a start should not wait for.
            from intake_app.ui.exchange.board import ExchangeBoard  # noqa: PLC0415 - see above

            self._board = board = ExchangeBoard(self._look, self._desk)
            self._room.addWidget(board)
            board.show_status(*self._stands)
            board.opened.connect(self.opened)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
        return self._board

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.board.begin()

    def leave(self) -> bool:
        """Close what is open; False when nothing is."""
        return self.board.leave()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here may have changed."""
        if self._board is not None and self.isVisible():
            self._board.notice(changes)

    def show_crms(self, crms: tuple[CrmState, ...]) -> None:
        """Take in how the CRMs stand."""
        if self._board is not None:
            self._board.show_crms(crms)

    def show_status(self, status: SyncStatus | None, safety: SafetyState | None) -> None:
        """Take in how the exchange and the backups stand."""
        self._stands = (status, safety)
        if self._board is not None:
            self._board.show_status(status, safety)
