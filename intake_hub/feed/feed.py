"""The feed of a shop: what goes in, in one order for all, and what comes out."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.ops import Outcome
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire import NO_N
from intake_hub.feed import pull
from intake_hub.feed.author import Author
from intake_hub.feed.push import NOT_RELAYED, Push
from intake_hub.store.engine import CollidedError
from intake_hub.store.tables import Head, Held, Seen, Shop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.standing import Receipt
    from intake_hub.feed.incoming import Incoming
    from intake_hub.feed.pull import Entry
    from intake_hub.store.engine import HubStore

TRIES = 12
_PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class End:
    """How far a feed goes, whose life it is of, and what it has of the asker."""

    epoch: UUID
    seq: int
    last_n: int = NO_N


@dataclass(frozen=True, slots=True)
class Feed:
    """Each method is one transaction; a collision with another one is tried again."""

    store: HubStore
    now_ms: Callable[[], int]

    def push(
        self, author: Author, run: Sequence[Incoming], *, epoch: UUID | None, offset_ms: int = 0
    ) -> tuple[End, tuple[Receipt, ...]]:
        """Take ops; the same ones again give the stored result.

        Raises HubRejectedError (EPOCH, FORK), UnavailableError.
        """
        for _ in range(TRIES):
            try:
                with self.store.writing() as connection:
                    return self._push(connection, author, run, epoch=epoch, offset_ms=offset_ms)
            except CollidedError:
                threading.Event().wait(random.random() * _PAUSE_S)  # noqa: S311 - no secret
        raise UnavailableError(Problem.STORE_BUSY, "collisions")

    def _push(
        self,
        connection: Connection,
        author: Author,
        run: Sequence[Incoming],
        *,
        epoch: UUID | None,
        offset_ms: int,
    ) -> tuple[End, tuple[Receipt, ...]]:
        before = self._end(connection, author, epoch)
        work = Push(connection, author, self.now_ms(), offset_ms)
        seq = work.run(run)
        receipts = tuple(work.receipts[one.op_id] for one in run)
        return End(before.epoch, seq, last_n(connection, author)), receipts

    def pull(
        self, author: Author, *, epoch: UUID | None, after: int, limit: int
    ) -> tuple[End, tuple[Entry, ...]]:
        """Read what follows a number. Raises HubRejectedError(EPOCH), UnavailableError."""
        with self.store.reading() as connection:
            entries = pull.page(connection, author.shop, after, limit)
            return self._end(connection, author, epoch), entries

    def end(self, author: Author) -> End:
        """Look how far the feed goes. Raises UnavailableError."""
        with self.store.reading() as connection:
            return self._end(connection, author, None)

    def _end(self, connection: Connection, author: Author, epoch: UUID | None) -> End:
        head = connection.execute(
            select(Head.epoch, Head.seq).where(Head.shop == author.shop)
        ).one()
        if epoch is not None and epoch != head.epoch:
            raise refusal(Why.EPOCH, "another epoch")
        return End(head.epoch, head.seq, last_n(connection, author))

    def release_unknown(self) -> None:
        """After an update: try again what was parked because this hub did not know its kind."""
        with self.store.reading() as connection:
            shops = connection.execute(select(Shop.id)).scalars().all()
        for shop in shops:
            with self.store.writing() as connection:
                waiting = select(Held.txn).where(
                    Held.shop == shop,
                    Held.outcome == Outcome.PARKED.value,
                    Held.waits_for.is_(None),
                )
                txns = connection.execute(waiting.distinct()).scalars().all()
                if txns:
                    Push(connection, Author(shop, shop), self.now_ms(), 0).release(txns)


def last_n(connection: Connection, author: Author) -> int:
    """Read the highest number taken from one life of a workstation."""
    found = connection.execute(
        select(func.max(Seen.n)).where(
            Seen.shop == author.shop,
            Seen.origin == author.origin,
            Seen.inc == author.inc,
            NOT_RELAYED,
        )
    ).scalar()
    return NO_N if found is None else found
