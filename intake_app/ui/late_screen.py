"""A screen of which nothing is built before somebody wants it: a start should not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.ui.money.action_button import action_button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.button import Button


class LateBoard(QWidget):
    """What is built: `opened` carries the id of an order, `told` a sentence, `trouble` an error."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def add_button(self, button: Button) -> None:
        """Put what a key does in the head as well."""
        raise NotImplementedError


Board = TypeVar("Board", bound=LateBoard)


class LateScreen(QWidget, Generic[Board]):
    """Passes on what its board says. Subclasses say what that is, and when it is up to date."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.look = look
        self.desk = desk
        self._actions: tuple[QAction, ...] = ()
        self._board: Board | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> Board:
        """The page; built by the first question for it."""
        if self._board is None:
            self._board = board = self.make()
            self._room.addWidget(board)
            board.opened.connect(self.opened)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
            for action in self._actions:
                board.add_button(action_button(self.look, self.desk.tr, action))
        return self._board

    @property
    def is_built(self) -> bool:
        """Whether somebody has wanted it."""
        return self._board is not None

    def make(self) -> Board:
        """Build it; what it needs is imported there."""
        raise NotImplementedError

    def show_actions(self, actions: tuple[QAction, ...]) -> None:
        """What has a button in the head once it is built."""
        self._actions = actions
