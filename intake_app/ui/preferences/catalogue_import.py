"""Takes a file of models in, off the GUI thread, in portions between which everybody else saves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services import catalogue_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.catalogue import Taken
    from intake_app.services.catalogue_file import CatalogueFile, Entry
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk

_LANE = "catalogue file"
_PORTION = 250


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; `bad` holds the numbers of the lines that say nothing."""

    done: int = 0
    total: int = 0
    new: int = 0
    bad: tuple[int, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether every line was taken in."""
        return self.done == self.total


class CatalogueImport(QObject):
    """`moved` carries a Progress after each portion, the last one when it is over."""

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._left: tuple[Entry, ...] = ()
        self._progress = Progress()
        self._runs = False

    def begin(self, path: str) -> bool:
        """Read a file and take it in; False while another one is being taken in."""
        if self._runs:
            return False
        self._runs = True
        work = partial(catalogue_file.read, Path(path).expanduser())
        self._desk.jobs.device(_LANE, work, self._on_read, self._on_failed)
        return True

    def _on_read(self, found: CatalogueFile) -> None:
        self._left = found.entries
        self._progress = Progress(total=len(found.entries), bad=found.bad)
        self._go_on()

    def _go_on(self) -> None:
        self._runs = not self._progress.is_over
        self.moved.emit(self._progress)
        if self._runs:
            portion, self._left = self._left[:_PORTION], self._left[_PORTION:]
            work = partial(_take, self._desk.shop, portion)
            self._desk.jobs.store(work, self._on_taken, self._on_failed)

    def _on_taken(self, taken: Taken) -> None:
        now = self._progress
        done = now.done + taken.new + taken.known
        self._progress = replace(now, done=done, new=now.new + taken.new)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._runs = False
        self.failed.emit(error)


def _take(shop: Shop, entries: Sequence[Entry]) -> Taken:
    """Runs in the store lane."""
    return shop.services.catalogue.take(entries, _unheard)


def _unheard(_done: int) -> None:
    """One portion is one step."""
