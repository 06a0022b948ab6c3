"""What can happen to the exchange. `attempt` tells an answer to a call we have given up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.errors import Problem
    from intake_app.sync.core.refusal import Why
    from intake_app.sync.core.repair_wire import PartReply
    from intake_app.sync.core.standing import Standing
    from intake_app.sync.core.wire import HelloReply, PullReply, PushReply


class Road(StrEnum):
    """The independent kinds of call; at most one of each is under way."""

    HELLO = "hello"
    PUSH = "push"
    PULL = "pull"
    REPAIR = "repair"
    BLOB = "blob"


@dataclass(frozen=True, slots=True)
class Started:
    """The exchange begins, or goes on after a pause."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A person, or the end of the program, stops the exchange."""


@dataclass(frozen=True, slots=True)
class Woken:
    """Something was committed here."""


@dataclass(frozen=True, slots=True)
class Hurried:
    """A person, or the network coming up, asks for a try now."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """The deadline the state asked for has come."""


@dataclass(frozen=True, slots=True)
class Greeted:
    """The hub answered a hello."""

    attempt: int
    reply: HelloReply


@dataclass(frozen=True, slots=True)
class OutboxEmpty:
    """There was nothing to push."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Pushed:
    """The hub answered a push of the ops `sent`."""

    attempt: int
    sent: tuple[UUID, ...]
    reply: PushReply


@dataclass(frozen=True, slots=True)
class Pulled:
    """The hub answered a pull of what follows `after`."""

    attempt: int
    after: int
    reply: PullReply


@dataclass(frozen=True, slots=True)
class Offered:
    """The hub has what we keep up to `upto`; None: nothing is left to offer."""

    attempt: int
    epoch: UUID
    upto: int | None


@dataclass(frozen=True, slots=True)
class Brought:
    """The hub gave a part of a snapshot."""

    attempt: int
    reply: PartReply


@dataclass(frozen=True, slots=True)
class Compared:
    """Store and hub were held against each other, or (`was_possible`) could not be just now."""

    attempt: int
    was_possible: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A chunk went one way or the other, or (`more` is false) there is none to go just now."""

    attempt: int
    more: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A call brought no answer that can be used. A push tells what it carried."""

    road: Road
    attempt: int
    why: Why
    retry_after_s: float = 0.0
    sent: tuple[UUID, ...] = ()
    txns: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """The store took what a command gave it, or was merely looked at (no road)."""

    standing: Standing
    road: Road | None = None


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The store did not take it: full disk, busy, corrupt; nothing of the command happened."""

    problem: Problem
    road: Road | None = None


Own: TypeAlias = Started | Paused | Woken | Hurried | Ticked
Answer: TypeAlias = (
    Greeted | OutboxEmpty | Pushed | Pulled | Offered | Brought | Compared | Carried | Failed
)
StoreAnswer: TypeAlias = Stored | StoreFailed
Event: TypeAlias = Own | Answer | StoreAnswer
