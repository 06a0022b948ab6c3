"""People of the shop as screens see them: light values, for the first window too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

ROLES = ("", "reception", "technician", "storekeeper", "cashier", "manager", "owner")
"""What somebody may be; empty is not said."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who stands at this desk now; `id` is None for one only the settings know."""

    id: UUID | None
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of the shop; `badge` are the digits of the barcode to scan."""

    id: UUID
    name: str
    role: str
    badge: str
    is_active: bool
    has_pin: bool = False  # asked for when he comes by name; a badge needs none

    @property
    def operator(self) -> Operator:
        """The same person at a desk."""
        return Operator(self.id, self.name, self.role)
