"""The state machine of the exchange, one event at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

import pytest

from intake_app.errors import Problem
from intake_app.sync.core.commands import (
    Acknowledge,
    Adopt,
    Apply,
    Command,
    Greet,
    Look,
    Pull,
    Push,
    Reconnect,
    Refuse,
    Report,
)
from intake_app.sync.core.events import (
    Event,
    Failed,
    Greeted,
    Hurried,
    OutboxEmpty,
    Paused,
    Pulled,
    Pushed,
    Road,
    Started,
    Stored,
    StoreFailed,
    Ticked,
    Woken,
)
from intake_app.sync.core.machine import step
from intake_app.sync.core.ops import FeedOp, Op, Outcome
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.standing import Receipt, Standing
from intake_app.sync.core.state import Moment, State, deadline
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Stuck,
    StuckWhy,
    Synced,
    Waiting,
)
from intake_app.sync.core.wire import (
    LONG_POLL_S,
    PUSH_OPS,
    HelloReply,
    HubState,
    PullReply,
    PushReply,
)
from intake_app.sync.fake_replica import MemoryReplica
from tests.rigs.shopwork import new_client

if TYPE_CHECKING:
    from intake_app.sync.core.status import SyncStatus

EPOCH = uuid4()
START = datetime(2026, 1, 1, tzinfo=UTC)
STANDING = Standing(
    origin=uuid4(),
    inc=0,
    next_n=5,
    epoch=EPOCH,
    cursor=0,
    pending=0,
    oldest_pending_at="",
    quarantined=0,
)
C = TypeVar("C")


@dataclass
class Bench:
    """Feeds events and keeps what was commanded."""

    state: State = field(default_factory=State)
    now_s: float = 100.0
    roll: float = 0.5
    commands: tuple[Command, ...] = ()

    def feed(self, *events: Event) -> tuple[Command, ...]:
        for event in events:
            wall = START + timedelta(seconds=self.now_s)
            moment = Moment(self.now_s, wall, self.roll)
            self.state, self.commands = step(self.state, event, moment)
        return self.commands

    def later(self, seconds: float) -> tuple[Command, ...]:
        self.now_s += seconds
        return self.feed(Ticked())

    def one(self, kind: type[C]) -> C:
        (found,) = [one for one in self.commands if isinstance(one, kind)]
        return found

    def has(self, kind: type[C]) -> bool:
        return any(isinstance(one, kind) for one in self.commands)

    @property
    def status(self) -> SyncStatus:
        return self.state.told


def hub(head: int = 0, *, epoch: UUID = EPOCH, last_n: int = -1) -> HubState:
    return HubState(epoch=epoch, head=head, last_n=last_n)


def greeting(attempt: int, state: HubState, inc: int = 0) -> Greeted:
    return Greeted(attempt, HelloReply(hub=state, inc=inc, prefix="A"))


def begun(standing: Standing = STANDING) -> Bench:
    """A machine that has said hello."""
    bench = Bench()
    bench.feed(Started())
    bench.feed(Stored(standing))
    return bench


def in_touch(standing: Standing = STANDING, head: int = 0) -> Bench:
    """A machine whose hello was answered: a push and a pull are under way."""
    bench = begun(standing)
    bench.feed(greeting(bench.one(Greet).attempt, hub(head)))
    bench.feed(Stored(standing, Road.HELLO))
    return bench


def page(first: int, count: int) -> tuple[FeedOp, ...]:
    desk = MemoryReplica()
    return tuple(FeedOp(first + at, Outcome.APPLIED, new_client(desk)) for at in range(count))


def pushed(bench: Bench, ops: list[Op], *, head: int = 1, last_n: int = -1) -> None:
    attempt = bench.state.push.attempt
    receipts = tuple(Receipt(op.op_id, Outcome.APPLIED, 1) for op in ops)
    reply = PushReply(hub=hub(head, last_n=last_n), receipts=receipts)
    bench.feed(Pushed(attempt, tuple(op.op_id for op in ops), reply))


def test_it_is_off_until_it_starts_and_when_it_is_paused() -> None:
    bench = Bench()
    assert bench.feed(Woken()) == (Look(),)
    assert bench.status == Off()
    bench = in_touch()
    bench.feed(Paused())
    assert bench.has(Reconnect)
    assert bench.status == Off()
    assert bench.later(60) == (Look(),)


def test_it_says_hello_before_anything_else() -> None:
    bench = begun()
    assert bench.one(Greet).request.origin == STANDING.origin
    assert not bench.has(Push)
    assert not bench.has(Pull)


def test_after_the_hello_it_pushes_and_pulls_at_once() -> None:
    bench = in_touch(head=3)
    assert bench.one(Push).limit == PUSH_OPS
    assert (bench.one(Pull).request.after, bench.one(Pull).request.wait_s) == (0, 0)


def test_the_epoch_is_taken_at_the_first_contact_only() -> None:
    bench = begun(replace(STANDING, epoch=None))
    bench.feed(greeting(bench.state.hello.attempt, hub(), inc=2))
    assert bench.one(Adopt) == Adopt(EPOCH, 2, "A")
    bench = begun()
    bench.feed(greeting(bench.state.hello.attempt, hub()))
    assert bench.one(Adopt) == Adopt(None, 0, "A")


def test_in_step_it_is_synced_and_waits_at_the_hub() -> None:
    bench = in_touch()
    assert isinstance(bench.status, Synced)
    assert bench.one(Pull).request.wait_s == LONG_POLL_S


def test_it_is_never_synced_with_something_pending_or_missing() -> None:
    pending = replace(STANDING, pending=2, oldest_pending_at="then")
    assert in_touch(pending).status == Waiting(2, "then")
    assert in_touch(head=1).status == Waiting(0, "")


def test_one_push_is_under_way_at_a_time() -> None:
    bench = in_touch()
    bench.feed(Woken())
    bench.later(1)
    assert not bench.has(Push)
    bench.feed(OutboxEmpty(bench.state.push.attempt))
    assert bench.has(Push)


def test_commits_are_gathered_for_a_moment_but_not_put_off() -> None:
    bench = in_touch()
    bench.feed(OutboxEmpty(bench.state.push.attempt))
    bench.feed(Woken())
    assert not bench.has(Push)
    bench.now_s += 0.2
    bench.feed(Woken())
    assert deadline(bench.state) == pytest.approx(100.3)
    bench.later(0.11)
    assert bench.has(Push)


def test_a_push_counts_only_when_the_store_has_noted_it() -> None:
    bench = in_touch(replace(STANDING, pending=1))
    op = new_client(MemoryReplica())
    pushed(bench, [op])
    assert bench.one(Acknowledge).receipts[0].op_id == op.op_id
    bench.later(60)
    assert not bench.has(Push)
    bench.feed(Stored(STANDING, Road.PUSH))
    assert bench.has(Push)


def test_receipts_for_what_was_not_sent_are_ignored() -> None:
    bench = in_touch()
    sent, other = new_client(MemoryReplica()), new_client(MemoryReplica())
    receipts = (Receipt(other.op_id, Outcome.APPLIED, 1),)
    bench.feed(
        Pushed(bench.state.push.attempt, (sent.op_id,), PushReply(hub=hub(), receipts=receipts))
    )
    assert not bench.has(Acknowledge)
    assert bench.has(Greet)


def test_a_page_is_applied_and_the_next_one_asked_for() -> None:
    bench = in_touch(head=3)
    bench.feed(Pulled(bench.state.pull.attempt, 0, PullReply(hub=hub(3), ops=page(1, 2))))
    assert len(bench.one(Apply).page) == 2
    assert not bench.has(Pull)
    bench.feed(Stored(replace(STANDING, cursor=2), Road.PULL))
    assert bench.one(Pull).request.after == 2


@pytest.mark.parametrize(
    "ops", [page(2, 1), page(1, 1) + page(3, 1), page(1, 2)[::-1], page(1, 1) * 2, ()]
)
def test_a_page_with_a_hole_is_dropped_and_asked_for_again(ops: tuple[FeedOp, ...]) -> None:
    bench = in_touch(head=3)
    bench.feed(Pulled(bench.state.pull.attempt, 0, PullReply(hub=hub(3), ops=ops)))
    assert not bench.has(Apply)
    assert not bench.has(Pull)
    bench.later(1)
    assert bench.one(Pull).request.after == 0


def test_a_lagging_replica_does_not_shorten_the_feed() -> None:
    bench = in_touch(replace(STANDING, cursor=3), head=3)
    bench.feed(Pulled(bench.state.pull.attempt, 3, PullReply(hub=hub(1), ops=())))
    assert isinstance(bench.status, Synced)


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


@pytest.mark.parametrize("state", [hub(epoch=uuid4()), hub(head=2)])
def test_another_hub_or_an_older_copy_stops_the_exchange(state: HubState) -> None:
    bench = begun(replace(STANDING, cursor=3))
    bench.feed(greeting(bench.state.hello.attempt, state))
    assert bench.status == Stuck(StuckWhy.REPLACED, 0, "")
    assert not bench.has(Adopt)


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
