"""Where an order is safe by now: here alone, at the hub, in a backup of the hub. Light."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection


class Place(StrEnum):
    """Each is safer than the one before."""

    HERE = "here"
    HUB = "hub"
    BACKUP = "backup"  # that was read back after it was made


_RECS = " UNION ALL ".join(
    (
        "SELECT ?1",
        *(
            f"SELECT id FROM {table} WHERE order_id = ?1"  # noqa: S608 - names of ours
            for table in (
                "stage",
                "payment",
                "comment",
                "photo",
                "order_file",
                "passcode",
                "signature",
            )
        ),
    )
)
# What came with a snapshot, or was trimmed, has no op here: `whole_seq` covers it.
_PLACE = (
    "SELECT coalesce(max(away), 0), coalesce(max(seq), 0) FROM ("  # noqa: S608 - names of ours
    f"SELECT state <> 'done' AS away, hub_seq AS seq FROM outbox WHERE rec IN ({_RECS})"
    f" UNION ALL SELECT 0, seq FROM feed WHERE rec IN ({_RECS}))"
)
_STANDING = (
    "SELECT epoch IS NOT NULL AND repair = '', durable_seq, whole_seq, cursor,"
    " EXISTS (SELECT 1 FROM outbox WHERE state <> 'done') FROM sync"
)


def place_of(driver: Connection, order: UUID) -> Place:
    """Say no more than is known: while a hub is repaired, what it has is not known."""
    is_even, durable, whole, _, _ = driver.execute(_STANDING).fetchone()
    if not is_even:
        return Place.HERE
    return _one(driver, order, durable if durable >= whole else 0)


def places_of(driver: Connection, orders: Sequence[UUID]) -> tuple[Place, ...]:
    """The same for a list; nothing while there is no hub to be compared with."""
    is_even, durable, whole, cursor, is_waiting = driver.execute(_STANDING).fetchone()
    if not is_even:
        return ()
    durable = durable if durable >= whole else 0
    if not is_waiting and (not durable or durable >= cursor):
        return (Place.BACKUP if durable else Place.HUB,) * len(orders)
    return tuple(_one(driver, order, durable) for order in orders)


def _one(driver: Connection, order: UUID, durable: int) -> Place:
    away, seq = driver.execute(_PLACE, (order.bytes,)).fetchone()
    if away:
        return Place.HERE
    return Place.BACKUP if durable and seq <= durable else Place.HUB
