"""Carries out commands: store verbs at once, calls as tasks whose answers come as events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, assert_never

from intake_app.errors import IntakeError, RejectedError
from intake_app.sync import offering
from intake_app.sync.comparing import compare
from intake_app.sync.core import wire
from intake_app.sync.core.commands import (
    Absorb,
    Acknowledge,
    Adopt,
    Apply,
    Carry,
    Compare,
    Fetch,
    Greet,
    Look,
    Mend,
    Offer,
    Pull,
    Push,
    Reconnect,
    Refuse,
    StoreCommand,
)
from intake_app.sync.core.events import (
    Brought,
    Carried,
    Compared,
    Event,
    Failed,
    Greeted,
    Offered,
    OutboxEmpty,
    Pulled,
    Pushed,
    Road,
    StoreFailed,
)
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why
from intake_app.sync.keeping import keep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.sync.calls import HubCalls
    from intake_app.sync.carrying import Carrier
    from intake_app.sync.core.ops import Op
    from intake_app.sync.replica import Replica

_Handed: TypeAlias = (
    Greet | Push | Pull | Offer | Fetch | Compare | Carry | Reconnect | StoreCommand
)
_HubError: TypeAlias = HubUnavailableError | HubRejectedError
_Work: TypeAlias = Callable[[], Coroutine[None, None, Event]]


class Hands:
    """Lives on the driver's event loop."""

    def __init__(
        self,
        replica: Replica,
        connect: Callable[[], HubCalls],
        events: asyncio.Queue[Event | Exception | None],
        carrier: Carrier | None = None,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._replica = replica
        self._connect = connect
        self._events = events
        self._carrier = carrier
        self._prepare = prepare or (lambda: None)
        self._calls: HubCalls | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry_out(self, command: _Handed) -> tuple[Event, ...]:
        """Do it, or begin it; return what the store said."""
        match command:
            case Greet():
                self._begin(Road.HELLO, partial(self._greet, command))
            case Push():
                self._begin(Road.PUSH, partial(self._push, command))
            case Pull():
                self._begin(Road.PULL, partial(self._pull, command))
            case Offer() | Compare() | Fetch():
                self._begin(Road.REPAIR, self._repairing(command))
            case Carry():
                self._begin(Road.BLOB, partial(self._carry, command))
            case Reconnect():
                await self.drop()
            case Adopt() | Acknowledge() | Refuse() | Apply() | Mend() | Absorb() | Look():
                return (keep(self._replica, command),)
            case _:
                assert_never(command)
        return ()

    def _repairing(self, command: Offer | Compare | Fetch) -> _Work:
        if isinstance(command, Offer):
            return partial(self._offer, command)
        if isinstance(command, Compare):
            return partial(self._compare, command)
        return partial(self._fetch, command)

    async def drop(self) -> None:
        """Give up every call and the connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        if self._calls is not None:
            calls, self._calls = self._calls, None
            await calls.close()
        if self._carrier is not None:
            await self._carrier.close()

    def _begin(self, road: Road, work: _Work) -> None:
        task = asyncio.create_task(self._call(road, work))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A bug in a call is raised in the loop of the driver, not lost with the task."""
        self._tasks.discard(task)
        bug = None if task.cancelled() else task.exception()
        if isinstance(bug, Exception):
            self._events.put_nowait(bug)

    async def _call(self, road: Road, work: _Work) -> None:
        try:
            event = await work()
        except IntakeError as error:  # of the store; the calls caught the hub's own
            event = StoreFailed(error.problem, road)
        self._events.put_nowait(event)

    def _hub(self) -> HubCalls:
        if self._calls is None:
            self._calls = self._connect()
        return self._calls

    async def _greet(self, command: Greet) -> Event:
        try:
            return Greeted(command.attempt, await self._hub().hello(command.request))
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.HELLO, command.attempt, error)

    async def _push(self, command: Push) -> Event:
        unsent = self._replica.unsent(command.limit)
        if not unsent:
            return OutboxEmpty(command.attempt)
        ops: Sequence[Op] = unsent
        try:
            ops = _fitting(unsent)
            request = wire.PushRequest(
                epoch=command.epoch, inc=command.inc, ops=tuple(ops), clock_ms=command.clock_ms
            )
            reply = await self._hub().push(request)
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.PUSH, command.attempt, error, ops)
        return Pushed(command.attempt, tuple(op.op_id for op in ops), reply)

    async def _pull(self, command: Pull) -> Event:
        try:
            reply = await self._hub().pull(command.request)
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.PULL, command.attempt, error)
        return Pulled(command.attempt, command.request.after, reply)

    async def _offer(self, command: Offer) -> Event:
        try:
            upto = await offering.offer(self._hub(), self._replica, command)
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.REPAIR, command.attempt, error)
        return Offered(command.attempt, command.epoch, upto)

    async def _compare(self, command: Compare) -> Event:
        try:
            done = await compare(self._hub(), self._replica, self._prepare)
            return Compared(command.attempt, done)
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.REPAIR, command.attempt, error)

    async def _carry(self, command: Carry) -> Event:
        try:
            more = self._carrier is not None and await self._carrier.carry()
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.BLOB, command.attempt, error)
        return Carried(command.attempt, more)

    async def _fetch(self, command: Fetch) -> Event:
        try:
            reply = await self._hub().part(command.request)
        except (HubUnavailableError, HubRejectedError) as error:
            return _failed(Road.REPAIR, command.attempt, error)
        return Brought(command.attempt, reply)


def _fitting(unsent: Sequence[Op]) -> tuple[Op, ...]:
    """An op that cannot travel is refused like by the hub, so that the batch is halved."""
    try:
        return wire.fitting(unsent)
    except RejectedError as error:
        raise HubRejectedError(Why.MALFORMED, error.detail) from error


def _failed(road: Road, attempt: int, error: _HubError, sent: Sequence[Op] = ()) -> Failed:
    return Failed(
        road,
        attempt,
        error.why,
        error.retry_after_s if isinstance(error, HubUnavailableError) else 0.0,
        tuple(op.op_id for op in sent),
        len(wire.whole_txns(sent)),
    )
