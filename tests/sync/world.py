"""A shop under simulation: the shipped machine, a fake clock and net, one seed a world."""

from __future__ import annotations

import copy
import heapq
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import Problem
from intake_app.sync.core import hlc
from intake_app.sync.core.commands import (
    Carry,
    Command,
    Compare,
    Fetch,
    Greet,
    Offer,
    Pull,
    Push,
    Reconnect,
    Report,
)
from intake_app.sync.core.events import (
    Carried,
    Compared,
    Event,
    Failed,
    Greeted,
    OutboxEmpty,
    Pulled,
    Pushed,
    Road,
    Started,
    Ticked,
    Woken,
)
from intake_app.sync.core.machine import step
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why
from intake_app.sync.core.state import Moment, State, deadline
from intake_app.sync.core.status import Synced
from intake_app.sync.core.wire import PushRequest, fitting, whole_txns
from intake_app.sync.fake import FakeHub
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.keeping import keep
from tests.rigs.shopwork import intake, new_client, new_device

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Op

START = datetime(2026, 1, 1, tzinfo=UTC)
STALL_S = 20.0
POLL_S = 0.5
POISON = 0.01


@dataclass(slots=True)
class Net:
    """How bad it is; all nought once it has healed."""

    request_lost: float = 0.15
    reply_lost: float = 0.15
    doubled: float = 0.1
    garbled: float = 0.05
    slowest_s: float = 30.0
    store_fails: float = 0.02
    crashes: float = 0.01
    restores: float = 0.01


def _copied(content: dict[str, object]) -> dict[str, object]:
    return {name: copy.copy(part) for name, part in content.items()}


@dataclass(frozen=True, slots=True)
class Trip:
    """A call on its way: what is heard when it comes to nothing, and what a pull waits for."""

    away: Failed
    after: int = 0
    wait_s: float = 0.0


@dataclass(slots=True)
class Desk:
    """A workstation: its store outlives a crash, the state of its machine does not."""

    replica: MemoryReplica
    state: State = field(default_factory=State)
    life: int = 0
    clock_off: timedelta = timedelta()
    stamp: int = 0
    backup: dict[str, object] = field(default_factory=dict[str, object])


