"""The screen of figures; nothing of it is built before somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.ui.money.action_button import action_button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from intake_app.ui.desk import Desk
    from intake_app.ui.figures.board import FiguresBoard
    from intake_app.ui.theme import Look


class FiguresScreen(QWidget):
    """`opened` carries the id of an order, `told` a sentence, `trouble` an error."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("figures")
        self._look = look
        self._desk = desk
        self._actions: tuple[QAction, ...] = ()
        self._board: FiguresBoard | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> FiguresBoard:
        """The page; built by the first question for it."""
        if self._board is None:
            # Many widgets that a start should not wait for.
            from intake_app.ui.figures.board import FiguresBoard  # noqa: PLC0415 - see above

            self._board = board = FiguresBoard(self._look, self._desk)
            self._room.addWidget(board)
            board.opened.connect(self.opened)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
            for action in self._actions:
                board.add_button(action_button(self._look, self._desk.tr, action))
        return self._board

    def show_actions(self, actions: tuple[QAction, ...]) -> None:
        """What has a button in the head once it is built."""
        self._actions = actions

    def begin(self) -> None:
        """Count, and take the focus."""
        self.board.begin()

    def leave(self) -> bool:
        """Back from the list behind a figure; False when it is not open."""
        return self.board.leave()
