"""The state machine of the exchange, one event at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intake_app.sync.core.commands import (
    Acknowledge,
    Adopt,
    Apply,
    Carry,
    Greet,
    Look,
    Pull,
    Push,
    Reconnect,
)
from intake_app.sync.core.events import (
    Carried,
    Failed,
    OutboxEmpty,
    Paused,
    Pulled,
    Pushed,
    Road,
    Stored,
    Woken,
)
from intake_app.sync.core.ops import FeedOp, Outcome
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.standing import Receipt
from intake_app.sync.core.state import BLOBS_EVERY_S, DEBOUNCE_S, deadline
from intake_app.sync.core.status import (
    Off,
    Offline,
    Synced,
    Waiting,
)
from intake_app.sync.core.wire import (
    LONG_POLL_S,
    PUSH_OPS,
    HubState,
    PullReply,
    PushReply,
)
from intake_app.sync.fake_replica import MemoryReplica
from tests.rigs.shopwork import new_client
from tests.sync.bench import (
    EPOCH,
    STANDING,
    START,
    Bench,
    begun,
    carrying,
    greeting,
    hub,
    in_touch,
    page,
    pushed,
)


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


def test_a_backup_that_was_proven_is_noted_from_any_answer() -> None:
    bench = in_touch()
    pulled(bench, replace(hub(), durable_seq=7))
    assert Look(7) in bench.commands
    bench.feed(Stored(STANDING))
    pulled(bench, replace(hub(), durable_seq=7))
    assert not bench.has(Look)


@pytest.mark.parametrize(("off_ms", "minutes"), [(119_000, 0), (181_000, 3), (-600_000, -10)])
def test_a_clock_that_is_off_is_told_and_nothing_hangs_on_it(off_ms: int, minutes: int) -> None:
    bench = in_touch()
    now_ms = int((START + timedelta(seconds=bench.now_s)).timestamp() * 1000)
    pulled(bench, replace(hub(), server_ms=now_ms + off_ms))
    assert isinstance(bench.status, Synced)
    assert bench.status.clock_off_min == minutes


def pulled(bench: Bench, state: HubState) -> None:
    bench.feed(Pulled(bench.state.pull.attempt, 0, PullReply(hub=state, ops=())))


def test_pictures_move_only_while_no_op_is_due_or_on_its_way() -> None:
    bench = carrying()
    carried = bench.one(Carry)
    bench.feed(Woken())
    bench.feed(Carried(carried.attempt, more=True))
    assert not bench.has(Carry)
    bench.later(DEBOUNCE_S)
    assert bench.has(Push)
    assert not bench.has(Carry)
    bench.feed(OutboxEmpty(bench.state.push.attempt))
    assert bench.has(Carry)


def test_one_chunk_after_the_other_then_a_rest() -> None:
    bench = carrying()
    bench.feed(Carried(bench.one(Carry).attempt, more=True))
    bench.feed(Carried(bench.one(Carry).attempt, more=False))
    assert not bench.has(Carry)
    bench.later(BLOBS_EVERY_S)
    assert bench.has(Carry)


def test_a_hub_without_room_for_pictures_is_no_trouble() -> None:
    bench = carrying()
    for _ in range(5):
        bench.feed(Failed(Road.BLOB, bench.state.blob.attempt, Why.BUSY, retry_after_s=1.0))
        bench.later(20)
    assert not isinstance(bench.status, Offline)


def test_a_hub_put_back_by_hand_to_where_we_are_is_not_asked_without_end() -> None:
    bench = in_touch(replace(STANDING, cursor=3), head=3)
    bench.feed(Pulled(bench.state.pull.attempt, 3, PullReply(hub=hub(head=3), ops=())))
    assert bench.one(Pull).request.wait_s == LONG_POLL_S
    bench.state = replace(bench.state, head=5)  # told by a push that another copy has forgotten
    bench.feed(Pulled(bench.state.pull.attempt, 3, PullReply(hub=hub(head=3), ops=())))
    assert bench.one(Pull).request.wait_s == 0
    bench.feed(Pulled(bench.state.pull.attempt, 3, PullReply(hub=hub(head=3), ops=())))
    assert not bench.has(Pull)
    bench.later(1)
    bench.feed(greeting(bench.state.hello.attempt, hub(head=3)))
    bench.feed(Stored(replace(STANDING, cursor=3), Road.HELLO))
    assert bench.one(Pull).request.wait_s == LONG_POLL_S
    assert isinstance(bench.status, Synced)
