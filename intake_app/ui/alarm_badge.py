"""How many orders and terms somebody must look at, as a number at the button of the workshop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intake_app.ui.workshop import work

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.rail import Rail

SCREEN = "screen.workshop"
_AGAIN_MS = 60_000  # what was in time a minute ago is late by now
_SOON_MS = 500  # several commits of one act are one question


class AlarmBadge(QObject):
    """Counts in the lane of the workshop: after commits, and once a minute."""

    def __init__(self, rail: Rail, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._rail = rail
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self._read)
        self._again.start()
        self._soon.start()

    def notice(self) -> None:
        """Something may have changed."""
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        if not self._desk.jobs.is_open:
            return  # the program ends
        job = partial(work.alarming, self._desk.shop, self._desk.now())
        self._desk.jobs.device(work.LANE, job, self._show, _wait)

    def _show(self, count: int) -> None:
        tr = self._desk.tr
        told = tr.plural("%d needs a look", "%d need a look", count) % count
        self._rail.show_count(SCREEN, count, told)


def _wait(_error: Exception) -> None:
    """A store that does not answer is told by whoever needs it; the number waits a minute."""
