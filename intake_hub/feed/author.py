"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Author:
    """A workstation in one of its lives."""

    shop: UUID
    origin: UUID
    inc: int = 0
