"""A hub in memory for tests and trials: it fails, delays, repeats and reorders on demand."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from uuid import UUID, uuid4

from intake_app.sync.core import repair_wire, wire
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.digest import Digest, bucket_of
from intake_app.sync.core.merge import Version, merge
from intake_app.sync.core.ops import SCHEMA, FeedOp, Op, Outcome, Verb
from intake_app.sync.core.prefixes import number_prefix
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.standing import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

Fields: TypeAlias = dict[tuple[UUID, str], Version]
_Slot: TypeAlias = tuple[UUID, int, int]
_Reply = TypeVar("_Reply")


class FakeHub:
    """A hub of one shop: dedupes, merges, numbers, parks; `poison` names ops it puts aside."""

    def __init__(self, epoch: UUID | None = None) -> None:
        self.epoch = epoch or uuid4()
        self.feed: list[FeedOp] = []
        self.receipts: dict[UUID, Receipt] = {}
        self.slots: dict[_Slot, UUID] = {}
        self.brought: dict[UUID, _Slot] = {}  # ops that came by another than their author
        self.parked: list[tuple[Op, ...]] = []
        self.poison: set[UUID] = set()
        self.granted: dict[UUID, int] = {}
        self.listeners: list[Callable[[], None]] = []
        self._fields: Fields = {}
        self._records: dict[UUID, str] = {}

    def state(self, origin: UUID | None = None, inc: int = 0) -> wire.HubState:
        """What every reply tells."""
        numbers = [n for found, life, n in self._known() if (found, life) == (origin, inc)]
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
        heard = {op.op_id for op in request.ops if self._is_to_be_heard(op.op_id)}
        fresh = self._fresh(request.ops, heard)
        slots = {slot_of(op) for op in fresh}
        if len(slots) < len(fresh) or slots & self._known():
            raise refusal(Why.FORK)
        for op_id in heard:
            del self.brought[op_id]
        for op in fresh:
            self.slots[slot_of(op)] = op.op_id
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

    def _fresh(self, ops: Sequence[Op], heard: AbstractSet[UUID] = frozenset()) -> list[Op]:
        known = self.receipts.keys() - heard
        return list({op.op_id: op for op in ops if op.op_id not in known}.values())

    def _known(self) -> set[_Slot]:
        """Name the numbers that were given out: what others brought counts if it is believed."""
        return {*self.slots, *(self.brought[op] for op in self.brought if not self._is_aside(op))}

    def _is_aside(self, op_id: UUID) -> bool:
        return self.receipts[op_id].outcome is Outcome.QUARANTINED

    def _is_to_be_heard(self, op_id: UUID) -> bool:
        """Judge an op anew that another brought and that was put aside, once its author comes."""
        return op_id in self.brought and self._is_aside(op_id)

    def pull(self, request: wire.PullRequest, asker: UUID | None = None) -> wire.PullReply:
        """Give whole transactions after a number."""
        self._check_epoch(request.epoch)
        if request.after > len(self.feed):
            raise refusal(Why.CHAIN)
        page = self.feed[request.after : request.after + request.limit]
        rest = self.feed[request.after + len(page) :]
        while rest and page and rest[0].op.txn == page[-1].op.txn:
            page.append(rest.pop(0))
        return wire.PullReply(hub=self.state(asker, request.inc), ops=tuple(page))

    def diff(self, request: repair_wire.DiffRequest) -> repair_wire.DiffReply:
        """Name the ops that are not here."""
        self._check_epoch(request.epoch)
        missing = tuple(one for one in request.ids if one not in self.receipts)
        return repair_wire.DiffReply(hub=self.state(), missing=missing)

    def relay(self, request: repair_wire.RelayRequest) -> wire.PushReply:
        """Take ops of anybody, each once; none takes a number away from its author."""
        self._check_epoch(request.epoch)
        fresh = self._fresh(request.ops)
        self.brought |= {op.op_id: slot_of(op) for op in fresh}
        for txn in wire.whole_txns(fresh):
            self._take(tuple(txn))
        self._release()
        receipts = tuple(self.receipts[op.op_id] for op in request.ops)
        return wire.PushReply(hub=self.state(), receipts=receipts)

    def part(self, request: repair_wire.PartRequest) -> repair_wire.PartReply:
        """Give the whole state at once: it is always the newest."""
        if request.snapshot is not None or request.part:
            raise refusal(Why.TRIMMED)
        found: dict[UUID, dict[str, Version]] = {}
        for (rec, name), version in self._fields.items():
            found.setdefault(rec, {})[name] = version
        return repair_wire.PartReply(
            hub=self.state(),
            snapshot=uuid4(),
            seq=len(self.feed),
            chain="",
            part=0,
            is_last=True,
            total=len(found),
            records=tuple(self._record(rec, fields) for rec, fields in found.items()),
        )

    def _record(self, rec: UUID, fields: dict[str, Version]) -> repair_wire.RecordState:
        edited = {name: one.op_id for name, one in fields.items() if one.op_id != rec}
        values = {name: one.value for name, one in fields.items()}
        entity = self._records[rec]
        return repair_wire.RecordState(
            entity=entity, rec=rec, seq=0, values=values, versions=edited
        )

    def restore(self, length: int, epoch: UUID) -> None:
        """Become the hub of a backup that had so many ops."""
        kept, brought = self.feed[:length], self.brought
        self.__init__(epoch)
        for one in kept:
            if one.op.op_id in brought:
                self.brought[one.op.op_id] = slot_of(one.op)
            else:
                self.slots[slot_of(one.op)] = one.op.op_id
            self._number(one.op)

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
        return any(rec not in self._records.keys() | born for op in txn for rec in needed(op))

    def _number(self, op: Op) -> None:
        outcome = give(self._fields, op)
        if op.verb is Verb.PUT:
            self._records[op.rec] = op.entity
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


def slot_of(op: Op) -> _Slot:
    """Tell under which number of which life an op was made."""
    return op.origin, op.inc, op.n


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
        self._origin: UUID | None = None

    async def hello(self, request: wire.HelloRequest) -> wire.HelloReply:
        """See `HubCalls`."""
        fault = self._next()
        self._origin = request.origin
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
        reply = self.hub.pull(request, self._origin)
        if not reply.ops and request.wait_s:
            await self._news(request)
            reply = self.hub.pull(request, self._origin)
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

    async def diff(self, request: repair_wire.DiffRequest) -> repair_wire.DiffReply:
        """See `HubCalls`."""
        fault = self._next()
        return self._end(fault, self.hub.diff(request))

    async def relay(self, request: repair_wire.RelayRequest) -> wire.PushReply:
        """See `HubCalls`."""
        fault = self._next()
        return self._end(fault, self.hub.relay(request))

    async def part(self, request: repair_wire.PartRequest) -> repair_wire.PartReply:
        """See `HubCalls`."""
        fault = self._next()
        return self._end(fault, self.hub.part(request))

    async def digest(self) -> repair_wire.DigestReply:
        """See `HubCalls`."""
        fault = self._next()
        found = Digest()
        for one in self.hub.part(repair_wire.PartRequest(inc=0)).records:
            found.add(one.entity, one.rec, one.values)
        state = self.hub.state()
        reply = repair_wire.DigestReply(hub=state, schema=SCHEMA, buckets=found.buckets())
        return self._end(fault, reply)

    async def records(self, entity: str, bucket: int) -> repair_wire.RecordsReply:
        """See `HubCalls`."""
        fault = self._next()
        records = tuple(
            one
            for one in self.hub.part(repair_wire.PartRequest(inc=0)).records
            if one.entity == entity and bucket_of(one.rec) == bucket
        )
        return self._end(fault, repair_wire.RecordsReply(hub=self.hub.state(), records=records))

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
