"""R1–R3: records to a CRM, by the engine and by the bare calls of the same adapter.

The CRM is a fake Odoo on loopback that answers at once, so what is left is ours; a real one takes
some hundred milliseconds for a batch. The engine's pauses between calls are left out.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal, runs
from intake_hub.app import now_ms
from intake_hub.crm.adapter import Stored
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.engine import Engine, World
from intake_hub.crm.odoo.adapter import usual_map
from intake_hub.store.engine import HubStore
from tests.crm.contract import a_client, now
from tests.crm.counter import Counter
from tests.crm.fake_odoo import ADMINISTRATOR, FakeOdoo
from tests.crm.odoo_rpc import Rpc
from tests.crm.plain import PlainCrm
from tests.crm.test_odoo import ready, stand_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.documents import Document

_BATCH = 50
_RUNS = runs(12)
_BARE = "the bare calls of the same adapter"


def measure() -> Sequence[Figure]:
    """Send batches by the engine and by hand in turn."""
    fake = FakeOdoo((19, 0))
    person = Rpc(fake.url, *ADMINISTRATOR.split(":"))
    with tempfile.TemporaryDirectory() as folder, closing(fake), closing(person):
        ready(fake)
        stand = stand_on(fake, person)
        store = HubStore(f"sqlite:///{Path(folder) / 'hub.db'}")
        with closing(store), closing(stand.adapter()) as ours, closing(stand.adapter()) as bare:
            store.open(now_ms())
            return tuple(_figures(Shop(store, ours), bare))


class Shop:
    """A counter and the engine that works for it."""

    def __init__(self, store: HubStore, adapter: CrmAdapter) -> None:
        self.counter = Counter(store, PlainCrm())
        world = World(now_ms, time.monotonic, lambda _s: True, lambda: True)
        self.engine = Engine(store, self.counter.road, adapter, usual_map(), world)
        self._clients: list[UUID] = []
        self._number = 0

    def make(self) -> None:
        """A batch of new clients, without numbers that could be somebody's."""
        values = {"created_at": self.counter.at(), "kind": "person", "archived": False}
        for _ in range(_BATCH):
            self._number += 1
            found = self.counter.desk.put("client", {**values, "name": f"Клиент {self._number}"})
            self._clients.append(found.rec)
        self.counter.desk.push()

    def change(self) -> None:
        """Another name for each of the last batch."""
        for client in self._clients[-_BATCH:]:
            self._number += 1
            self.counter.desk.edit("client", client, "name", f"Клиент {self._number}")
        self.counter.desk.push()

    def change_one(self) -> None:
        """Another name for one."""
        self._number += 1
        self.counter.desk.edit("client", self._clients[-1], "name", f"Клиент {self._number}")
        self.counter.desk.push()

    def send(self) -> None:
        """Let the engine do all that is due."""
        self.engine.turn()


def _figures(shop: Shop, bare: CrmAdapter) -> Iterator[Figure]:
    first, again, late = list[float](), list[float](), list[float]()
    first_bare, again_bare, late_bare = list[float](), list[float](), list[float]()
    for at in range(_RUNS + 1):
        clients = [a_client(phone=None, email=None) for _ in range(_BATCH)]
        first_bare.append(_timed(lambda on=clients: _push(bare, on)))
        remotes = _push(bare, clients)
        changed = [
            now(one, remote, name=f"Имя {at}") for one, remote in zip(clients, remotes, strict=True)
        ]
        again_bare.append(_timed(lambda on=changed: _push(bare, on)))
        last = [now(changed[-1], remotes[-1], name=f"Последнее {at}")]
        late_bare.append(_timed(lambda on=last: _push(bare, on)))
        for prepare, times in ((shop.make, first), (shop.change, again), (shop.change_one, late)):
            prepare()
            times.append(_timed(shop.send))
    yield _told("R1", f"first transfer of {_BATCH} clients", 12, first_bare[1:], first[1:])
    yield _told("R2", f"{_BATCH} changed clients", 12, again_bare[1:], again[1:])
    yield _told("R3", "one change, from the feed into the CRM", 10, late_bare[1:], late[1:], 1)


def _told(  # noqa: PLR0913, PLR0917 - one row of the table
    row: str, what: str, ratio: float, bare: list[float], ours: list[float], size: int = _BATCH
) -> Figure:
    figure = Goal(row, what, _BARE, ratio).judged(bare, ours)
    per_s = size * 1000 / figure.ours_ms
    return replace(figure, note=f"{figure.note}, {per_s:.0f} records/s")


def _push(adapter: CrmAdapter, clients: Sequence[Document]) -> list[str]:
    done = adapter.push(Kind.CLIENT, clients)
    return [one.remote for one in done if isinstance(one, Stored)]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
