"""The lane of one printer: it prints what the spool holds, and tries again after a while."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from intake_app.printing import worker
from intake_app.printing.worker import Turn

if TYPE_CHECKING:
    from intake_app.jobs import Jobs
    from intake_app.printing.press import Press
    from intake_app.printing.printer import Printer
    from intake_app.services.printouts import Printouts

AGAIN_S = 5.0
"""How long a printer that did not take a job is left alone."""


class PaperLane(QObject):
    """`wake` after every change of the spool; asks from outside while it prints are remembered.

    A printer that refused rests until the timer: its failed attempts change the spool as well, and
    would otherwise wake their own lane without end.
    """

    printed = Signal(str)  # the printer's name, when a job has left the queue

    def __init__(self, jobs: Jobs, printouts: Printouts, printer: Printer, press: Press) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._work = partial(worker.print_next, printouts, printer, press)
        self._anew = partial(printouts.begin_anew, printer.name)
        self._name = printer.name
        self._busy = False
        self._asked = False
        self._resting = False
        self._timer = QTimer(self)
        self._timer.setInterval(round(AGAIN_S * 1000))
        self._timer.timeout.connect(self.retry)

    def start(self) -> None:
        """Print what is waiting, now and from now on, as this printer needs it."""
        self._timer.start()
        self._jobs.device(self._name, self._anew)
        self.wake()

    def stop(self) -> None:
        """Begin nothing more; what is being printed is not interrupted."""
        self._timer.stop()
        self._asked = False
        self._busy = True

    def wake(self) -> None:
        """Look into the queue, unless the printer rests."""
        self._asked = True
        if not self._busy and not self._resting:
            self._ask()

    def retry(self) -> None:
        """Look into the queue even though the printer refused before; the timer's turn."""
        self._resting = False
        self.wake()

    def _ask(self) -> None:
        self._asked, self._busy = False, True
        self._jobs.device(self._name, self._work, self._on_done, None, self._on_ended)

    def _on_done(self, turn: Turn) -> None:
        self._resting = turn is Turn.REFUSED
        if turn is Turn.GONE:
            self._asked = True
            self.printed.emit(self._name)

    def _on_ended(self) -> None:
        if not self._timer.isActive():
            return
        self._busy = False
        if self._asked and not self._resting:
            self._ask()
