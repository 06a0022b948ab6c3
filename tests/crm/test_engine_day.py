"""A day of the shop with a CRM that fails at every turn: at the end both sides are the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.documents import Kind
from tests.crm.counter import Counter
from tests.crm.equal import hold_equal
from tests.crm.plain import PlainCrm

if TYPE_CHECKING:
    from uuid import UUID

    from intake_hub.store.engine import HubStore

SEEDS = range(12)
STEPS = 40
FAULTS = ("lost", "unsent", "garbage", "page", "429", "503", "slow")
ODDS = 0.35
_STAGES = ("diagnostics", "in_repair", "ready", "issued")


class Day:
    """One seed is one day."""

    def __init__(self, store: HubStore, seed: int) -> None:
        self._rng = random.Random(seed)
        crm = PlainCrm(has_upsert=bool(seed % 2))
        self.counter = Counter(store, crm)
        crm.trouble = self._trouble
        self._clients: list[UUID] = []
        self._orders: dict[UUID, str] = {}
        self._is_over = False

    def _trouble(self, _call: str) -> str:
        if self._is_over or self._rng.random() > ODDS:
            return ""
        return self._rng.choice(FAULTS)

    def run(self) -> None:
        """Work and fail, then let the line heal."""
        for at in range(STEPS):
            self._step(at)
            if self._rng.random() < 0.6:
                self.counter.turn()
            if self._rng.random() < 0.1:
                self.counter.new_engine()
        self._is_over = True
        self.counter.wait(1000)
        self.counter.settle()

    def _step(self, at: int) -> None:
        steps = (
            self._come,
            self._come,
            self._work,
            self._work,
            self._mend,
            self._type,
            self._merge,
        )
        self._rng.choice(steps if self._clients else steps[:1])(at)

    def _come(self, at: int) -> None:
        client = self.counter.client(f"Клиент {at}", f"+7912{at:07}", email=f"c{at}@example.org")
        self._clients.append(client)
        order = self.counter.order(client, f"A-{at:06}")
        self._orders[order] = "accepted"

    def _work(self, at: int) -> None:
        order = self._rng.choice(list(self._orders))
        to = self._rng.choice(_STAGES)
        self.counter.move(order, self._orders[order], to)
        self._orders[order] = to
        self.counter.pay(order, at * 100)

    def _mend(self, at: int) -> None:
        client = self._rng.choice(self._clients)
        self.counter.edit("client", client, "name", f"Поправлен {at}")

    def _type(self, at: int) -> None:
        remotes = sorted(self.counter.crm.tables[Kind.CLIENT], key=int)
        if remotes:
            field, value = self._rng.choice(
                [("name", f"Там {at}"), ("phone", f"+7913{at:07}"), ("email", f"t{at}@example.org")]
            )
            remote = self._rng.choice(remotes)
            self.counter.crm.edit(Kind.CLIENT, remote, {field: value})

    def _merge(self, _at: int) -> None:
        if len(self._clients) > 3:
            into, merged = self._rng.sample(self._clients, 2)
            self._clients.remove(merged)
            self.counter.merge(into, merged)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.expects_log("is stopped|does not answer")
def test_a_day_with_faults_at_every_call_ends_equal(file_store: HubStore, seed: int) -> None:
    day = Day(file_store, seed)
    day.run()
    hold_equal(day.counter)
    assert day.counter.owed() == {}
    assert day.counter.crm.calls.count("push") > 5
