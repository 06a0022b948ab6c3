"""The screen of the owner's choices; nothing of it is built before somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.board import PreferencesBoard
    from intake_app.ui.theme import Look


class PreferencesScreen(QWidget):
    """`failed` carries the error of a choice that could not be written."""

    failed = Signal(object)
    restart_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("preferences")
        self._look = look
        self._desk = desk
        self._board: PreferencesBoard | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> PreferencesBoard:
        """The pages; built by the first question for them."""
        if self._board is None:
            # A hundred widgets that a start should not wait for.
            from intake_app.ui.preferences.board import PreferencesBoard  # noqa: PLC0415 - see above

            self._board = PreferencesBoard(self._look, self._desk)
            self._board.failed.connect(self.failed)
            self._board.restart_asked.connect(self.restart_asked)
            self._room.addWidget(self._board)
        return self._board

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.board.begin()

    def undo(self) -> None:
        """Take the last change of this sitting back."""
        self.board.undo()

    def notice(self, changes: Changes) -> None:
        """Another desk may have chosen something."""
        if self._board is not None:
            self._board.notice(changes)
