"""Everything bad that this simulator can do to a shop, each by its name and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.sync.core.status import Offline, Stuck

if TYPE_CHECKING:
    from intake_app.sync.core.state import State


class Fault(StrEnum):
    """Names of `sync.md` §3.2; where it is met stands in the group's comment."""

    # processes
    DESK_KILLED_IN_STATEMENT = "desk killed at a statement"
    DESK_KILLED_BEFORE_COMMIT = "desk killed before a commit"
    DESK_KILLED_AFTER_COMMIT = "desk killed after a commit"
    DESK_KILLED_IDLE = "desk killed between statements"
    DESK_ASLEEP = "desk asleep, all calls dead"
    DESK_STOPPED = "desk stopped for a while"
    HUB_KILLED_IN_STATEMENT = "hub killed at a statement"
    HUB_KILLED_BEFORE_COMMIT = "hub killed before a commit"
    HUB_KILLED_AFTER_COMMIT = "hub killed between commit and reply"
    HUB_RESTARTED = "hub restarted"
    # disks
    DESK_FULL = "desk's disk full"
    DESK_EIO = "desk's disk gives errors"
    DESK_SLOW = "desk's disk takes 5 s for a commit"
    DESK_BUSY = "desk's store locked by another program"
    HUB_FULL = "hub's disk full"
    HUB_EIO = "hub's disk gives errors"
    HUB_SLOW = "hub's disk takes 5 s for a commit"
    ROLLED_BACK = "desk's disk rolled back"
    STORE_PUT_BACK = "desk's store put back alone"
    CLONED = "desk cloned"
    HUB_RESTORED = "hub restored by the tool"
    HUB_RESTORED_BY_HAND = "hub restored without the tool"
    HUB_FOLDED = "hub's log folded"
    # network
    REQUEST_LOST = "request lost"
    REPLY_LOST = "reply lost"
    DOUBLED = "request doubled"
    DOUBLED_HOURS_LATER = "request doubled hours later"
    REPLAYED = "a proxy repeats an earlier reply"
    DELAYED = "slow answer"
    TRICKLE = "an answer byte by byte"
    HALF_OPEN = "half-open connection"
    PORTAL = "captive portal"
    REDIRECTED = "captive portal that redirects"
    TRUNCATED = "body cut off"
    GARBLED = "body garbled"
    BUSY_429 = "429 with Retry-After"
    BUSY_503 = "503"
    BROKEN_500 = "500"
    PARTED_ONE = "one desk cut off"
    PARTED_MANY = "several desks cut off"
    PARTED_ALL = "all desks cut off"
    # clocks
    CLOCK_HOUR = "clock an hour off"
    CLOCK_BACK = "clock 400 days back"
    CLOCK_AHEAD = "clock 5 years ahead"
    CLOCK_1970 = "clock of a dead battery"
    HUB_CLOCK = "hub's clock wrong"
    # data
    POISON = "op the hub must not take"
    OVERSIZE = "op too big to travel"
    HUGE_ACTION = "user action of more ops than a batch"
    UNKNOWN_KIND = "kind only a newer hub knows"
    NEWER_SCHEMA = "field only a newer program knows"
    MISSING_PARENT = "op whose parent nobody has"
    ODD_TEXT = "emoji, NUL, right to left"
    MONEY = "very large money"
    SAME_CLIENT = "same client on two desks"
    CROSSING_MERGES = "merges in both directions"
    SAME_FIELD = "two desks edit one field"
    SAME_LINE = "two desks edit one line of an order"
    SAME_PICTURE = "same picture twice"
    ERASED_EDITED = "erased record edited offline"
    # people
    LONG_OFFLINE = "desk away for 60 days"
    REVOKED = "desk revoked and enrolled again"


class Violation(Exception):  # noqa: N818 - what it is called in a report
    """An invariant does not hold."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail


class ProtocolState(StrEnum):
    """Where a desk's machine stands when something hits it."""

    GREETING = "greeting"
    IDLE = "idle"
    PULLING = "pulling"
    PUSHING = "pushing"
    BOTH = "pushing and pulling"
    WAITING = "waiting for a retry"
    DOWN = "down or stuck"


def state_of(state: State) -> ProtocolState:
    """Read it off the machine."""
    if not state.running or isinstance(state.told, Stuck):
        return ProtocolState.DOWN
    if state.hello.busy:
        return ProtocolState.GREETING
    if not state.greeted or isinstance(state.told, Offline):
        return ProtocolState.WAITING
    if state.push.busy:
        return ProtocolState.BOTH if state.pull.busy else ProtocolState.PUSHING
    return ProtocolState.PULLING if state.pull.busy else ProtocolState.IDLE


@dataclass(slots=True)
class Tally:
    """What was met, how often, and in which state of the protocol."""

    faults: Counter[str] = field(default_factory=Counter[str])
    pairs: Counter[str] = field(default_factory=Counter[str])
    deeds: Counter[str] = field(default_factory=Counter[str])
    worlds: int = 0

    def meet(self, fault: Fault, state: ProtocolState) -> None:
        """Count one."""
        self.faults[fault.value] += 1
        self.pairs[f"{fault.value} | {state.value}"] += 1

    def add(self, other: Tally) -> None:
        """Sum up over worlds."""
        self.faults += other.faults
        self.pairs += other.pairs
        self.deeds += other.deeds
        self.worlds += other.worlds
