"""Real stores and the real hub: restored from a copy, taken in as a whole, compared at night."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services.shop import Shop
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.membership import Membership, kept
from intake_app.sync.secrets import FileSecrets
from intake_hub.app import now_ms
from intake_hub.feed import checking
from intake_hub.feed.keeping import LogKeeping
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.replica import Replica


@pytest.fixture
def hub(tmp_path: Path) -> Generator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@contextmanager
def opened(folder: Path) -> Generator[Shop]:
    shop = Shop(Settings(data=folder), utc_now)
    shop.open()
    try:
        yield shop
    finally:
        shop.close()


def ignore(_status: object) -> None:
    pass


@contextmanager
def driving(replica: Replica, url: str, member: Membership) -> Generator[SyncDriver]:
    driver = SyncDriver(
        replica, lambda: member.client(url), ignore, now=utc_now, roll=lambda: 0.1
    )
    driver.start()
    try:
        yield driver
    finally:
        driver.stop()


def join(hub: HubThread, replica: StoreReplica, folder: Path) -> Membership:
    secrets, origin = FileSecrets(folder / "secrets.json"), replica.standing().origin
    reply = enrol(hub.url, hub.code(), "desk", origin=origin, secrets=secrets)
    replica.grant(reply.inc, reply.prefix)
    member = kept(secrets, origin)
    assert member is not None
    return member


def in_step(driver: SyncDriver, replica: Replica) -> bool:
    return isinstance(driver.status, Synced) and not replica.standing().pending


def counted(replica: Replica) -> dict[str, int]:
    return {name: count for name, count in replica.counts().items() if count}


def test_a_hub_put_back_to_an_older_copy_has_everything_again(
    tmp_path: Path, hub: HubThread
) -> None:
    with opened(tmp_path / "a") as first, opened(tmp_path / "b") as second:
        one, two = first.services.replica, second.services.replica
        tokens = join(hub, one, tmp_path / "a"), join(hub, two, tmp_path / "b")
        copy = tmp_path / "copy.db"
        _copy(tmp_path / "hub.db", copy)
        first.services.intakes.receive(INTAKE)
        with driving(one, hub.url, tokens[0]) as a, driving(two, hub.url, tokens[1]) as b:
            until(lambda: in_step(a, one) and in_step(b, two), "in step", within_s=10)
            until(lambda: two.counts() == one.counts(), "seen at the other desk", within_s=10)
        hub.close()
        shutil.copy(copy, tmp_path / "hub.db")
        for tail in ("-wal", "-shm"):
            (tmp_path / f"hub.db{tail}").unlink(missing_ok=True)
        back = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
        try:
            LogKeeping(back.store, now_ms).restored()
            second.services.intakes.receive(INTAKE)
            # The author stays away: the other desk gives back what it had pulled.
            with driving(two, back.url, tokens[1]) as b:
                until(lambda: in_step(b, two), "in step with the restored hub", within_s=15)
            with driving(one, back.url, tokens[0]) as a:
                until(lambda: in_step(a, one), "the author as well", within_s=15)
            assert checking.faults(back.store) == []
            assert counted(one) == counted(two)
            assert counted(one)["order"] == 2
        finally:
            back.close()


def _copy(source: Path, target: Path) -> None:
    connection = dbapi2.connect(str(source))
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.close()
