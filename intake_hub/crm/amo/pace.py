"""Not more than seven calls in any second: who asks more often is shut out."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

CALLS, WITHIN_S = 7, 1.0

Clock: TypeAlias = Callable[[], float]
Rest: TypeAlias = Callable[[float], None]


def rest(seconds: float) -> None:
    """Wait."""
    threading.Event().wait(seconds)


class Pace:
    """Makes who is too fast wait."""

    def __init__(self, clock: Clock = time.monotonic, resting: Rest = rest) -> None:
        self._clock = clock
        self._rest = resting
        self._last: deque[float] = deque(maxlen=CALLS)

    def step(self) -> None:
        """Return once the next call may be made."""
        if len(self._last) == CALLS:
            early = self._last[0] + WITHIN_S - self._clock()
            if early > 0:
                self._rest(early)
        self._last.append(self._clock())
