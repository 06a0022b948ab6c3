"""A page of the feed: one statement, cut between user actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire import PULL_BYTES, TXN_OPS
from intake_hub.store.tables import FeedEntry, Head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection


# Asked at every call: put together once.
_PAST = select(Head.seq, Head.chain, Head.floor, Head.floor_chain).where(
    Head.shop == bindparam("shop")
)
_CHAIN = select(FeedEntry.chain).where(
    FeedEntry.shop == bindparam("shop"), FeedEntry.seq == bindparam("after")
)
_PAGE = (
    select(FeedEntry.seq, FeedEntry.outcome, FeedEntry.body, FeedEntry.txn, FeedEntry.chain)
    .where(FeedEntry.shop == bindparam("shop"), FeedEntry.seq > bindparam("after"))
    .order_by(FeedEntry.seq)
    .limit(bindparam("most"))
)


class Entry(NamedTuple):
    """One op of the feed; `body` is its JSON as the author sent it."""

    seq: int
    outcome: str
    body: str
    txn: UUID
    chain: bytes = b""


def refuse_other_past(connection: Connection, shop: UUID, after: int, chain: str) -> None:
    """Raise HubRejectedError: TRIMMED, or CHAIN unless `chain` is ours up to `after`."""
    head = connection.execute(_PAST, {"shop": shop}).one()
    if after < head.floor:
        raise refusal(Why.TRIMMED, "no longer in the log")
    if not chain or not after:
        return
    if after == head.seq:
        ours = head.chain
    elif after == head.floor:
        ours = head.floor_chain
    else:
        ours = connection.execute(_CHAIN, {"shop": shop, "after": after}).scalar()
    if ours is None or bytes(ours).hex() != chain:
        raise refusal(Why.CHAIN, "another past")


def page(connection: Connection, shop: UUID, after: int, limit: int) -> tuple[Entry, ...]:
    """Read what follows a number: whole user actions, at most `limit` ops unless one is more."""
    found = _read(connection, shop, after, limit + 1)
    if len(found) <= limit:
        return tuple(_cut(found, len(found)))
    if _last_edge(found, limit) == 0:
        found = _read(connection, shop, after, TXN_OPS + 1)
        limit = next(
            (at for at in range(1, len(found)) if found[at].txn != found[0].txn), len(found)
        )
    return tuple(_cut(found, limit))


def _read(connection: Connection, shop: UUID, after: int, limit: int) -> list[Entry]:
    rows = connection.execute(_PAGE, {"shop": shop, "after": after, "most": limit})
    return [Entry(*row) for row in rows]


def _last_edge(found: Sequence[Entry], limit: int) -> int:
    """Where the last user action that fits into `limit` ends; 0 when the first does not."""
    return next((at for at in range(limit, 0, -1) if found[at].txn != found[at - 1].txn), 0)


def _cut(found: Sequence[Entry], limit: int) -> Sequence[Entry]:
    """Take whole user actions up to the limits of ops and bytes, one at least."""
    end, size = 0, 0
    for at, entry in enumerate(found[:limit], 1):
        size += len(entry.body.encode())
        if end and size > PULL_BYTES:
            break
        if at == len(found) or found[at].txn != entry.txn:
            end = at
    return found[:end]
