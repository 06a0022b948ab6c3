"""Drives the exchange: one thread with its event loop carries out what the machine commands."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

from intake_app.sync.core.commands import Report
from intake_app.sync.core.events import Event, Hurried, Paused, Started, Ticked, Woken
from intake_app.sync.core.machine import step
from intake_app.sync.core.state import Moment, State, deadline
from intake_app.sync.core.status import Off, Offline, Stuck, StuckWhy
from intake_app.sync.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.clock import Clock
    from intake_app.sync.calls import HubCalls
    from intake_app.sync.carrying import Carrier
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.replica import Replica

logger = logging.getLogger(__name__)

STOP_S = 10.0

_Post: TypeAlias = Event | Exception | None
"""What comes to the loop: an event, a bug to raise there, or the end."""


class SyncDriver:
    """Owns the thread of the exchange. Its verbs may be called from any thread, at any time.

    `report` is called on that thread, as are `connect` and every verb of the replica.
    """

    def __init__(
        self,
        replica: Replica,
        connect: Callable[[], HubCalls],
        report: Callable[[SyncStatus], None],
        *,
        now: Clock,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._replica = replica
        self._connect = connect
        self._report = report
        self._now = now
        self._roll = roll
        self.carrier: Carrier | None = None  # of pictures; set before the start
        self.prepare: Callable[[], object] | None = None  # before records are mended; the same
        self._told = threading.Condition()
        self._status: SyncStatus = Off()
        self._is_settled = False
        self._gate = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._opened = threading.Event()
        self._events: asyncio.Queue[_Post] = asyncio.Queue()

    @property
    def status(self) -> SyncStatus:
        """What was reported last."""
        return self._status

    def start(self) -> None:
        """Begin the exchange; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
            self._thread.start()
            self._opened.wait()

    def wake(self) -> None:
        """Something was committed: look soon."""
        self._post(Woken())

    def hurry(self) -> None:
        """Try now, without waiting for the next turn."""
        self._post(Hurried())

    def pause(self) -> None:
        """Stop talking to the hub until `resume`."""
        self._post(Paused())

    def resume(self) -> None:
        """Go on after `pause`."""
        self._post(Started())

    def stop(self) -> None:
        """End the thread; calls under way are given up, which is always safe."""
        self._post(None)
        if self._thread is not None:
            self._thread.join(STOP_S)

    def settled(self, timeout_s: float) -> SyncStatus:
        """Wait until all is exchanged or cannot be, and say which."""
        with self._told:
            self._told.wait_for(lambda: self._is_settled, timeout_s)
            return self._status

    def _post(self, event: _Post) -> None:
        with self._gate:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    def _run(self) -> None:
        """The thread. A bug ends it, and then people are told before the crash handler is."""
        last: SyncStatus = Stuck(StuckWhy.NO_PROGRESS, 0, "")
        try:
            asyncio.run(self._exchange())
            last = Off()
        finally:
            self._opened.set()  # whatever happened, nobody may wait for it
            self._tell(last)
            self._settle(is_in_step=False)

    async def _exchange(self) -> None:
        with self._gate:
            self._loop = asyncio.get_running_loop()
        self._opened.set()
        hands = Hands(self._replica, self._connect, self._events, self.carrier, self.prepare)
        state = State(carries=self.carrier is not None)
        event: _Post = Started()
        try:
            while event is not None:
                if isinstance(event, Exception):
                    raise event
                state = await self._take(state, event, hands)
                event = await self._next(state)
        finally:
            with self._gate:
                self._loop = None
            await hands.drop()

    async def _take(self, state: State, event: Event, hands: Hands) -> State:
        """One step and what it commands; answers of the store come before anything else."""
        waiting: deque[Event] = deque([event])
        while waiting:
            moment = Moment(time.monotonic(), self._now(), self._roll())
            state, commands = step(state, waiting.popleft(), moment)
            for command in commands:
                if isinstance(command, Report):
                    self._tell(command.status)
                else:
                    waiting.extend(await hands.carry_out(command))
        self._settle(state.greeted and state.in_step)
        return state

    async def _next(self, state: State) -> _Post:
        try:
            async with asyncio.timeout(max(0.0, deadline(state) - time.monotonic())):
                return await self._events.get()
        except TimeoutError:
            return Ticked()

    def _settle(self, is_in_step: bool) -> None:
        """Records put aside do not end the exchange; being in step, offline or stuck does."""
        with self._told:
            self._is_settled = is_in_step or isinstance(self._status, Offline | Stuck)
            self._told.notify_all()

    def _tell(self, status: SyncStatus) -> None:
        if type(status) is not type(self._status):
            logger.info("exchange: %s", type(status).__name__)
        self._status = status
        self._report(status)
