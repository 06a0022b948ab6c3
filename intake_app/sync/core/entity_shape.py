"""How one kind of record behaves in the exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EntityShape:
    """How one kind of record behaves in the exchange.

    `fixed` fields are given at creation and never change; `cards` fields merge one by one.
    `later` are those of the fixed ones that programs of version 1 did not know: a record may
    come without them.
    `parents` maps a field that holds a record id to the entity it must exist in.
    """

    fixed: frozenset[str]
    cards: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def fields(self) -> frozenset[str]:
        """Every synced field; anything else in a payload is kept but not understood."""
        return self.fixed | self.cards
