"""The machine on a bench: events go in by hand, commands and the told status come out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from intake_app.sync.core.commands import (
    Command,
    Greet,
)
from intake_app.sync.core.events import (
    Event,
    Greeted,
    OutboxEmpty,
    Pushed,
    Road,
    Started,
    Stored,
    Ticked,
)
from intake_app.sync.core.machine import step
from intake_app.sync.core.ops import FeedOp, Op, Outcome
from intake_app.sync.core.standing import Receipt, Standing
from intake_app.sync.core.state import Moment, State
from intake_app.sync.core.wire import (
    HelloReply,
    HubState,
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


def carrying() -> Bench:
    """In touch, with nothing to push and pictures to move."""
    bench = in_touch()
    bench.state = replace(bench.state, carries=True)
    bench.feed(OutboxEmpty(bench.state.push.attempt))
    return bench


def page(first: int, count: int) -> tuple[FeedOp, ...]:
    desk = MemoryReplica()
    return tuple(FeedOp(first + at, Outcome.APPLIED, new_client(desk)) for at in range(count))


def pushed(bench: Bench, ops: list[Op], *, head: int = 1, last_n: int = -1) -> None:
    attempt = bench.state.push.attempt
    receipts = tuple(Receipt(op.op_id, Outcome.APPLIED, 1) for op in ops)
    reply = PushReply(hub=hub(head, last_n=last_n), receipts=receipts)
    bench.feed(Pushed(attempt, tuple(op.op_id for op in ops), reply))
