"""A hub in memory for tests and trials: it fails, delays, repeats and reorders on demand."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from uuid import UUID, uuid4

from intake_app.sync.core import wire
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.merge import Version, merge
from intake_app.sync.core.ops import FeedOp, Op, Outcome, Verb
from intake_app.sync.core.prefixes import number_prefix
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.standing import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Fields: TypeAlias = dict[tuple[UUID, str], Version]
_Reply = TypeVar("_Reply")


class FakeHub:
    """A hub of one shop: dedupes, merges, numbers, parks; `poison` names ops it puts aside."""

    def __init__(self, epoch: UUID | None = None) -> None:
        self.epoch = epoch or uuid4()
        self.feed: list[FeedOp] = []
        self.receipts: dict[UUID, Receipt] = {}
        self.slots: dict[tuple[UUID, int, int], UUID] = {}
        self.parked: list[tuple[Op, ...]] = []
        self.poison: set[UUID] = set()
        self.granted: dict[UUID, int] = {}
        self.listeners: list[Callable[[], None]] = []
        self._fields: Fields = {}
        self._records: set[UUID] = set()

    def state(self, origin: UUID | None = None, inc: int = 0) -> wire.HubState:
        """What every reply tells."""
        numbers = [n for found, life, n in self.slots if (found, life) == (origin, inc)]
        return wire.HubState(
            epoch=self.epoch, head=len(self.feed), last_n=max(numbers, default=wire.NO_N)
        )

    def hello(self, request: wire.HelloRequest) -> wire.HelloReply:
        """Answer one; a forked workstation gets a new life."""
        inc = request.inc
        if request.forked or self.state(request.origin, inc).last_n >= request.next_n:
            inc = max(self.granted.get(request.origin, 0), inc) + 1
            self.granted[request.origin] = inc
        return wire.HelloReply(
            hub=self.state(request.origin, inc), inc=inc, prefix=number_prefix("A", inc)
        )

    def push(self, request: wire.PushRequest) -> wire.PushReply:
        """Take ops, each once."""
        self._check_epoch(request.epoch)
        fresh = [op for op in request.ops if op.op_id not in self.receipts]
        if any((op.origin, op.inc, op.n) in self.slots for op in fresh):
            raise refusal(Why.FORK)
        for op in fresh:
            self.slots[op.origin, op.inc, op.n] = op.op_id
        for txn in wire.whole_txns(fresh):
            self._take(tuple(txn))
        self._release()
        for listener in tuple(self.listeners):
            listener()
        origin = request.ops[0].origin if request.ops else None
        return wire.PushReply(
            hub=self.state(origin, request.inc),
            receipts=tuple(self.receipts[op.op_id] for op in request.ops),
        )

    def pull(self, request: wire.PullRequest) -> wire.PullReply:
        """Give whole transactions after a number."""
        self._check_epoch(request.epoch)
        page = self.feed[request.after : request.after + request.limit]
        rest = self.feed[request.after + len(page) :]
        while rest and page and rest[0].op.txn == page[-1].op.txn:
            page.append(rest.pop(0))
        return wire.PullReply(hub=self.state(), ops=tuple(page))

    def _check_epoch(self, epoch: UUID | None) -> None:
        if epoch is not None and epoch != self.epoch:
            raise refusal(Why.EPOCH)

    def _take(self, txn: tuple[Op, ...]) -> None:
        if any(op.op_id in self.poison for op in txn):
            self._note(txn, Outcome.QUARANTINED, "poison")
        elif self._missing(txn):
            self.parked.append(txn)
            self._note(txn, Outcome.PARKED, "missing_parent")
        else:
            for op in txn:
                self._number(op)

    def _note(self, txn: tuple[Op, ...], outcome: Outcome, code: str) -> None:
        for op in txn:
            self.receipts[op.op_id] = Receipt(op.op_id, outcome, 0, code)

    def _missing(self, txn: tuple[Op, ...]) -> bool:
        born = {op.rec for op in txn if op.verb is Verb.PUT}
        return any(rec not in self._records | born for op in txn for rec in needed(op))

    def _number(self, op: Op) -> None:
        outcome = give(self._fields, op)
        if op.verb is Verb.PUT:
            self._records.add(op.rec)
        self.feed.append(FeedOp(len(self.feed) + 1, outcome, op))
        self.receipts[op.op_id] = Receipt(op.op_id, outcome, len(self.feed))

    def _release(self) -> None:
        ready = [txn for txn in self.parked if not self._missing(txn)]
        while ready:
            for txn in ready:
                self.parked.remove(txn)
                for op in txn:
                    self._number(op)
            ready = [txn for txn in self.parked if not self._missing(txn)]


def needed(op: Op) -> list[UUID]:
    """Name the records an op hangs on."""
    parents = ENTITIES[op.entity].parents
    found = [UUID(str(value)) for name, value in op.values if name in parents and value]
    return [*found, op.rec] if op.verb is Verb.SET else found


def give(fields: Fields, op: Op) -> Outcome:
    """Put an op into a state of fields, by the merge rule."""
    if op.verb is Verb.PUT:
        for name, value in op.values:
            fields[op.rec, name] = Version(value, op.op_id, op.hlc)
        return Outcome.APPLIED
    edit = Version(op.value, op.op_id, op.hlc)
    ruling = merge(fields.get((op.rec, op.field)), edit, op.base)
    fields[op.rec, op.field] = ruling.kept
    return ruling.outcome


class Fault(StrEnum):
    """What may happen to one call."""

    LOST = "lost"  # the request never arrives
    REPLY_LOST = "reply_lost"  # the hub has done it, we never hear
    TROUBLE = "trouble"
    BUSY = "busy"
    REVOKED = "revoked"
    REPEATED = "repeated"  # a proxy gives the answer to an earlier pull
    TWICE = "twice"  # the request arrives two times


_BEFORE = {Fault.LOST: Why.AWAY, Fault.BUSY: Why.BUSY, Fault.REVOKED: Why.REVOKED}
_AFTER = {Fault.REPLY_LOST: Why.AWAY, Fault.TROUBLE: Why.TROUBLE}


class FakeCalls:
    """`HubCalls` over a fake hub; the next calls meet `faults`, in their order."""

    def __init__(self, hub: FakeHub, faults: Sequence[Fault] = ()) -> None:
        self.hub = hub
        self.faults = deque(faults)
        self.closed = 0
        self.pushed: list[int] = []  # ops in each push that reached the hub
        self._earlier: wire.PullReply | None = None

    async def hello(self, request: wire.HelloRequest) -> wire.HelloReply:
        """See `HubCalls`."""
        fault = self._next()
        reply = self.hub.hello(request)
        return self._end(fault, reply)

    async def push(self, request: wire.PushRequest) -> wire.PushReply:
        """See `HubCalls`."""
        fault = self._next()
        self.pushed.append(len(request.ops))
        reply = self.hub.push(request)
        if fault is Fault.TWICE:
            reply = self.hub.push(request)
        return self._end(fault, reply)

    async def pull(self, request: wire.PullRequest) -> wire.PullReply:
        """See `HubCalls`."""
        fault = self._next()
        reply = self.hub.pull(request)
        if not reply.ops and request.wait_s:
            await self._news(request)
            reply = self.hub.pull(request)
        earlier, self._earlier = self._earlier, reply
        if fault is Fault.REPEATED and earlier is not None:
            return earlier
        return self._end(fault, reply)

    async def _news(self, request: wire.PullRequest) -> None:
        news = asyncio.Event()
        loop = asyncio.get_running_loop()

        def told() -> None:
            loop.call_soon_threadsafe(news.set)

        self.hub.listeners.append(told)
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(request.wait_s):
                    await news.wait()
        finally:
            self.hub.listeners.remove(told)

    async def close(self) -> None:
        """See `HubCalls`."""
        self.closed += 1

    def _next(self) -> Fault | None:
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and fault in _BEFORE:
            raise refusal(_BEFORE[fault], "fake")
        return fault

    def _end(self, fault: Fault | None, reply: _Reply) -> _Reply:
        if fault is not None and fault in _AFTER:
            raise refusal(_AFTER[fault], "fake")
        return reply
