"""The workers of a serving hub die and are waited for, and what is left is done by the next."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from typing_extensions import override

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.secrets import FileSecrets
from intake_hub.app import now_ms
from intake_hub.crm import offers
from intake_hub.crm.documents import Kind
from intake_hub.crm.running import Running
from intake_hub.crm.systems import Systems
from intake_hub.store.crm_tables import CrmSystem
from intake_hub.store.engine import HubStore
from tests.crm.counter import NOW_MS
from tests.crm.plain import STANDING, PlainCrm
from tests.crm.test_systems import ADDRESS, ASKED, NAME, PLAIN, Till, shop_of
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from sqlalchemy import Connection


class AwayStore(HubStore):
    """The shipped store, whose database does not answer for a while."""

    is_away = False

    @contextmanager
    @override
    def reading(self) -> Generator[Connection]:
        if self.is_away:
            raise UnavailableError(Problem.STORE_BUSY, "away")
        with super().reading() as connection:
            yield connection


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlainCrm]:
    monkeypatch.setattr(offers, "OFFERS", (*offers.OFFERS, PLAIN))
    STANDING[ADDRESS] = PlainCrm()
    yield STANDING[ADDRESS]
    del STANDING[ADDRESS]


@pytest.fixture
def store(tmp_path: Path) -> Generator[AwayStore]:
    opened = AwayStore(f"sqlite:///{tmp_path / 'hub.db'}")
    opened.open(NOW_MS)
    yield opened
    opened.close()


@pytest.fixture
def systems(store: AwayStore, tmp_path: Path, crm: PlainCrm) -> Systems:
    made = Systems(store, now_ms, FileSecrets(tmp_path / "secrets.json"))
    made.add(shop_of(store), ASKED)
    made.start(shop_of(store), NAME)
    return made


@pytest.fixture
def workers(systems: Systems) -> Generator[Running]:
    begun = Running(systems, lambda _shop, _head: None, look_s=0.1)
    systems.heard.append(begun.wake)
    begun.start()
    yield begun
    begun.stop()


def change(store: HubStore, **values: object) -> None:
    with store.writing() as connection:
        connection.execute(update(CrmSystem).values(**values))


def at_work() -> bool:
    return any(one.name == f"crm-{NAME}" for one in threading.enumerate())


def arrives(crm: PlainCrm, count: int) -> None:
    until(lambda: len(crm.records(Kind.CLIENT)) == count, f"{count} clients have arrived")


@pytest.mark.expects_log("cannot be reached")
def test_an_address_that_is_none_is_waited_out(
    store: AwayStore, crm: PlainCrm, workers: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """As a row that another version of the hub has written."""
    till = Till(store)
    till.client()
    arrives(crm, 1)
    change(store, adapter="tryton", address="http://far.test")
    workers.wake()
    until(lambda: "cannot be reached" in caplog.text, "it is told")
    till.client("Белов", "+79120000001")
    change(store, adapter="plain", address=ADDRESS)
    workers.wake()
    arrives(crm, 2)


@pytest.mark.expects_log("CRM")
def test_a_store_that_does_not_answer_is_waited_for(
    store: AwayStore, crm: PlainCrm, workers: Running, caplog: pytest.LogCaptureFixture
) -> None:
    till = Till(store)
    till.client()
    arrives(crm, 1)
    store.is_away = True
    workers.wake()
    until(lambda: "waits: store_busy" in caplog.text, "the worker waits")
    until(lambda: "cannot be looked after" in caplog.text, "who looks after it waits")
    store.is_away = False
    till.client("Белов", "+79120000001")
    arrives(crm, 2)


def test_one_removed_behind_its_back_ends_and_may_come_again(
    store: AwayStore, systems: Systems, crm: PlainCrm, workers: Running
) -> None:
    """Another program took it out; the thread ends by itself."""
    till = Till(store)
    till.client()
    arrives(crm, 1)
    replace(systems, heard=[]).remove(shop_of(store), NAME)
    until(lambda: not at_work(), "its worker has ended")
    systems.add(shop_of(store), replace(ASKED, name="Вторая"))
    systems.start(shop_of(store), "Вторая")
    till.client("Белов", "+79120000001")
    arrives(crm, 2)


def test_after_the_end_nobody_works_any_more(
    store: AwayStore, crm: PlainCrm, workers: Running
) -> None:
    Till(store).client()
    arrives(crm, 1)
    workers.stop()
    assert not at_work()
