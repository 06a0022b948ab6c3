"""Plays a script against the running program: it acts, then waits for what a person would see."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_EVERY_MS = 5


@dataclass(frozen=True, slots=True)
class Until:
    """What must become true before the script goes on; `what` is said when it never does."""

    look: Callable[[], object]
    what: str
    within_s: float = 15.0


Script: TypeAlias = Generator[Until, None, None]
"""Acts between its yields; never waits by itself, so the window stays alive."""


class Player(QObject):
    """Steps through one script from a timer; `ended` carries what never came, empty when all did.

    The timer is armed again only after a step, so keys that run the event loop cannot re-enter.
    """

    ended = Signal(str)

    def __init__(self, script: Script, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._script = script
        self._awaited: Until | None = None
        self._deadline = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin as soon as the event loop turns."""
        self._timer.start()

    def _look(self) -> None:
        if self._awaited is None or self._awaited.look():
            self._act()
        elif time.monotonic() > self._deadline:
            self._script.close()
            self.ended.emit(self._awaited.what)
        else:
            self._timer.start()

    def _act(self) -> None:
        try:
            self._awaited = next(self._script)
        except StopIteration:
            self.ended.emit("")
        except BaseException:
            self.ended.emit("the script itself failed")
            raise
        else:
            self._deadline = time.monotonic() + self._awaited.within_s
            self._timer.start()
