"""Which records are shared, which of their fields may change, and what they hang on.

The recorder, the replica and the hub read this one table; a test holds the entities against it.
"""

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
    `parents` maps a field that holds a record id to the entity it must exist in.
    """

    fixed: frozenset[str]
    cards: frozenset[str] = frozenset()
    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def fields(self) -> frozenset[str]:
        """Every synced field; anything else in a payload is kept but not understood."""
        return self.fixed | self.cards


ENTITIES: Mapping[str, EntityShape] = MappingProxyType(
    {
        "staff": EntityShape(
            fixed=frozenset({"created_at"}), cards=frozenset({"name", "role", "active"})
        ),
        "client": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset(
                {"kind", "name", "email", "inn", "kpp", "ogrn", "address", "note", "archived"}
            ),
        ),
        "phone": EntityShape(
            fixed=frozenset({"client_id", "e164", "created_at"}),
            cards=frozenset({"label", "archived"}),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "device": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset({"client_id", "kind", "brand", "model", "serial", "imei"}),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "order": EntityShape(
            fixed=frozenset(
                {"number", "ticket", "client_id", "device_id", "accepted_at", "accepted_by"}
            ),
            cards=frozenset(
                {
                    "fault",
                    "accessories",
                    "appearance",
                    "repair_kind",
                    "urgent",
                    "promised_at",
                    "estimate_minor",
                    "limit_minor",
                    "agreed_value_minor",
                    "currency",
                    "note",
                    "technician_id",
                }
            ),
            parents=MappingProxyType({"client_id": "client", "device_id": "device"}),
        ),
        "stage": EntityShape(
            fixed=frozenset({"order_id", "from_stage", "to_stage", "at", "by", "comment"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "payment": EntityShape(
            fixed=frozenset({"order_id", "kind", "method", "minor", "currency", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "comment": EntityShape(
            fixed=frozenset({"order_id", "text", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
    }
)
