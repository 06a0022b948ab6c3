"""What many records come to: one hash for each kind and bucket, the same at hub and desk.

A field that a record does not have counts as an empty one, so that a record made before the field
existed agrees with the column that has its default.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import canonical
from intake_app.sync.core.repair_wire import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar

_BYTES = 16


def bucket_of(rec: UUID) -> int:
    """Name the bucket of a record; the last byte of its id is random."""
    return rec.bytes[-1]


def record_hash(entity: str, rec: UUID, values: Mapping[str, Scalar]) -> int:
    """Hash what a record says in the fields that the catalogue knows."""
    fields = ENTITIES[entity].fields
    told = {name: value for name, value in values.items() if name in fields and value}
    text = f"{entity}\n{rec}\n{canonical(told)}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_BYTES).digest())


@dataclass(slots=True)
class Digest:
    """Hashes joined by exclusive or: the order of the records does not matter."""

    sums: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def add(self, entity: str, rec: UUID, values: Mapping[str, Scalar]) -> None:
        """Count one record in."""
        buckets = self.sums.setdefault(entity, [0] * BUCKETS)
        buckets[bucket_of(rec)] ^= record_hash(entity, rec, values)

    def buckets(self) -> dict[str, tuple[str, ...]]:
        """Give the hashes as they travel; kinds without a record are left out."""
        return {
            entity: tuple(f"{one:0{_BYTES * 2}x}" for one in sums)
            for entity, sums in self.sums.items()
        }


def differing(
    ours: Mapping[str, tuple[str, ...]], theirs: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, int]]:
    """Name the kinds and buckets that are not the same."""
    empty = ("0" * (_BYTES * 2),) * BUCKETS
    return [
        (entity, bucket)
        for entity in ENTITIES
        for bucket in range(BUCKETS)
        if ours.get(entity, empty)[bucket] != theirs.get(entity, empty)[bucket]
    ]
