"""A hub that moves or is backed up takes its links to the CRM along."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_hub.crm.documents import Kind
from intake_hub.feed.checking import faults
from intake_hub.store.copying import Copying
from intake_hub.store.engine import HubStore
from tests.crm.counter import Counter, Ids
from tests.crm.equal import hold_equal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.postgres import Postgres


class Moved(Counter):
    """The same shop over the copy of its hub."""

    @override
    def add(self) -> None:
        """It is there already."""


def moved(shop: Counter, to: HubStore) -> Moved:
    Copying(shop.store, to, lambda _done, _total: None).run()
    found = Moved(to, shop.crm)
    found.now_ms, found.desk, found.ids = shop.now_ms, shop.desk, Ids(1)
    found.desk.feed, found.desk.new_id = type(shop.desk.feed)(to, lambda: found.now_ms), found.ids
    return found


def test_on_another_database_it_goes_on_where_it_was(
    shop: Counter, postgres: Postgres, tmp_path: Path
) -> None:
    order = shop.order(shop.client(phone="+79120000001"))
    refused = shop.client("Белов", "", inn="12")
    shop.settle()
    late = shop.client("Поздняя", "+79120000003")
    for to in (postgres.emptied(), f"sqlite:///{tmp_path / 'backup.db'}"):
        with closing(HubStore(to)) as store:
            there = moved(shop, store)
            assert there.owed()["client", refused] == "refused"
            assert there.remote(Kind.ORDER, order) == shop.remote(Kind.ORDER, order)
            pushes = there.crm.calls.count("push")
            there.settle()
            assert there.crm.calls.count("push") <= pushes + 1
            assert there.link(Kind.CLIENT, late) is not None
            assert len(there.crm.records(Kind.CLIENT)) == 2
            assert faults(store) == []


def test_the_feed_with_words_of_a_crm_is_whole(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    counter.crm.edit(Kind.CLIENT, counter.remote(Kind.CLIENT, client), {"name": "Там"})
    counter.settle()
    assert faults(counter.store) == []
    hold_equal(counter)
