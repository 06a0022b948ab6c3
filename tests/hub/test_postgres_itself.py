"""What PostgreSQL does by itself: rows that grow by their updates, and a change of its version."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from intake_hub.feed import checking
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Shop
from tests.hub.conftest import NOW_MS, Desk
from tests.rigs.postgres import Postgres, program
from tests.rigs.shopwork import intake
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

PUSHES = 80
PAGES = 4
_PAGE_BYTES = 8192
_ALL_HOT = (
    "SELECT n_tup_upd >= %s AND n_tup_hot_upd >= 0.9 * n_tup_upd FROM pg_stat_user_tables"
    " WHERE relname = 'hub_head'"
)
_SIZE = "SELECT pg_relation_size('hub_head')"
_LONG = "SELECT pg_current_xact_id(), count(*) FROM hub_head"


@pytest.fixture
def newer() -> Generator[Postgres]:
    server = Postgres()
    yield server
    server.close()


def opened(db: str) -> HubStore:
    store = HubStore(db)
    store.open(NOW_MS)
    return store


def new_desk(store: HubStore) -> Desk:
    with store.reading() as connection:
        shop = connection.execute(select(Shop.id)).scalar_one()
    return Desk(Feed(store, lambda: NOW_MS), shop)


def asker(desk: Desk) -> Author:
    return Author(desk.shop, desk.origin, desk.inc)


def busy(desk: Desk) -> None:
    for _ in range(PUSHES):
        intake(desk)
        desk.push()


def size(postgres: Postgres, database: str) -> int:
    with postgres.connection(database) as connection:
        row = connection.execute(_SIZE).fetchone()
    assert row is not None
    assert isinstance(row[0], int)
    return row[0]


def plain(db: str) -> str:
    """The address as PostgreSQL's own programs read it."""
    return db.replace("+psycopg", "")


def test_the_row_that_every_push_locks_stays_small(postgres: Postgres) -> None:
    """Its old versions go by themselves, without the vacuum, once nobody can see them any more."""
    db = postgres.new_database()
    database, store = db.rpartition("/")[2], opened(db)
    desk = new_desk(store)
    with postgres.connection(database) as connection:
        connection.execute("ALTER TABLE hub_head SET (autovacuum_enabled = false)")
    busy(desk)
    assert size(postgres, database) <= PAGES * _PAGE_BYTES
    with postgres.connection(database) as forgotten, forgotten.transaction():
        forgotten.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        forgotten.execute(_LONG)
        busy(desk)
    grown = size(postgres, database)
    busy(desk)
    assert size(postgres, database) == grown
    store.close()  # what its connections did is counted once they end
    with postgres.connection(database) as connection:
        until(
            lambda: connection.execute(_ALL_HOT, (3 * PUSHES,)).fetchone() == (True,),
            "no update touches an index",
        )


def test_a_dump_goes_on_in_another_server(postgres: Postgres, newer: Postgres) -> None:
    """As from one major version to the next: the same epoch, the same chain, every number."""
    db, new = postgres.new_database(), newer.new_database()
    store = opened(db)
    desk, other = new_desk(store), new_desk(store)
    intake(desk)
    desk.push()
    seen = other.pull()
    intake(desk)
    desk.push()
    end, entries = other.feed.pull(asker(other), epoch=None, after=0, limit=4)
    store.close()
    dumped = subprocess.run([program("pg_dump"), plain(db)], check=True, capture_output=True).stdout
    subprocess.run(
        [program("psql"), "-q", "-v", "ON_ERROR_STOP=1", plain(new)],
        input=dumped,
        check=True,
        capture_output=True,
    )
    moved = opened(new)
    for one in (desk, other):
        one.feed = Feed(moved, lambda: NOW_MS)
    chain = entries[-1].chain.hex()
    _, rest = other.feed.pull(asker(other), epoch=end.epoch, after=4, limit=9, chain=chain)
    assert len(rest) == 4
    seen += other.pull()
    intake(desk)
    assert [receipt.seq for receipt in desk.push()] == [9, 10, 11, 12]
    seen += other.pull()
    assert [one.seq for one in seen] == list(range(1, 13))
    assert checking.faults(moved) == []
    moved.close()
