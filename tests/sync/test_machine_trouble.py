"""The machine when calls fail, hubs refuse and nothing moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from intake_app.errors import Problem
from intake_app.sync.core.commands import (
    Greet,
    Look,
    Pull,
    Push,
    Reconnect,
    Refuse,
    Report,
)
from intake_app.sync.core.events import (
    Failed,
    Hurried,
    OutboxEmpty,
    Paused,
    Pulled,
    Road,
    Started,
    Stored,
    StoreFailed,
)
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.state import Moment
from intake_app.sync.core.status import (
    NeedsAttention,
    Offline,
    Stuck,
    StuckWhy,
    Synced,
    Waiting,
)
from intake_app.sync.core.wire import (
    PullReply,
)
from intake_app.sync.fake_replica import MemoryReplica
from tests.rigs.shopwork import new_client
from tests.sync.bench import STANDING, begun, carrying, greeting, hub, in_touch, page, pushed


def test_answers_to_calls_that_were_given_up_are_ignored() -> None:
    bench = in_touch(head=3)
    late = Pulled(bench.state.pull.attempt, 0, PullReply(hub=hub(3), ops=page(1, 1)))
    bench.feed(Paused(), Started())
    assert bench.feed(late) == ()


def test_the_timer_looks_for_work_whatever_happened_before() -> None:
    bench = in_touch()
    bench.feed(OutboxEmpty(bench.state.push.attempt))
    assert bench.later(10) == ()
    assert Look() in bench.later(20)
    bench.feed(Stored(replace(STANDING, pending=1)))
    bench.later(30)
    assert bench.has(Push)


def test_failures_wait_longer_and_longer_up_to_a_quarter_of_a_minute() -> None:
    bench = begun()
    bench.roll = 0.999
    pauses: list[float] = []
    for _ in range(9):
        bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.AWAY))
        pauses.append(bench.state.hello.not_before - bench.now_s)
        bench.later(pauses[-1])
        assert bench.has(Greet)
    expected = [1, 2, 4, 8, 15, 15, 15, 15, 15]
    assert pauses == pytest.approx([one * 0.999 for one in expected])


def test_a_person_need_not_wait_for_a_hub_that_was_away() -> None:
    bench = begun()
    bench.roll = 0.999
    for _ in range(6):
        bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.AWAY))
        assert not bench.has(Greet)
        bench.feed(Hurried())
        assert bench.has(Greet)


def test_a_busy_hub_is_left_alone_as_long_as_it_asked() -> None:
    bench = begun()
    bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.BUSY, retry_after_s=45))
    bench.later(44)
    assert not bench.has(Greet)
    bench.later(1)
    assert bench.has(Greet)


def test_a_mad_retry_after_does_not_silence_us_for_ever() -> None:
    bench = begun()
    bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.BUSY, retry_after_s=1e9))
    bench.later(600)
    assert bench.has(Greet)


def test_a_person_may_ask_for_a_try_now() -> None:
    bench = begun()
    bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.BUSY, retry_after_s=45))
    bench.feed(Hurried())
    assert bench.has(Greet)


@pytest.mark.parametrize(
    ("why", "problem"),
    [(Why.AWAY, Problem.HUB_AWAY), (Why.TROUBLE, Problem.HUB_TROUBLE)],
)
def test_offline_is_what_the_hello_says(why: Why, problem: Problem) -> None:
    bench = in_touch()
    bench.feed(Failed(Road.PULL, bench.state.pull.attempt, Why.AWAY))
    assert isinstance(bench.status, Waiting)
    bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, why))
    assert bench.status == Offline(0, "", problem)
    bench.later(60)
    bench.feed(greeting(bench.state.hello.attempt, hub()))
    bench.feed(Stored(STANDING, Road.HELLO))
    assert isinstance(bench.status, Synced)


def test_pushes_that_keep_failing_are_told() -> None:
    bench = in_touch(replace(STANDING, pending=1))
    for _ in range(3):
        assert isinstance(bench.status, Waiting)
        bench.feed(Failed(Road.PUSH, bench.state.push.attempt, Why.TROUBLE))
        bench.later(8)
    assert bench.status == Offline(1, "", Problem.HUB_TROUBLE)


def test_quarantined_records_need_attention() -> None:
    assert in_touch(replace(STANDING, quarantined=2)).status == NeedsAttention(2, 0)


@pytest.mark.parametrize("road", list(Road))
@pytest.mark.parametrize(
    ("why", "stuck"),
    [
        (Why.TOKEN, StuckWhy.REVOKED),
        (Why.REVOKED, StuckWhy.REVOKED),
        (Why.OUTDATED, StuckWhy.OUTDATED),
    ],
)
def test_what_only_a_person_can_cure_is_told_and_asked_again_each_minute(
    road: Road, why: Why, stuck: StuckWhy
) -> None:
    bench = begun() if road is Road.HELLO else in_touch()
    if road is Road.REPAIR:
        bench = in_touch(replace(STANDING, repair=Repair.SNAPSHOT))
    if road is Road.BLOB:
        bench = carrying()
    bench.feed(Failed(road, bench.state.road(road).attempt, why))
    assert bench.status == Stuck(stuck, 0, "")
    bench.later(59)
    assert not bench.has(Greet)
    bench.later(1)
    bench.feed(greeting(bench.state.hello.attempt, hub()))
    bench.feed(Stored(STANDING, Road.HELLO))
    assert isinstance(bench.status, Synced)


def test_an_outdated_program_still_hands_over_its_work() -> None:
    bench = begun()
    bench.feed(Failed(Road.HELLO, bench.state.hello.attempt, Why.OUTDATED))
    assert bench.has(Push)
    assert not bench.has(Pull)


def test_an_epoch_that_changes_on_the_way_is_found_out_by_a_hello() -> None:
    other = hub(epoch=uuid4())
    bench = in_touch()
    bench.feed(Pulled(bench.state.pull.attempt, 0, PullReply(hub=other, ops=())))
    assert bench.has(Greet)
    bench = in_touch()
    bench.feed(Failed(Road.PUSH, bench.state.push.attempt, Why.EPOCH))
    assert bench.has(Greet)


def test_a_fork_asks_for_a_new_life() -> None:
    bench = in_touch()
    bench.feed(Failed(Road.PUSH, bench.state.push.attempt, Why.FORK))
    assert bench.one(Greet).request.forked
    bench.feed(greeting(bench.state.hello.attempt, hub(), inc=1))
    bench.feed(Stored(replace(STANDING, inc=1), Road.HELLO))
    assert not bench.state.forked
    assert bench.state.push_at is not None


def test_a_hub_that_has_more_of_us_than_we_made_is_asked() -> None:
    bench = in_touch(replace(STANDING, pending=1))
    pushed(bench, [new_client(MemoryReplica())], last_n=5)
    bench.feed(Stored(STANDING, Road.PUSH))
    assert bench.has(Greet)


@pytest.mark.parametrize("why", [Why.TOO_LARGE, Why.MALFORMED])
def test_a_batch_the_hub_will_not_take_is_halved_down_to_one_action(why: Why) -> None:
    bench = in_touch(replace(STANDING, pending=8))
    sent = tuple(uuid4() for _ in range(8))
    bench.feed(Failed(Road.PUSH, bench.state.push.attempt, why, sent=sent, txns=2))
    assert bench.one(Push).limit == 4
    bench.feed(Failed(Road.PUSH, bench.state.push.attempt, why, sent=sent[:4], txns=1))
    assert bench.one(Refuse) == Refuse(sent[:4], why.value)
    bench.feed(Stored(STANDING, Road.PUSH))
    assert bench.one(Push).limit == 8


def test_a_store_that_fails_is_told_and_tried_again() -> None:
    bench = in_touch(head=1)
    bench.feed(Pulled(bench.state.pull.attempt, 0, PullReply(hub=hub(1), ops=page(1, 1))))
    bench.feed(StoreFailed(Problem.DISK_FULL, Road.PULL))
    assert bench.status == Offline(0, "", Problem.DISK_FULL)
    bench.later(1)
    assert bench.has(Pull)
    bench.feed(StoreFailed(Problem.STORE_BUSY))
    assert bench.status == Offline(0, "", Problem.STORE_BUSY)
    bench.feed(Stored(STANDING))
    assert isinstance(bench.status, Waiting)


def test_the_watchdog_starts_over_and_says_so_when_that_does_not_help() -> None:
    bench = in_touch(replace(STANDING, pending=1))
    for _ in range(3):
        bench.later(299)
        assert not bench.has(Reconnect)
        bench.later(31)
        assert bench.has(Reconnect)
        bench.feed(greeting(bench.state.hello.attempt, hub()))
        bench.feed(Stored(replace(STANDING, pending=1), Road.HELLO))
    assert bench.status == Stuck(StuckWhy.NO_PROGRESS, 1, "")
    pushed(bench, [new_client(MemoryReplica())])
    bench.feed(Stored(replace(STANDING, cursor=1), Road.PUSH))
    assert isinstance(bench.status, Synced)


def test_what_is_parked_at_the_hub_does_not_bark_the_watchdog() -> None:
    bench = in_touch(replace(STANDING, pending=1))
    for _ in range(40):
        bench.feed(OutboxEmpty(bench.state.push.attempt))
        bench.later(30)
        assert not bench.has(Reconnect)
    assert bench.status == Waiting(1, "")


def test_a_status_is_reported_once() -> None:
    bench = in_touch()
    assert bench.has(Report)
    bench.later(1)
    assert not bench.has(Report)


def test_the_wall_clock_before_1970_is_no_reason_to_stop() -> None:
    assert Moment(0.0, datetime(1969, 1, 1, tzinfo=UTC), 0.0).wall_ms == 0
