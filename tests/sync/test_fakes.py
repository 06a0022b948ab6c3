"""The stand-ins are held to the protocols they stand in for."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from intake_app.errors import RejectedError
from intake_app.sync import calls, client, replica
from intake_app.sync.core.ops import FeedOp, Outcome
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.core.repair_wire import RelayRequest
from intake_app.sync.core.standing import Receipt
from intake_app.sync.core.wire import PullRequest, PushRequest
from intake_app.sync.fake import FakeCalls, FakeHub, Fault
from intake_app.sync.fake_replica import MemoryReplica
from tests.rigs.shopwork import intake, new_client


def test_they_fit_where_the_real_ones_do() -> None:
    store: replica.Replica = MemoryReplica()
    fake: calls.HubCalls = FakeCalls(FakeHub())
    real: type[calls.HubCalls] = client.HubClient
    assert store.standing().pending == 0
    protocol = {name for name in dir(calls.HubCalls) if not name.startswith("_")}
    assert protocol <= set(dir(real)) & set(dir(fake))


def test_the_hub_gives_whole_transactions_and_knows_its_epoch() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    ops = intake(desk)
    hub.push(PushRequest(epoch=hub.epoch, inc=0, ops=tuple(ops)))
    page = hub.pull(PullRequest(epoch=hub.epoch, inc=0, after=0, limit=2)).ops
    assert [one.op for one in page] == ops
    with pytest.raises(HubRejectedError):
        hub.pull(PullRequest(epoch=uuid4(), inc=0, after=0))


def test_a_pull_is_answered_by_an_earlier_answer_where_there_is_one() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    fake = FakeCalls(hub, [Fault.REPEATED, Fault.REPEATED])
    request = PullRequest(epoch=None, inc=0, after=0)
    first = asyncio.run(fake.pull(request))
    hub.push(PushRequest(epoch=None, inc=0, ops=(new_client(desk),)))
    assert asyncio.run(fake.pull(request)) == first


def test_what_others_brought_counts_after_a_restore_as_well() -> None:
    hub, desk = FakeHub(), MemoryReplica()
    brought, pushed = new_client(desk), new_client(desk)
    hub.relay(RelayRequest(epoch=hub.epoch, ops=(brought,)))
    hub.push(PushRequest(epoch=None, inc=0, ops=(pushed,)))
    for kept, last_n in ((2, pushed.n), (1, brought.n)):
        hub.restore(kept, uuid4())
        assert hub.state(desk.origin).last_n == last_n
    desk.next_n = brought.n
    with pytest.raises(HubRejectedError) as refused:
        hub.push(PushRequest(epoch=None, inc=0, ops=(new_client(desk),)))
    assert refused.value.why is Why.FORK


def test_the_store_refuses_a_hole_and_ignores_what_is_not_its_own() -> None:
    desk = MemoryReplica()
    other = new_client(MemoryReplica())
    with pytest.raises(RejectedError):
        desk.apply([FeedOp(2, Outcome.APPLIED, other)], epoch=uuid4())
    desk.acknowledge([Receipt(other.op_id, Outcome.APPLIED, 1)])
    desk.refuse(other.op_id, "malformed")
    assert (desk.acked, desk.quarantined) == ({}, {})


def test_what_comes_back_before_its_answer_is_not_waited_for_again() -> None:
    desk = MemoryReplica()
    client_op = new_client(desk)
    late = [Receipt(client_op.op_id, Outcome.APPLIED, 1)]
    desk.apply([FeedOp(1, Outcome.LOST, client_op)], epoch=uuid4())
    desk.fresh[client_op.op_id] = client_op
    desk.acknowledge(late)
    assert desk.standing().pending == 0
