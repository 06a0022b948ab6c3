"""How fast a CRM is asked, and how long it is left alone when it fails; pure, by a given clock."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_S = 1.0
MOST_S = 300.0
OPENS_AFTER = 8
"""So many failures on end, and it is only looked at now and then."""

OPEN_S = 900.0


@dataclass(slots=True)
class Bucket:
    """Holds `burst` calls at most, and fills by `per_s`."""

    per_s: float
    burst: int
    now_s: Callable[[], float]
    _level: float = field(init=False)
    _at_s: float = field(init=False)

    def __post_init__(self) -> None:
        self._level, self._at_s = float(self.burst), self.now_s()

    def wait_s(self) -> float:
        """Take one call out; how long to wait before it may be made."""
        now = self.now_s()
        passed = max(0.0, now - self._at_s)
        self._level = min(float(self.burst), self._level + passed * self.per_s) - 1
        self._at_s = now
        return max(0.0, -self._level / self.per_s)


@dataclass(slots=True)
class BackOff:
    """When it may be asked again after a failure; jitter keeps many hubs apart."""

    now_s: Callable[[], float]
    rng: random.Random = field(default_factory=random.Random)
    failures: int = 0
    _until_s: float = 0.0

    def left_s(self) -> float:
        """How long to wait still."""
        return max(0.0, self._until_s - self.now_s())

    def failed(self, after_s: float = 0.0) -> None:
        """It failed, and may have said when to come again."""
        self.failures += 1
        most = min(MOST_S, FIRST_S * 2.0 ** min(self.failures - 1, 20))
        pause = OPEN_S if self.failures > OPENS_AFTER else self.rng.uniform(most / 2, most)
        self._until_s = self.now_s() + max(after_s, pause)

    def went_well(self) -> None:
        """It answered."""
        self.failures, self._until_s = 0, 0.0

    def try_now(self) -> None:
        """A person wants it tried at once."""
        self._until_s = 0.0
