"""Places of the storage as screens see them. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

KINDS = ("", "room", "rack", "shelf", "cell", "safe")
"""What a place is; empty is not said."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place; `path` names it with what it stands in: `Склад / Стеллаж А / 12`."""

    id: UUID
    name: str
    kind: str
    barcode: str
    parent: UUID | None
    path: str
    depth: int
    devices: int  # in it, and in what stands in it
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One device that lies in a place, or should."""

    order: UUID
    number: str
    device: str
    stage: str
    place: str  # the path of where it is said to be; empty: nowhere


@dataclass(frozen=True, slots=True)
class StockTake:
    """What scanning a place has shown; `unread` are codes of no order here."""

    place: UUID | None
    found: tuple[StoredRow, ...]
    missing: tuple[StoredRow, ...]
    stray: tuple[StoredRow, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A stock-take of the past."""

    at: datetime
    by: str
    place: str  # its path; empty: the whole shop
    found: int
    missing: tuple[str, ...]  # numbers of orders
    stray: tuple[str, ...]
