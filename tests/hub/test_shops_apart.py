"""Several shops on one PostgreSQL do not wait for one another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import select

from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.access import shops
from intake_hub.app import now_ms
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Head
from tests.rigs.shopwork import intake
from tests.rigs.stations import signed

if TYPE_CHECKING:
    from uuid import UUID

    from tests.rigs.postgres import Postgres


def push(feed: Feed, shop: UUID) -> int:
    desk = MemoryReplica()
    run = [incoming.read(one) for one in signed(intake(desk))]
    return feed.push(Author(shop, desk.origin), run, epoch=None)[0].seq


def test_a_stalled_push_of_one_shop_delays_no_other(postgres: Postgres) -> None:
    with closing(HubStore(postgres.new_database())) as store, ThreadPoolExecutor(1) as thread:
        store.open(now_ms())
        (first, _), second = shops.names(store)[0], shops.add(store, "Second", now_ms())
        feed = Feed(store, now_ms)
        with store.writing() as stalled:
            stalled.execute(select(Head.seq).where(Head.shop == first).with_for_update()).one()
            waiting = thread.submit(push, feed, first)
            assert [push(feed, second) for _ in range(3)] == [4, 8, 12]
            assert not waiting.done()
        assert waiting.result(10) == 4
