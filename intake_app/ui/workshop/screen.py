"""The screen of the workshop; nothing of it is built before somebody wants it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.ui.workshop import work

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.bench_rows import LostTake
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.workshop.board import WorkshopBoard


ALARMING = frozenset({"order", "stage", "loan", "preference"})


class WorkshopScreen(QWidget):
    """`opened` carries the id of an order, `shut` one that its next stage refuses, and why."""

    opened = Signal(object)
    shut = Signal(object, object)
    told = Signal(str, str)
    trouble = Signal(object)
    stale = Signal()  # what somebody must look at may have changed

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("workshop")
        self._look = look
        self._desk = desk
        self._board: WorkshopBoard | None = None
        self._told_of: set[UUID] = set()
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def board(self) -> WorkshopBoard:
        """The lists; built by the first question for them."""
        if self._board is None:
            # Widgets that a start should not wait for.
            from intake_app.ui.workshop.board import WorkshopBoard  # noqa: PLC0415 - see above

            self._board = board = WorkshopBoard(self._look, self._desk)
            self._room.addWidget(board)
            board.opened.connect(self.opened)
            board.shut.connect(self.shut)
            board.told.connect(self.told)
            board.trouble.connect(self.trouble)
        return self._board

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.board.begin()
        self.look_for_lost()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here may have changed; a loser hears of it anywhere."""
        if "conflict" in changes:
            self.look_for_lost()
        if changes & ALARMING:
            self.stale.emit()
        if self._board is not None and self.isVisible():
            self._board.notice(changes)

    def look_for_lost(self) -> None:
        """Ask whether another one has what was taken here."""
        job = partial(work.lost, self._desk.shop)
        self._desk.jobs.device(work.LANE, job, self._on_lost, self.trouble.emit)

    def _on_lost(self, lost: tuple[LostTake, ...]) -> None:
        told = self._desk.tr("%(number)s was taken by %(other)s at the same time, and is his")
        for one in lost:
            if one.loser not in self._told_of:
                self._told_of.add(one.loser)
                self.told.emit(told % {"number": one.number, "other": one.other}, "caution")
                self._desk.jobs.store(partial(work.settle, self._desk.shop, one.loser))
