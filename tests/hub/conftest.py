"""Every test of the hub that asks for `store` or `db` runs on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from intake_app.sync.core.ops import FeedOp, Op, Outcome, decode, encode
from intake_app.sync.core.reading import parse
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Shop
from tests.rigs.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from uuid import UUID

    from intake_app.sync.core.standing import Receipt

NOW_MS = 1_767_261_600_000


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.emptied()


@pytest.fixture
def store(db: str) -> Generator[HubStore]:
    opened = HubStore(db)
    opened.open(NOW_MS)
    yield opened
    opened.close()


class Desk(MemoryReplica):
    """A workstation that speaks to the feed directly."""

    def __init__(self, feed: Feed, shop: UUID) -> None:
        super().__init__()
        self.feed = feed
        self.shop = shop

    def push(self, *ops: Op) -> list[Receipt]:
        """Hand over these ops, or all that are unsent."""
        run = [incoming.read(encode(op)) for op in ops or tuple(self.fresh.values())]
        _, receipts = self.feed.push(Author(self.shop, self.origin, self.inc), run, epoch=None)
        self.acknowledge(receipts)
        return list(receipts)

    def pull(self, limit: int = 500) -> list[FeedOp]:
        """Fetch and apply everything that follows the cursor."""
        found: list[FeedOp] = []
        while True:
            end, entries = self.feed.pull(
                Author(self.shop, self.origin, self.inc),
                epoch=None,
                after=self.cursor,
                limit=limit,
            )
            if not entries:
                return found
            page = [
                FeedOp(one.seq, Outcome(one.outcome), decode(parse(one.body))) for one in entries
            ]
            self.apply(page, epoch=end.epoch)
            found += page


@pytest.fixture
def feed(store: HubStore) -> Feed:
    return Feed(store, lambda: NOW_MS)


@pytest.fixture
def new_desk(store: HubStore, feed: Feed) -> Callable[[], Desk]:
    with store.reading() as connection:
        shop = connection.execute(select(Shop.id)).scalar_one()
    return lambda: Desk(feed, shop)


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()
