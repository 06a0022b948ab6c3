"""Verifies a whole feed: no gap, the chain unbroken, every op seen once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from intake_app.sync.core.ops import Outcome
from intake_hub.feed.mending import DISCARDED
from intake_hub.store.tables import FeedEntry, Head, Held, Seen

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.store.engine import HubStore


def faults(store: HubStore) -> list[str]:
    """Name everything that is not as it must be; empty when all is well."""
    with store.reading() as connection:
        found = _file_faults(connection)
        for shop, seq, chain in connection.execute(select(Head.shop, Head.seq, Head.chain)):
            found += _feed_faults(connection, shop, seq, chain)
            found += _count_faults(connection, shop)
    return found


def _file_faults(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    answer = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    return [] if answer == ["ok"] else [f"the file is damaged: {len(answer)} faults"]


def _feed_faults(connection: Connection, shop: UUID, seq: int, chain: bytes) -> list[str]:
    """The chain starts with a random value nobody keeps, so it is followed from its first link."""
    rows = (
        select(FeedEntry.seq, FeedEntry.op_id, FeedEntry.chain)
        .where(FeedEntry.shop == shop)
        .order_by(FeedEntry.seq)
        .execution_options(yield_per=1000)
    )
    at_head = select(Head.floor, Head.floor_chain).where(Head.shop == shop)
    last, link = connection.execute(at_head).one()
    with connection.execute(rows) as links:
        for number, op_id, stored in links:
            if number != last + 1:
                return [f"the feed has a gap before {number}"]
            if link and hashlib.sha256(link + op_id.bytes).digest() != stored:
                return [f"the chain is broken at {number}"]
            last, link = number, stored
    is_whole = last == seq and (not link or link == chain)
    return [] if is_whole else [f"the head says {seq}, the feed ends at {last}"]


def _count_faults(connection: Connection, shop: UUID) -> list[str]:
    numbered = select(func.count()).select_from(FeedEntry).where(FeedEntry.shop == shop)
    held = select(func.count()).select_from(Held).where(Held.shop == shop)
    floor = select(Head.floor).where(Head.shop == shop).scalar_subquery()
    seen = select(func.count()).select_from(Seen).where(Seen.shop == shop)
    waiting = (Outcome.PARKED.value, Outcome.QUARANTINED.value)
    pairs = [
        (numbered, seen.where(Seen.seq > floor, Seen.code != DISCARDED), "numbered"),
        (held, seen.where(Seen.outcome.in_(waiting)), "held"),
    ]
    return [
        f"{name} ops do not agree with those seen"
        for one, other, name in pairs
        if connection.execute(one).scalar_one() != connection.execute(other).scalar_one()
    ]
