"""The thread of the exchange, against a hub in memory."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.status import NeedsAttention, Off, Offline, Stuck, StuckWhy, Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.fake import FakeCalls, FakeHub, Fault
from intake_app.sync.fake_replica import MemoryReplica
from tests.rigs.shopwork import intake, new_client
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from intake_app.sync.core.ops import FeedOp, Op
    from intake_app.sync.core.standing import Standing
    from intake_app.sync.core.status import SyncStatus


def no_jitter() -> float:
    return 0.0


@contextmanager
def driving(replica: MemoryReplica, calls: FakeCalls) -> Generator[SyncDriver]:
    told: list[SyncStatus] = []
    driver = SyncDriver(replica, lambda: calls, told.append, now=utc_now, roll=no_jitter)
    driver.start()
    try:
        yield driver
    finally:
        driver.stop()
        assert told[-1] == driver.status


def in_step(driver: SyncDriver) -> bool:
    return isinstance(driver.status, Synced)


def test_what_waits_is_sent_and_comes_back_through_the_feed() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    ops = intake(desk)
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
    assert [one.op for one in hub.feed] == ops
    assert desk.applied == [op.op_id for op in ops]
    assert driver.status == Off()


def test_a_commit_is_sent_without_waiting_for_the_timer() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
        new_client(desk)
        driver.wake()
        until(lambda: hub.feed and in_step(driver), "the change is at the hub")


def test_what_another_desk_did_appears_by_itself() -> None:
    hub, desk, other = FakeHub(), MemoryReplica(), MemoryReplica()
    client = new_client(other)
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
        with driving(other, FakeCalls(hub)):
            until(lambda: desk.shown(client.rec, "name"), "the client appears")


@pytest.mark.parametrize("road", range(4))
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.REPLY_LOST, Fault.TROUBLE, Fault.BUSY])
def test_a_failed_call_is_made_again_and_nothing_is_doubled(fault: Fault, road: int) -> None:
    hub, desk = FakeHub(), MemoryReplica()
    calls = FakeCalls(hub, [*[Fault.TWICE] * road, fault, fault])
    ops = intake(desk)
    with driving(desk, calls) as driver:
        until(lambda: in_step(driver) and hub.feed, f"{fault} is overcome")
    assert [one.op for one in hub.feed] == ops
    assert desk.applied == [op.op_id for op in ops]


def test_an_old_answer_served_again_is_noticed() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    intake(desk)
    calls = FakeCalls(hub)
    with driving(desk, calls) as driver:
        until(lambda: in_step(driver) and desk.cursor == 4, "in step")
        calls.faults.extend([Fault.REPEATED] * 3)
        new_client(desk)
        driver.wake()
        until(lambda: in_step(driver) and desk.cursor == 5, "in step again")
    assert len(desk.applied) == len(set(desk.applied)) == 5


def test_a_poison_record_needs_attention_and_blocks_nothing() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    bad, good = new_client(desk), new_client(desk)
    hub.poison.add(bad.op_id)
    with driving(desk, FakeCalls(hub)) as driver:
        until(lambda: driver.status == NeedsAttention(1, 0), "told")
    assert [one.op for one in hub.feed] == [good]


def test_records_put_aside_earlier_do_not_end_the_exchange_early() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    desk.quarantined[new_client(MemoryReplica()).op_id] = "old"
    ops = intake(desk)
    with driving(desk, FakeCalls(hub, [Fault.TWICE, Fault.BUSY])) as driver:
        assert driver.settled(5) == NeedsAttention(1, 0)
        assert [one.op for one in hub.feed] == ops


def test_a_record_that_cannot_travel_is_put_aside_and_the_rest_flows() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    good = [new_client(desk) for _ in range(3)]
    bad = new_client(desk, "half an emoji \ud83d")
    good += [new_client(desk) for _ in range(3)]
    with driving(desk, FakeCalls(hub)) as driver:
        until(lambda: isinstance(driver.status, NeedsAttention) and not desk.fresh, "told")
    assert [one.op for one in hub.feed] == good
    assert desk.quarantined == {bad.op_id: "malformed"}


def test_a_revoked_desk_is_stuck_until_the_hub_changes_its_mind() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    new_client(desk)
    with driving(desk, FakeCalls(hub, [Fault.REVOKED])) as driver:
        assert driver.settled(5) == Stuck(StuckWhy.REVOKED, 1, "2026-01-01T10:00:00Z")
        driver.hurry()
        until(lambda: in_step(driver), "works again")
    assert len(hub.feed) == 1


def test_a_full_disk_here_is_told_and_nothing_moves_by_half() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    new_client(desk)
    desk.trouble = Problem.DISK_FULL
    with driving(desk, FakeCalls(hub)) as driver:
        status = driver.settled(5)
        assert isinstance(status, Offline)
        assert status.problem is Problem.DISK_FULL
        desk.trouble = None
        driver.hurry()
        until(lambda: in_step(driver), "room again")
    assert len(desk.applied) == 1


def test_an_outbox_that_cannot_be_read_is_told() -> None:
    class Unreadable(MemoryReplica):
        @override
        def unsent(self, limit: int) -> Sequence[Op]:
            raise UnavailableError(Problem.STORE_CORRUPT)

    desk = Unreadable()
    with driving(desk, FakeCalls(FakeHub())) as driver:
        until(lambda: isinstance(driver.status, Offline), "told")
        assert driver.status == Offline(0, "", Problem.STORE_CORRUPT)


def test_a_store_that_does_not_open_is_told_and_nobody_is_called() -> None:
    class Closed(MemoryReplica):
        @override
        def standing(self) -> Standing:
            raise UnavailableError(Problem.STORE_BUSY)

    calls = FakeCalls(FakeHub())
    with driving(Closed(), calls) as driver:
        assert driver.settled(5) == Offline(0, "", Problem.STORE_BUSY)
    assert calls.closed == 0


def test_a_pause_is_off_and_ends_with_resume() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    calls = FakeCalls(hub)
    with driving(desk, calls) as driver:
        assert isinstance(driver.settled(5), Synced)
        driver.pause()
        until(lambda: driver.status == Off(), "paused")
        assert calls.closed == 1
        new_client(desk)
        driver.resume()
        until(lambda: in_step(driver) and hub.feed, "resumed")


def test_a_restored_hub_gets_back_what_its_backup_did_not_have() -> None:
    hub, desk, other = FakeHub(), MemoryReplica(), MemoryReplica()
    for one in (desk, other):
        new_client(one)
        with driving(one, FakeCalls(hub)) as driver:
            assert isinstance(driver.settled(5), Synced)
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
    made = [one.op.op_id for one in hub.feed]
    new_client(desk)
    hub.restore(0, uuid4())
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
    assert [one.op.op_id for one in hub.feed][:2] == made
    assert len(hub.feed) == len(desk.entities) == 3
    assert (desk.cursor, desk.fresh) == (3, {})


def test_a_rolled_back_store_goes_on_in_a_new_life() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    first = new_client(desk)
    with driving(desk, FakeCalls(hub)) as driver:
        assert isinstance(driver.settled(5), Synced)
    restored = MemoryReplica(desk.origin)
    other = new_client(restored)
    with driving(restored, FakeCalls(hub)) as driver:
        until(lambda: in_step(driver), "forked and in step")
    assert restored.inc == 1
    assert [one.op for one in hub.feed] == [first, replace(other, inc=1, n=0)]


class BrokenOnThePage(MemoryReplica):
    @override
    def apply(self, page: Sequence[FeedOp], *, epoch: object, chain: str = "") -> None:
        raise KeyError


class BrokenOnTheWay(MemoryReplica):
    @override
    def unsent(self, limit: int) -> Sequence[Op]:
        raise KeyError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("broken", [BrokenOnThePage, BrokenOnTheWay])
def test_a_bug_is_told_before_it_ends_the_thread(broken: type[MemoryReplica]) -> None:
    desk = broken()
    new_client(desk)
    driver = SyncDriver(desk, lambda: FakeCalls(FakeHub()), lambda _status: None, now=utc_now)
    driver.start()
    assert driver.settled(5) == Stuck(StuckWhy.NO_PROGRESS, 0, "")
    driver.stop()


def test_verbs_before_the_start_and_after_the_end_do_no_harm() -> None:
    driver = SyncDriver(
        MemoryReplica(), lambda: FakeCalls(FakeHub()), lambda _status: None, now=utc_now
    )
    driver.wake()
    driver.stop()
    driver.start()
    driver.start()
    driver.wake()
    assert isinstance(driver.settled(5), Synced)
    driver.stop()
    driver.wake()
    assert driver.status == Off()
