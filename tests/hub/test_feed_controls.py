"""PostgreSQL under eight writers: the feed misses nothing, and three naive cursors do.

The naive ones are the control: were they to miss nothing, this stress would prove nothing.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import TYPE_CHECKING, LiteralString, NamedTuple

import pytest
from sqlalchemy import select

from intake_app.sync.core.ops import encode
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.feed import checking, incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Shop
from tests.rigs.shopwork import intake

if TYPE_CHECKING:
    import psycopg

    from tests.rigs.postgres import Postgres

WRITERS = 8
SECONDS = float(os.environ.get("FEED_SECONDS", "3"))
_ROLLED_BACK = 0.1
_MADE = (
    "CREATE TABLE naive (seq bigserial PRIMARY KEY, ts timestamptz NOT NULL DEFAULT now(),"
    " xid xid8 NOT NULL DEFAULT pg_current_xact_id(), mark bigint NOT NULL)"
)


class Cursor(NamedTuple):
    """How somebody might follow a table: what comes next, and where he stands then."""

    query: LiteralString
    start: object
    prefetches: bool = False  # ids are taken long before the row is written, as some ORMs do


CURSORS = {
    "seq": Cursor("SELECT seq, mark FROM naive WHERE seq > %s ORDER BY seq", 0),
    "time": Cursor("SELECT ts, mark FROM naive WHERE ts > %s ORDER BY ts", "-infinity"),
    "seq below the horizon": Cursor(
        "SELECT seq, mark FROM naive WHERE seq > %s"
        " AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY seq",
        0,
        prefetches=True,
    ),
}


def _write(database: str, postgres: Postgres, seed: int, cursor: Cursor, ends: float) -> list[int]:
    """Short transactions with a pause in them, some rolled back; returns the marks committed."""
    rolls, done = random.Random(seed), list[int]()
    with postgres.connection(database) as connection:
        while time.monotonic() < ends:
            mark = rolls.getrandbits(60)
            early = cursor.prefetches and rolls.random() < 0.3
            number = _prefetched(connection) if early else None
            pause = rolls.random() * 0.02
            with connection.transaction(force_rollback=rolls.random() < _ROLLED_BACK) as block:
                _insert(connection, mark, number)
                connection.execute("SELECT pg_sleep(%s)", (pause,))
            if not block.force_rollback:
                done.append(mark)
    return done


def _prefetched(connection: psycopg.Connection[tuple[object, ...]]) -> object:
    row = connection.execute("SELECT nextval('naive_seq_seq'), pg_sleep(0.01)").fetchone()
    assert row is not None
    return row[0]


def _insert(connection: psycopg.Connection[tuple[object, ...]], mark: int, number: object) -> None:
    if number is None:
        connection.execute("INSERT INTO naive(mark) VALUES (%s)", (mark,))
    else:
        connection.execute("INSERT INTO naive(seq, mark) VALUES (%s, %s)", (number, mark))


def _follow(database: str, postgres: Postgres, cursor: Cursor, over: Event) -> list[int]:
    seen, place, is_last = list[int](), cursor.start, False
    with postgres.connection(database) as connection:
        while True:
            for row in connection.execute(cursor.query, (place,)):
                place = row[0]
                assert isinstance(row[1], int)
                seen.append(row[1])
            if is_last:
                return seen
            is_last = over.wait(0.001)


@pytest.mark.parametrize("name", CURSORS)
def test_a_naive_cursor_misses_what_was_committed(name: str, postgres: Postgres) -> None:
    database, cursor, over = postgres.new_database().rpartition("/")[2], CURSORS[name], Event()
    with postgres.connection(database) as connection:
        connection.execute(_MADE)
    ends = time.monotonic() + SECONDS
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        following = threads.submit(_follow, database, postgres, cursor, over)
        writing = [
            threads.submit(_write, database, postgres, seed, cursor, ends)
            for seed in range(WRITERS)
        ]
        made = {mark for job in writing for mark in job.result(60)}
        over.set()
        seen = set(following.result(30))
    assert made - seen, f"{len(made)} committed, none missed: the stress is too weak"


def _push(feed: Feed, author: Author, start: Barrier, ends: float) -> list[object]:
    desk, made = MemoryReplica(author.origin), list[object]()
    start.wait(10)
    while time.monotonic() < ends:
        run = [incoming.read(encode(op)) for op in intake(desk)]
        feed.push(author, run, epoch=None)
        made += [one.op_id for one in run]
    return made


def test_the_feed_misses_nothing_has_no_gap_and_doubles_nothing(postgres: Postgres) -> None:
    store, over = HubStore(postgres.new_database()), Event()
    store.open(1)
    feed = Feed(store, lambda: 1)
    with store.reading() as connection:
        shop = connection.execute(select(Shop.id)).scalar_one()
    start, ends = Barrier(WRITERS), time.monotonic() + SECONDS
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        following = threads.submit(_pull, feed, Author(shop, shop), over)
        authors = [Author(shop, MemoryReplica().origin) for _ in range(WRITERS)]
        writing = [threads.submit(_push, feed, author, start, ends) for author in authors]
        made = [op_id for job in writing for op_id in job.result(60)]
        over.set()
        seen = following.result(30)
    faults = checking.faults(store)
    store.close()
    assert [seq for seq, _ in seen] == list(range(1, len(made) + 1))
    assert Counter(op_id for _, op_id in seen) == Counter(made)
    assert faults == []


def _pull(feed: Feed, author: Author, over: Event) -> list[tuple[int, object]]:
    seen, is_last = list[tuple[int, object]](), False
    while True:
        after = seen[-1][0] if seen else 0
        _, entries = feed.pull(author, epoch=None, after=after, limit=100)
        seen += [(one.seq, incoming.reread(one.body).op_id) for one in entries]
        if is_last and not entries:
            return seen
        is_last = over.wait(0.001)
