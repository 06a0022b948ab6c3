"""The thread of the exchange against the real hub, over a line that fails."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from intake_app.clock import utc_now
from intake_app.sync.client import HubClient
from intake_app.sync.core.status import Offline, Stuck, StuckWhy, Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.line import Patience
from intake_app.sync.membership import kept
from intake_app.sync.secrets import FileSecrets
from intake_hub.feed import checking
from intake_hub.stations import Stations
from tests.rigs.hub import HubProcess, HubThread, Line
from tests.rigs.shopwork import intake, new_client
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

QUICK = Patience(connect_s=1, stall_s=16, total_s=20)


@pytest.fixture
def db(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def hub(db: str) -> Generator[HubThread]:
    running = HubThread(db)
    yield running
    running.close()


@pytest.fixture
def line(hub: HubThread) -> Generator[Line]:
    laid = Line(hub.port)
    yield laid
    laid.close()


def ignore(_status: object) -> None:
    pass


@contextmanager
def driving(
    desk: MemoryReplica, url: str, code: str, folder: Path, patience: Patience = QUICK
) -> Generator[SyncDriver]:
    secrets = FileSecrets(folder / f"{desk.origin}.json")
    enrol(url, code, "desk", origin=desk.origin, secrets=secrets)
    member = kept(secrets, desk.origin)
    assert member is not None
    driver = SyncDriver(
        desk,
        lambda: HubClient(url, member.token, signer=member.signer, patience=patience),
        ignore,
        now=utc_now,
        roll=lambda: 0.1,
    )
    driver.start()
    try:
        yield driver
    finally:
        driver.stop()


def in_step(driver: SyncDriver) -> bool:
    return isinstance(driver.status, Synced)


def test_two_desks_see_each_other_a_moment_later(hub: HubThread, tmp_path: Path) -> None:
    front, back = MemoryReplica(), MemoryReplica()
    with (
        driving(front, hub.url, hub.code(), tmp_path) as one,
        driving(back, hub.url, hub.code(), tmp_path) as two,
    ):
        assert isinstance(one.settled(5), Synced)
        assert isinstance(two.settled(5), Synced)
        intake(front)
        one.wake()
        until(lambda: back.cursor == 4 and in_step(one), "the intake appears", within_s=3)
        assert (front.prefix, back.prefix) == ("A", "B")
        assert front.confirmed == back.confirmed
        assert back.counts() == {"client": 1, "device": 1, "order": 1, "payment": 1}


def test_lost_replies_double_nothing(hub: HubThread, line: Line, tmp_path: Path) -> None:
    desk = MemoryReplica()
    with driving(desk, line.url, hub.code(), tmp_path) as driver:
        assert isinstance(driver.settled(5), Synced)
        for _ in range(3):
            line.replies_to_lose = 2
            intake(desk)
            driver.wake()
            until(lambda: in_step(driver) and not desk.fresh, "overcome", within_s=15)
    assert line.replies_lost == 6
    assert desk.cursor == len(set(desk.applied)) == 12
    assert checking.faults(hub.store) == []


def test_with_the_cable_out_work_goes_on_and_says_so(
    hub: HubThread, line: Line, tmp_path: Path
) -> None:
    desk = MemoryReplica()
    with driving(desk, line.url, hub.code(), tmp_path) as driver:
        assert isinstance(driver.settled(5), Synced)
        line.pull_out()
        until(lambda: isinstance(driver.status, Offline), "told")
        intake(desk)
        driver.wake()
        until(lambda: getattr(driver.status, "pending", 0) == 4, "the queue is told")
        line.plug_in()
        driver.hurry()
        until(lambda: in_step(driver) and desk.cursor == 4, "in step again")


def test_a_line_that_stalls_is_given_up(hub: HubThread, line: Line, tmp_path: Path) -> None:
    desk = MemoryReplica()
    hasty = Patience(connect_s=0.3, stall_s=0.3, total_s=1)
    with driving(desk, line.url, hub.code(), tmp_path, hasty) as driver:
        line.is_stalled = True
        new_client(desk)
        driver.wake()
        until(lambda: isinstance(driver.status, Offline), "told")
        line.is_stalled = False
        driver.hurry()
        until(lambda: not desk.fresh and desk.cursor == 1, "sent")


def test_a_revoked_desk_is_told_at_once(hub: HubThread, tmp_path: Path) -> None:
    desk = MemoryReplica()
    with driving(desk, hub.url, hub.code(), tmp_path) as driver:
        assert isinstance(driver.settled(5), Synced)
        Stations(hub.store, lambda: 1).revoke("desk")
        new_client(desk)
        driver.wake()
        until(lambda: isinstance(driver.status, Stuck), "told")
        assert driver.status == Stuck(StuckWhy.REVOKED, 1, "2026-01-01T10:00:00Z")


def test_a_hub_killed_at_any_moment_loses_and_doubles_nothing(db: str, tmp_path: Path) -> None:
    hub = HubProcess(db)
    desk = MemoryReplica()
    try:
        with driving(desk, hub.url, hub.code(), tmp_path) as driver:
            for _ in range(3):
                for _ in range(5):
                    intake(desk)
                    driver.wake()
                hub.kill()
                hub.start()
                driver.hurry()
            until(lambda: in_step(driver) and not desk.fresh, "in step", within_s=20)
        assert desk.cursor == len(set(desk.applied)) == 60
        assert hub.command("check") == ""
    finally:
        hub.close()
