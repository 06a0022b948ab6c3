"""Figures that are read from the database when somebody measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, text

from intake_hub.store.tables import Head, Held, Station

if TYPE_CHECKING:
    from uuid import UUID

    from intake_hub.store.engine import HubStore

_SQLITE_BYTES = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
_POSTGRES_BYTES = text("SELECT pg_database_size(current_database())")


class Gauges(NamedTuple):
    """How things stand now; workstations go by their letter, never by a name."""

    heads: tuple[tuple[UUID, int], ...]
    held: tuple[tuple[UUID, str, int], ...]
    seen: tuple[tuple[UUID, str, int], ...]
    database_bytes: int


def gauges(store: HubStore) -> Gauges:
    """Read them in one transaction."""
    held = (
        select(Held.shop, Held.outcome, func.count())
        .group_by(Held.shop, Held.outcome)
        .order_by(Held.shop, Held.outcome)
    )
    seen = (
        select(Station.shop, Station.prefix, Station.greeted_ms)
        .where(Station.revoked_ms == 0, Station.greeted_ms > 0)
        .order_by(Station.shop, Station.prefix)
    )
    with store.reading() as connection:
        heads = connection.execute(select(Head.shop, Head.seq).order_by(Head.shop)).all()
        size = _SQLITE_BYTES if store.is_sqlite else _POSTGRES_BYTES
        return Gauges(
            heads=tuple((row.shop, row.seq) for row in heads),
            held=tuple((shop, name, n) for shop, name, n in connection.execute(held).all()),
            seen=tuple((shop, letter, ms) for shop, letter, ms in connection.execute(seen).all()),
            database_bytes=int(connection.execute(size).scalar_one()),
        )
