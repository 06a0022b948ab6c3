"""Which records are told with which client or order; pure, by the shapes of what is synced."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from intake_hub.crm.documents import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intake_app.sync.core.ops import Scalar

MARKED: Mapping[str, Kind] = MappingProxyType({"client": Kind.CLIENT, "order": Kind.ORDER})
"""What is a document of its own."""

_BELONGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "phone": ("client_id",),
        "consent": ("client_id",),
        "merge": ("client_id", "merged_id"),
        "stage": ("order_id",),
        "payment": ("order_id",),
        "line": ("order_id",),
    }
)
_USED: Mapping[str, str] = MappingProxyType(
    {"client_id": "client", "device_id": "device", "technician_id": "staff"}
)
OWNERS: Mapping[str, Kind] = MappingProxyType(
    {
        "phone": Kind.CLIENT,
        "consent": Kind.CLIENT,
        "stage": Kind.ORDER,
        "payment": Kind.ORDER,
        "line": Kind.ORDER,
        "client": Kind.ORDER,
        "device": Kind.ORDER,
        "staff": Kind.ORDER,
    }
)
"""What becomes due when a record of such a kind changes: whoever owns it."""

TOLD = ("client", "merge", "unmerge", "phone", "consent", "order", "stage", "payment", "line")
"""Kinds to be read for a first filling, each after what it names."""

UNIONS = frozenset({"merge", "unmerge"})
"""What changes whose orders are whose."""

RIPPLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "client": frozenset({"discount_bp"}),
        "device": frozenset({"kind", "brand", "model", "serial", "imei", "imei2"}),
        "staff": frozenset({"name"}),
    }
)
"""Of these kinds only such fields are told with an order."""


class Edge(NamedTuple):
    """`rec` is told with `owner`."""

    rec: UUID
    owner: UUID
    entity: str


def edges(entity: str, rec: UUID, values: Mapping[str, Scalar]) -> Iterator[Edge]:
    """What some values of a record say of that; values that name nobody say nothing."""
    if entity == "order":
        for name, used in _USED.items():
            found = _named(values.get(name))
            if found is not None:
                yield Edge(found, rec, used)
    for name in _BELONGS.get(entity, ()):
        owner = _named(values.get(name))
        if owner is not None:
            yield Edge(rec, owner, entity)


def ripples(entity: str, field: str) -> bool:
    """Whether a change of this field is told with those that own the record."""
    return entity in OWNERS and (entity not in RIPPLES or field in RIPPLES[entity])


def _named(value: Scalar) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
