"""Who may have signed an op: every key its author ever enrolled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from intake_app.sync.signing import verify
from intake_hub.store.tables import StationKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Op


def keys_of(
    connection: Connection, shop: UUID, origins: Iterable[UUID]
) -> dict[UUID, tuple[bytes, ...]]:
    """Read the keys of these workstations, the newest first; unknown ones are left out."""
    rows = (
        select(StationKey.origin, StationKey.public)
        .where(StationKey.shop == shop, StationKey.origin.in_(set(origins)))
        .order_by(StationKey.since_ms.desc())
    )
    found: dict[UUID, tuple[bytes, ...]] = {}
    for row in connection.execute(rows):
        found[row.origin] = (*found.get(row.origin, ()), row.public)
    return found


def is_genuine(op: Op, keys: Iterable[bytes]) -> bool:
    """Whether one of the author's keys signed this op."""
    return any(verify(op, key) for key in keys)
