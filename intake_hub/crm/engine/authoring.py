"""What is typed in a CRM, as ops of the feed: the CRM is an author like any desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import select

from intake_app.clock import moment_text
from intake_app.sync.core import hlc
from intake_app.sync.core.ops import Op, Outcome, Verb, encode
from intake_hub.crm.engine.road import system_of
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import last_n
from intake_hub.feed.push import Push
from intake_hub.store.tables import Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.engine.road import Road


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said: a new value of a field, or (without `field`) a new record."""

    txn: UUID
    entity: str
    rec: UUID
    values: tuple[tuple[str, Scalar], ...]
    field: str = ""
    base: UUID | None = None
    about: str = ""  # the neutral field it came from


@dataclass(frozen=True, slots=True)
class Said:
    """What became of it."""

    word: Word
    op: UUID
    outcome: Outcome


def new_id() -> UUID:
    """Make an id that is later than all before it."""
    return UUID(str(uuid_utils.compat.uuid7()))


def say(
    connection: Connection, road: Road, words: Sequence[Word], now_ms: int
) -> tuple[int, list[Said]]:
    """Put them into the feed, in the caller's transaction; the feed's head and what became of each.

    Raises CollidedError.
    """
    system = system_of(connection, road)
    epoch = connection.execute(select(Head.epoch).where(Head.shop == road.shop)).scalar_one()
    # A hub put back from a backup does not know how far it had counted: another life, from 0 on.
    author = Author(road.shop, system["origin"], epoch.int & 0xFFFFFF)
    first = last_n(connection, author) + 1
    ops = [_op(one, author, first + at, road, now_ms) for at, one in enumerate(words)]
    push = Push(connection, author, now_ms, 0)
    head = push.run([incoming.read(encode(op)) for op in ops])
    done = [
        Said(word, op.op_id, push.receipts[op.op_id].outcome)
        for word, op in zip(words, ops, strict=True)
    ]
    return head, done


def _op(word: Word, author: Author, n: int, road: Road, now_ms: int) -> Op:
    is_put = not word.field
    return Op(
        op_id=word.rec if is_put else new_id(),
        txn=word.txn,
        origin=author.origin,
        inc=author.inc,
        n=n,
        verb=Verb.PUT if is_put else Verb.SET,
        entity=word.entity,
        rec=word.rec,
        field=word.field,
        values=tuple(sorted(word.values)),
        base=None if is_put else word.base,
        hlc=hlc.tick(0, now_ms),
        made_at=moment_text(datetime.fromtimestamp(now_ms / 1000, UTC)),
        by_user=f"CRM {road.system}"[:100],
    )
