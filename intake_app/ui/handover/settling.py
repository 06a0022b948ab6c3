"""What one key does with the money of all devices that go: plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.money_rows import Taking


class Owing(NamedTuple):
    """An order that goes now, and what it is short of."""

    order: UUID
    minor: int


class Settling(NamedTuple):
    """What one key does with the money of all that goes: taken, then put on account."""

    takings: tuple[Taking, ...] = ()
    on_account: tuple[tuple[UUID, Owing], ...] = ()  # the act, and what is left of that order
    change: int = 0

    def covered(self, order: UUID) -> int:
        """How much of what an order is short of is seen to by this."""
        taken = sum(part.minor for one in self.takings if one.order == order for part in one.parts)
        return taken + sum(one.minor for _, one in self.on_account if one.order == order)
