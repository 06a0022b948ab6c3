"""Whose the pictures are: the whole shop's, but for those of people who asked to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.refusal import Why, refusal
from intake_hub.feed import sweeping

if TYPE_CHECKING:
    from uuid import UUID

    from intake_hub.stations import Caller
    from intake_hub.store.engine import HubStore


@dataclass(frozen=True, slots=True)
class Pictures:
    """Every member of the shop sees, and adds to, the same files: fulfils `Owners`."""

    store: HubStore

    def of(self, caller: Caller, name: str) -> UUID:
        """See `Owners`."""
        return caller.shop

    def make_room(self, owner: UUID, name: str, length: int) -> None:
        """Nothing is let go, and nothing erased comes back. Raises HubRejectedError(ERASED)."""
        if sweeping.is_erased(self.store, owner, name):
            raise refusal(Why.ERASED)
