"""Vault keys on their way from desk to desk; the hub holds them sealed and can open none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from intake_app.sync.core.wire_enrol import HandedKey
from intake_hub.store import tables
from intake_hub.store.tables import Station

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

_Handed = tables.HandedKey


def post(
    connection: Connection, giver: tuple[UUID, UUID], keys: Sequence[HandedKey], now_ms: int
) -> None:
    """Keep keys for desks of the giver's shop that are not turned away and lack them."""
    shop, sender = giver
    active = select(Station.origin).where(Station.shop == shop, Station.revoked_ms == 0)
    desks = set(connection.execute(active.with_for_update()).scalars())
    there = set(ids(connection, shop))
    fresh = {
        (one.origin, one.key_id): one
        for one in keys
        if one.origin in desks and (one.origin, one.key_id) not in there
    }
    rows = [
        {
            "shop": shop,
            "origin": one.origin,
            "key_id": one.key_id,
            "sender": sender,
            "sealed": one.sealed,
            "posted_ms": now_ms,
        }
        for one in fresh.values()
    ]
    if rows:
        connection.execute(insert(_Handed), rows)


def of(connection: Connection, shop: UUID, origin: UUID) -> tuple[HandedKey, ...]:
    """Give what lies ready for one desk."""
    rows = select(_Handed.key_id, _Handed.sealed).where(
        _Handed.shop == shop, _Handed.origin == origin
    )
    return tuple(
        HandedKey(origin=origin, key_id=row.key_id, sealed=row.sealed)
        for row in connection.execute(rows.order_by(_Handed.posted_ms, _Handed.key_id))
    )


def ids(connection: Connection, shop: UUID) -> list[tuple[UUID, str]]:
    """Say which keys lie ready for whom."""
    rows = select(_Handed.origin, _Handed.key_id).where(_Handed.shop == shop)
    return [(row.origin, row.key_id) for row in connection.execute(rows)]


def forget(connection: Connection, shop: UUID, origin: UUID) -> None:
    """Drop what was sealed to a desk: it is turned away, or has a new key to open with."""
    connection.execute(delete(_Handed).where(_Handed.shop == shop, _Handed.origin == origin))
