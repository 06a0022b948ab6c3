"""The lane of the fiscal register: it settles what is new, and asks again after what is unknown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intake_app.fiscal import registrars, worker

if TYPE_CHECKING:
    from intake_app.clock import Clock
    from intake_app.jobs import Jobs
    from intake_app.services.shop import Shop

LANE = "fiscal"
_AGAIN_MS = 15_000


class FiscalLane(QObject):
    """`begin` when the store is open, `wake` after every change of the operations."""

    def __init__(self, jobs: Jobs, shop: Shop, now: Clock) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        found = registrars.registrar(shop.settings, now)
        operations = shop.services.fiscal_jobs
        self._recover = operations.recover
        self._work = partial(worker.settle_next, operations, found) if found else None
        self._is_busy = self._is_asked = False
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.wake)

    def begin(self) -> None:
        """What was under way when the program ended is looked up first."""
        if self._work is not None:
            self._jobs.device(LANE, self._recover)
            self._timer.start()
            self.wake()

    def wake(self) -> None:
        """There may be something to do."""
        self._is_asked = True
        if self._work is not None and not self._is_busy:
            self._is_busy, self._is_asked = True, False
            self._jobs.device(LANE, self._work, self._on_settled, None, self._on_ended)

    def stop(self) -> None:
        """Begin nothing more; what the register is doing is not interrupted."""
        self._timer.stop()
        self._work = None

    def _on_settled(self, again: bool) -> None:
        self._is_asked |= again

    def _on_ended(self) -> None:
        self._is_busy = False
        if self._is_asked:
            self.wake()
