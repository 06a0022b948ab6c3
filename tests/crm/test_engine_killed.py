"""The hub dies between every pair of steps, and nothing is lost or doubled."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.documents import Kind
from tests.crm.counter import NOW_MS, Counter
from tests.crm.equal import hold_equal
from tests.crm.fragile import Fate, FragileStore, KilledError
from tests.crm.plain import PlainCrm

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MOMENTS = 200


@pytest.fixture
def fragile(db: str) -> Iterator[FragileStore]:
    store = FragileStore(db)
    store.fate = Fate()
    store.open(NOW_MS)
    yield store
    store.close()


def busy(counter: Counter, at: int) -> None:
    """New records, edits on both sides, a delete, in every round."""
    client = counter.client(f"Клиент {at}", f"+7912{at:07}", email=f"c{at}@example.org")
    order = counter.order(client, f"A-{at:06}")
    counter.pay(order, 1000 + at)
    linked = sorted(counter.crm.tables[Kind.CLIENT], key=int)
    if linked:
        counter.crm.edit(Kind.CLIENT, linked[0], {"name": f"Исправлено {at}"})
        counter.crm.edit(Kind.CLIENT, linked[-1], {"email": f"there{at}@example.org"})


@pytest.mark.timeout(600)  # some sixty deaths, each followed by a whole recovery
def test_killed_at_every_moment_it_ends_equal(fragile: FragileStore) -> None:
    """The CRM doubles whatever is sent twice without being asked for first."""
    counter = Counter(fragile, PlainCrm(has_upsert=False))
    fate = fragile.fate
    counter.crm.moment = fate.moment
    for at in range(MOST_MOMENTS):
        busy(counter, at)
        fate.left = at
        with contextlib.suppress(KilledError):
            counter.turn()
        was_killed = fate.spare()
        counter.new_engine()
        counter.settle()
        hold_equal(counter)
        if not was_killed:
            assert at > 10
            return
    pytest.fail("it never came to the end of a turn")