class World:
    """Desks, a hub, and everything that is on its way between them."""

    def __init__(self, seed: int, desks: int = 3) -> None:
        self.rolls = random.Random(seed)
        self.net = Net()
        self.now_s = 0.0
        self.hub = FakeHub(self.new_id())
        self.made: dict[UUID, Op] = {}
        self.gone: set[UUID] = set()  # made, and perhaps lost with a store that was rolled back
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self.desks = [Desk(MemoryReplica(new_id=self.new_id)) for _ in range(desks)]
        for desk in self.desks:
            self.feed(desk, Started())

    def new_id(self) -> UUID:
        return UUID(int=self.rolls.getrandbits(128))

    def at(self, delay_s: float, action: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._queue, (self.now_s + delay_s, self._count, action))

    def run(self, seconds: float) -> None:
        """Let time pass: what is due happens, and machines are told of their deadlines."""
        ends = self.now_s + seconds
        while True:
            ticking = min(self.desks, key=lambda desk: deadline(desk.state))
            tick_s = max(deadline(ticking.state), self.now_s)
            due_s = self._queue[0][0] if self._queue else ends
            if min(tick_s, due_s) >= ends:
                self.now_s = ends
                return
            self.now_s = min(tick_s, due_s)
            if due_s <= tick_s:
                heapq.heappop(self._queue)[2]()
            else:
                self.feed(ticking, Ticked())

    def feed(self, desk: Desk, event: Event) -> None:
        """One event and all that follows from it at once."""
        waiting = [event]
        while waiting:
            wall = START + timedelta(seconds=self.now_s) + desk.clock_off
            moment = Moment(self.now_s, wall, self.rolls.random())
            desk.state, commands = step(desk.state, waiting.pop(0), moment)
            for command in commands:
                waiting += self._carry_out(desk, command)
        standing = desk.state.standing
        if isinstance(desk.state.told, Synced):
            assert standing is not None
            assert standing.pending == 0

    def _carry_out(self, desk: Desk, command: Command) -> list[Event]:
        match command:
            case Greet():
                trip = Trip(Failed(Road.HELLO, command.attempt, Why.AWAY))
                self._call(desk, trip, lambda: self._greet(command))
            case Push():
                return self._push(desk, command)
            case Pull():
                asked = command.request
                away = Failed(Road.PULL, command.attempt, Why.AWAY)
                self._call(desk, Trip(away, asked.after, asked.wait_s), lambda: self._pull(command))
            case Offer() | Fetch():
                raise AssertionError("no hub of these worlds was ever restored")
            case Compare():
                return [Compared(command.attempt, was_possible=False)]
            case Carry():
                return [Carried(command.attempt, more=False)]
            case Reconnect() | Report():
                desk.life += isinstance(command, Reconnect)
            case _:
                fails = self.rolls.random() < self.net.store_fails
                desk.replica.trouble = Problem.DISK_FULL if fails else None
                answer = keep(desk.replica, command)
                desk.replica.trouble = None
                return [answer]
        return []

    def _greet(self, command: Greet) -> Event:
        return Greeted(command.attempt, self.hub.hello(command.request))

    def _pull(self, command: Pull) -> Event:
        return Pulled(command.attempt, command.request.after, self.hub.pull(command.request))

    def _push(self, desk: Desk, command: Push) -> list[Event]:
        ops = fitting(desk.replica.unsent(command.limit))
        if not ops:
            return [OutboxEmpty(command.attempt)]
        request = PushRequest(epoch=command.epoch, inc=command.inc, ops=ops)
        ids = tuple(op.op_id for op in ops)
        txns = len(whole_txns(ops))
        away = Failed(Road.PUSH, command.attempt, Why.AWAY, sent=ids, txns=txns)
        self._call(desk, Trip(away), lambda: Pushed(command.attempt, ids, self.hub.push(request)))
        return []

    def _call(self, desk: Desk, trip: Trip, work: Callable[[], Event]) -> None:
        """A request travels, perhaps twice or never; so does its answer."""
        life = desk.life

        def hear(event: Event) -> None:
            if desk.life == life:
                self.feed(desk, event)

        def arrive(patience_s: float) -> None:
            if patience_s > 0 and len(self.hub.feed) <= trip.after:
                self.at(POLL_S, lambda: arrive(patience_s - POLL_S))
                return
            event = self._done(work, trip.away)
            if self.rolls.random() >= self.net.reply_lost:
                self.at(self._delay(), lambda: hear(event))

        self.at(STALL_S, lambda: hear(trip.away))
        for _ in range(2 if self.rolls.random() < self.net.doubled else 1):
            if self.rolls.random() >= self.net.request_lost:
                self.at(self._delay(), lambda: arrive(trip.wait_s))

    def _done(self, work: Callable[[], Event], away: Failed) -> Event:
        try:
            event = work()
        except (HubUnavailableError, HubRejectedError) as error:
            return Failed(away.road, away.attempt, error.why, 0.0, away.sent, away.txns)
        if self.rolls.random() < self.net.garbled:
            return Failed(away.road, away.attempt, Why.TROUBLE, 0.0, away.sent, away.txns)
        return event

    def _delay(self) -> float:
        return self.net.slowest_s * self.rolls.random() ** 4 + 0.001

    def act(self, desk: Desk) -> None:
        """What a person does, or what happens to his machine."""
        if self.rolls.random() < self.net.crashes:
            self._crash(desk)
        if self.rolls.random() < 0.02:
            desk.backup = _copied(vars(desk.replica))
        if desk.backup and self.rolls.random() < self.net.restores:
            self._restore(desk)
        if self.rolls.random() < 0.05:
            desk.clock_off = timedelta(hours=self.rolls.randint(-9000, 9000))
        for op in self._work(desk):
            self.made[op.op_id] = op
            if self.rolls.random() < POISON:
                self.hub.poison.add(op.op_id)
        self.feed(desk, Woken())

    def _crash(self, desk: Desk) -> None:
        desk.life += 1
        desk.state = State()
        self.feed(desk, Started())

    def _restore(self, desk: Desk) -> None:
        """An old copy of the store is put in place; what only the newer one had is gone."""
        self.gone |= desk.replica.fresh.keys()
        vars(desk.replica).update(_copied(desk.backup))
        self._crash(desk)

    def _work(self, desk: Desk) -> list[Op]:
        replica = desk.replica
        clients = [rec for rec, entity in replica.entities.items() if entity == "client"]
        roll = self.rolls.random()
        if roll > 0.95:  # told by phone: a client that may not have reached the hub yet
            other = self.rolls.choice(self.desks).replica
            clients = [op.rec for op in other.fresh.values() if op.entity == "client"] or clients
            return [new_device(replica, self.rolls.choice(clients))] if clients else []
        if roll < 0.4 or not clients:
            return intake(replica) if roll < 0.2 else [new_client(replica)]
        client = self.rolls.choice(clients)
        if roll < 0.5:
            return [new_device(replica, client)]
        now = START + timedelta(seconds=self.now_s) + desk.clock_off
        desk.stamp = hlc.tick(desk.stamp, max(0, int(now.timestamp() * 1000)))
        value = str(self.rolls.randint(0, 3))
        return [replica.edit("client", client, "note", value, hlc=desk.stamp)]

    def heal(self) -> None:
        """The net and every machine work from now on."""
        self.net = Net(0, 0, 0, 0, 0.05, 0, 0, 0)
