"""What the machine remembers between events, and what may be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from intake_app.errors import Problem
from intake_app.sync.core.events import Road
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Receiving,
    Stuck,
    StuckWhy,
    Synced,
    SyncStatus,
    Waiting,
)
from intake_app.sync.core.wire import NO_N, PUSH_OPS

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.sync.core.standing import Standing

DEBOUNCE_S = 0.3
TICK_S = 30.0
BACKOFF_CAP_S = 15.0
STUCK_S = 60.0
RETRY_AFTER_CAP_S = 600.0
FAILURES_SHOWN = 3
WATCHDOG_S = 300.0
COMPARE_AFTER_S = 600.0
BLOBS_EVERY_S = 10.0
COMPARE_EVERY_MS = 20 * 3600 * 1000
WATCHDOG_TRIES = 3
CLOCK_OFF_MIN = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event happens: seconds that only run forward, the wall clock, and a die in [0, 1)."""

    s: float
    wall: datetime
    roll: float

    @property
    def wall_ms(self) -> int:
        """The wall clock in milliseconds since 1970, never negative."""
        return max(0, int(self.wall.timestamp() * 1000))


@dataclass(frozen=True, slots=True)
class RoadState:
    """One kind of call: whether it is under way, and when it may be tried again."""

    attempt: int = 0
    busy: bool = False
    failures: int = 0
    not_before: float = 0.0

    def begun(self) -> RoadState:
        """A call goes out."""
        return replace(self, attempt=self.attempt + 1, busy=True)

    def ended(self) -> RoadState:
        """The call brought what was asked for."""
        return replace(self, busy=False, failures=0, not_before=0.0)

    def idle(self) -> RoadState:
        """The call came to nothing, without a fault."""
        return replace(self, busy=False)

    def failed(self, moment: Moment, at_least_s: float = 0.0) -> RoadState:
        """The call failed: wait a random part of a time that doubles up to the cap."""
        room = min(BACKOFF_CAP_S, 2.0 ** min(self.failures, 6))
        pause = max(moment.roll * room, min(at_least_s, RETRY_AFTER_CAP_S))
        return replace(self, busy=False, failures=self.failures + 1, not_before=moment.s + pause)

    def dropped(self) -> RoadState:
        """Whatever is under way does not count any more; the next try may be at once."""
        return replace(self, attempt=self.attempt + 1, busy=False, not_before=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything; a new one is made by each step."""

    standing: Standing | None = None
    running: bool = False
    greeted: bool = False
    forked: bool = False
    stuck: StuckWhy | None = None
    trouble: Problem | None = None  # of the last hello
    store_trouble: Problem | None = None  # of our own store
    hello: RoadState = field(default_factory=RoadState)
    push: RoadState = field(default_factory=RoadState)
    pull: RoadState = field(default_factory=RoadState)
    repair: RoadState = field(default_factory=RoadState)
    blob: RoadState = field(default_factory=RoadState)
    carries: bool = False  # whether this desk has pictures to exchange at all
    blobs_at: float = 0.0  # when to look for pictures again
    compare_at: float = 0.0  # not before
    offered: int | None = None  # how far the hub has what we keep
    received: tuple[int, int] = (0, 0)  # records of a snapshot: done and all
    push_at: float | None = None  # when to look into the outbox; None: it was empty
    push_limit: int = PUSH_OPS
    head: int = 0
    awaited: int = 0  # how far the feed went when the pull under way was sent
    last_n: int = NO_N
    in_touch_at: datetime | None = None
    durable: int = 0  # how far a proven backup of the hub goes, as it said last …
    noted: int = 0  # … and as the store knows
    clock_off_ms: int = 0  # the hub's clock is so far ahead of ours
    progress_at: float = 0.0
    restarts: int = 0
    ticked_at: float = 0.0
    told: SyncStatus = field(default_factory=Off)

    def road(self, road: Road) -> RoadState:
        """Look one up by its name."""
        match road:
            case Road.HELLO:
                return self.hello
            case Road.PUSH:
                return self.push
            case Road.PULL:
                return self.pull
            case Road.REPAIR:
                return self.repair
            case Road.BLOB:
                return self.blob
            case _:
                assert_never(road)

    def on(self, road: Road, now: RoadState) -> State:
        """Replace one by its name."""
        match road:
            case Road.HELLO:
                return replace(self, hello=now)
            case Road.PUSH:
                return replace(self, push=now)
            case Road.PULL:
                return replace(self, pull=now)
            case Road.REPAIR:
                return replace(self, repair=now)
            case Road.BLOB:
                return replace(self, blob=now)
            case _:
                assert_never(road)

    @property
    def may_push(self) -> bool:
        """Whether the hub takes our ops: it does so even when it finds us outdated.

        What it lost comes before what it never had, so that nobody's edit meets a gap.
        """
        in_touch = self.greeted or self.stuck is StuckWhy.OUTDATED
        return in_touch and self.mending is not Repair.OFFER

    @property
    def mending(self) -> Repair:
        """What comes before the feed is followed."""
        return self.standing.repair if self.standing else Repair.NONE

    @property
    def may_pull(self) -> bool:
        """Whether the feed can be followed."""
        return self.greeted and self.mending is Repair.NONE

    @property
    def may_mend(self) -> bool:
        """Whether a repair is due."""
        return self.greeted and self.mending is not Repair.NONE

    @property
    def may_carry(self) -> bool:
        """Whether pictures may move: ops come first, always."""
        standing = self.standing
        if not self.carries or not self.may_pull or standing is None:
            return False
        return self.push_at is None and not self.push.busy and standing.cursor >= self.head

    @property
    def problem(self) -> Problem | None:
        """What keeps us from the hub; one failed call is not yet worth a word."""
        if self.trouble or self.store_trouble:
            return self.store_trouble or self.trouble
        is_failing = (
            max(self.push.failures, self.pull.failures, self.repair.failures) >= FAILURES_SHOWN
        )
        return Problem.HUB_TROUBLE if is_failing else None

    @property
    def in_step(self) -> bool:
        """Whether nothing of ours waits and nothing of the feed is missing here."""
        standing = self.standing
        return standing is not None and self._is_even(standing)

    def _is_even(self, standing: Standing) -> bool:
        is_whole = standing.repair is Repair.NONE
        return is_whole and standing.pending == 0 and standing.cursor >= self.head


def deadline(state: State) -> float:
    """When the machine wants to be told `Ticked`, whatever else happens."""
    times = [state.ticked_at + TICK_S]
    if state.running and state.standing is not None:
        if not state.greeted and not state.hello.busy:
            times.append(state.hello.not_before)
        if state.may_push and not state.push.busy and state.push_at is not None:
            times.append(max(state.push_at, state.push.not_before))
        if state.may_mend and not state.repair.busy:
            times.append(state.repair.not_before)
        if state.may_pull and not state.pull.busy:
            times.append(state.pull.not_before)
        if state.may_carry and not state.blob.busy:
            times.append(max(state.blobs_at, state.blob.not_before))
    return min(times)


def status_of(state: State) -> SyncStatus:
    """Say how it is; the first that applies, from bad to good."""
    standing = state.standing
    pending = standing.pending if standing else 0
    oldest_at = standing.oldest_pending_at if standing else ""
    if not state.running:
        return Off()
    if state.stuck is not None:
        return Stuck(state.stuck, pending, oldest_at)
    if state.problem is not None:
        return Offline(pending, oldest_at, state.problem)
    return _flowing(state, pending, oldest_at)


def _clock_off_min(off_ms: int) -> int:
    """Whole minutes, and none where it is not worth a word."""
    minutes = abs(off_ms) // 60_000
    return 0 if minutes < CLOCK_OFF_MIN else minutes if off_ms > 0 else -minutes


def _flowing(state: State, pending: int, oldest_at: str) -> SyncStatus:
    quarantined = state.standing.quarantined if state.standing else 0
    if state.mending is not Repair.NONE:
        return Receiving(*state.received, pending)
    if quarantined:
        return NeedsAttention(quarantined, pending)
    if state.greeted and state.in_step and state.in_touch_at is not None:
        return Synced(state.in_touch_at, _clock_off_min(state.clock_off_ms))
    return Waiting(pending, oldest_at)
