"""The feed of a shop: what goes in, in one order for all, and what comes out."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import bindparam, func, select

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire import NO_N
from intake_hub.feed import pull, sweeping
from intake_hub.feed.author import Author
from intake_hub.feed.push import NOT_RELAYED, RELAYED, Push
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
_AT_ONCE = 500
_Done = TypeVar("_Done")
_PAUSE_S = 0.05
# Asked at every call: put together once.
_END = select(Head.epoch, Head.seq, Head.durable).where(Head.shop == bindparam("shop"))
_LIFE = (
    Seen.shop == bindparam("shop"),
    Seen.origin == bindparam("origin"),
    Seen.inc == bindparam("inc"),
)
_LAST_N = select(
    *(select(func.max(Seen.n)).where(*_LIFE, of).scalar_subquery() for of in (NOT_RELAYED, RELAYED))
)


@dataclass(frozen=True, slots=True)
class End:
    """How far a feed goes, whose life it is of, and what it has of the asker."""

    epoch: UUID
    seq: int
    last_n: int = NO_N
    durable: int = 0


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
        done = self._in_turn(
            lambda connection: self._push(connection, author, run, epoch=epoch, offset_ms=offset_ms)
        )
        self._sweep(run)
        return done

    def relay(
        self, author: Author, run: Sequence[Incoming], *, epoch: UUID
    ) -> tuple[End, tuple[Receipt, ...]]:
        """Take ops of anybody that this hub had once, before it was restored.

        Raises HubRejectedError(EPOCH), UnavailableError.
        """
        done = self._in_turn(lambda connection: self._push(connection, author, run, epoch=epoch))
        self._sweep(run)
        return done

    def _sweep(self, run: Sequence[Incoming]) -> None:
        """Files go once their owner's erasure is durable; a crash in between: with the next one."""
        if any(one.op is not None and one.op.verb is Verb.ERASE for one in run):
            sweeping.sweep(self.store)

    def lacking(
        self, author: Author, ids: Sequence[UUID], *, epoch: UUID
    ) -> tuple[End, tuple[UUID, ...]]:
        """Name those of the ops that were never seen here."""
        with self.store.reading() as connection:
            end = self._end(connection, author, epoch)
            known: set[UUID] = set()
            for at in range(0, len(ids), _AT_ONCE):
                rows = select(Seen.op_id).where(
                    Seen.shop == author.shop, Seen.op_id.in_(ids[at : at + _AT_ONCE])
                )
                known.update(connection.execute(rows).scalars())
        return end, tuple(one for one in ids if one not in known)

    def _in_turn(self, work: Callable[[Connection], _Done]) -> _Done:
        for _ in range(TRIES):
            try:
                with self.store.writing() as connection:
                    return work(connection)
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
        offset_ms: int | None = None,
    ) -> tuple[End, tuple[Receipt, ...]]:
        """Without an offset it is a relay: no clock of the author is known, and nothing forks."""
        before = self._end(connection, author, epoch)
        work = Push(connection, author, self.now_ms(), offset_ms or 0, is_relay=offset_ms is None)
        seq = work.run(run)
        self.store.erasures.append(author.shop, work.erased, self.now_ms())
        receipts = tuple(work.receipts[one.op_id] for one in run)
        return replace(before, seq=seq, last_n=last_n(connection, author)), receipts

    def pull(
        self, author: Author, *, epoch: UUID | None, after: int, limit: int, chain: str = ""
    ) -> tuple[End, tuple[Entry, ...]]:
        """Read what follows a number.

        Raises HubRejectedError (EPOCH, TRIMMED, CHAIN: what stands up to `after` is not what the
        asker took in), UnavailableError.
        """
        with self.store.reading() as connection:
            end = self._end(connection, author, epoch)
            pull.refuse_other_past(connection, author.shop, after, chain)
            entries = pull.page(connection, author.shop, after, limit)
            if entries and entries[-1].seq > end.seq:  # PostgreSQL: committed since we looked
                end = replace(end, seq=entries[-1].seq)
            return end, entries

    def end(self, author: Author) -> End:
        """Look how far the feed goes. Raises UnavailableError."""
        with self.store.reading() as connection:
            return self._end(connection, author, None)

    def _end(self, connection: Connection, author: Author, epoch: UUID | None) -> End:
        head = connection.execute(_END, {"shop": author.shop}).one()
        if epoch is not None and epoch != head.epoch:
            raise refusal(Why.EPOCH, "another epoch")
        return End(head.epoch, head.seq, last_n(connection, author), head.durable)

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
    """Read the highest number taken from one life of a workstation, whoever brought it."""
    who = {"shop": author.shop, "origin": author.origin, "inc": author.inc}
    found = connection.execute(_LAST_N, who).one()
    return max((n for n in found if n is not None), default=NO_N)
