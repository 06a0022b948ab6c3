"""The lanes of all printers of this desk; they come and go with the printers that are in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.app import devices
from intake_app.app.paper import PaperLane
from intake_app.app.shown import ShownTransport
from intake_app.jobs import Repeating
from intake_app.printing import presses

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.jobs import Jobs
    from intake_app.services.shop import Shop

_ASK_EVERY_S = 30.0


class PaperLanes(QObject):
    """`states` carries what the spool knows of each printer.

    `show` and `broken` are called on the threads of the printers: with the name of a printer and
    the picture it was given, and when the owner's template could not be used.
    """

    states = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        shop: Shop,
        show: Callable[[str, bytes], None],
        broken: Callable[[], None],
    ) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._shop = shop
        self._show = show
        self._broken = broken
        self._lanes: dict[str, PaperLane] = {}
        self._spool: Repeating | None = None

    def begin(self) -> None:
        """Start a lane for each printer in force; those of before begin nothing more.

        A lane keeps the thread of its name, so a job under way ends before the next one begins,
        whatever the address is by now.
        """
        self.stop()
        services = self._shop.services
        printouts, chosen = services.printouts, services.preferences.value
        press = presses.press(self._shop.settings, chosen, self._broken)
        self._jobs.store(printouts.rehome)
        for printer in devices.printers(self._shop.settings):
            shown = ShownTransport(printer.transport, printer.name, self._show)
            lane = PaperLane(self._jobs, printouts, replace(printer, transport=shown), press)
            self._lanes[printer.name] = lane
            lane.start()
        self._spool = Repeating(self._jobs, "spool", printouts.states, _ASK_EVERY_S)
        self._spool.answered.connect(self.states)
        self._spool.start()

    def wake(self) -> None:
        """The spool has changed."""
        if self._spool is not None:
            self._spool.ask()
        for lane in self._lanes.values():
            lane.wake()

    def retry(self, printer: str) -> None:
        """Try one printer again now."""
        if printer in self._lanes:
            self._lanes[printer].retry()

    def stop(self) -> None:
        """Begin nothing more."""
        if self._spool is not None:
            self._spool.stop()
            self._spool.deleteLater()
            self._spool = None
        for lane in self._lanes.values():
            lane.stop()
            lane.deleteLater()
        self._lanes.clear()
