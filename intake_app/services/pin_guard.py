"""How long nobody may guess at a PIN any more: three slips are free, then each pause is longer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

FREE_SLIPS = 3
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(slots=True)
class PinGuard:
    """Counts the slips of each person at this desk until he is right; a restart forgets them."""

    _slips: dict[UUID, int] = field(default_factory=dict["UUID", int])
    _until: dict[UUID, datetime] = field(default_factory=dict["UUID", "datetime"])

    def pause(self, person: UUID, now: datetime) -> timedelta:
        """How long to wait yet; nothing when he may try."""
        return max(timedelta(), self._until.get(person, now) - now)

    def missed(self, person: UUID, now: datetime) -> None:
        """It was wrong."""
        slips = self._slips[person] = self._slips.get(person, 0) + 1
        if slips >= FREE_SLIPS:
            pause = _FIRST * 2 ** min(slips - FREE_SLIPS, 10)
            self._until[person] = now + min(pause, _LONGEST)

    def was_right(self, person: UUID) -> None:
        """All is forgiven."""
        self._slips.pop(person, None)
        self._until.pop(person, None)
