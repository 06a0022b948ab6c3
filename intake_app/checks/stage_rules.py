"""What holds at each stage: who moves there, what must be there, what the client sees; pure data.

The one table: the choice of stages, the moves, the workshop and the client's page all read it.
The owner changes labels, limits, gates, colours and roles (`checks.stage_choices`), not the codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.gates import FREE_KINDS, Gate
from intake_app.checks.rights import Right
from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.checks.rights import Role


class Clock(StrEnum):
    """What the promised term does while an order stands at a stage."""

    RUNS = "runs"
    PAUSED = "paused"  # the client is waited for
    STOPPED = "stopped"  # the work is done, storage begins
    CLOSED = "closed"


class Tint(StrEnum):
    """A colour by what it means; `ui.stage_tints` has the paint."""

    REST = "rest"
    LOOKING = "looking"
    WAITING = "waiting"
    WORK = "work"
    CHECKING = "checking"
    READY = "ready"
    CLOSED = "closed"
    PROBLEM = "problem"


class Seen(StrEnum):
    """What the client is told of a stage: fewer words than the workshop has."""

    ACCEPTED = "accepted"
    LOOKED_AT = "looked_at"
    DECISION = "decision"
    PREPAYMENT = "prepayment"
    PARTS = "parts"
    REPAIR = "repair"
    CHECK = "check"
    HELD = "held"
    READY = "ready"
    READY_AS_IT_WAS = "ready_as_it_was"
    ISSUED = "issued"
    REMINDER = "reminder"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """One row. `gates` are those that make sense there; `on` those that are asked for."""

    right: Right
    seen: Seen
    tint: Tint
    clock: Clock = Clock.RUNS
    limit_hours: int = 0  # of work, after which it is stuck; 0: never
    gates: tuple[Gate, ...] = ()
    on: frozenset[Gate] = frozenset()
    roles: frozenset[Role] | None = None  # who else than the right says; the owner's
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def runs_for(self, repair_kind: str) -> bool:
        """Whether the promised term runs there; the term of a warranty waits for nobody."""
        is_paused = self.clock is Clock.PAUSED and repair_kind not in FREE_KINDS
        return self.clock in {Clock.RUNS, Clock.PAUSED} and not is_paused


_G = Gate
_HANDED = (_G.PAID, _G.LOANER, _G.HANDOVER)
_OUT = frozenset(_HANDED)

SHIPPED: Mapping[Stage, StageRule] = MappingProxyType(
    {
        Stage.ACCEPTED: StageRule(
            right=Right.MOVE, seen=Seen.ACCEPTED, tint=Tint.REST, limit_hours=8
        ),
        Stage.DIAGNOSTICS: StageRule(
            right=Right.MOVE,
            seen=Seen.LOOKED_AT,
            tint=Tint.LOOKING,
            limit_hours=24,
            gates=(_G.TECHNICIAN,),
            on=frozenset({_G.TECHNICIAN}),
        ),
        Stage.AWAITING_APPROVAL: StageRule(
            right=Right.MOVE,
            seen=Seen.DECISION,
            tint=Tint.WAITING,
            clock=Clock.PAUSED,
            limit_hours=24,
            gates=(_G.DIAGNOSIS, _G.ESTIMATE),
        ),
        Stage.AWAITING_PREPAYMENT: StageRule(
            right=Right.MOVE,
            seen=Seen.PREPAYMENT,
            tint=Tint.WAITING,
            clock=Clock.PAUSED,
            limit_hours=40,
            gates=(_G.AMOUNT,),
        ),
        Stage.AWAITING_PARTS: StageRule(
            right=Right.MOVE,
            seen=Seen.PARTS,
            tint=Tint.WAITING,
            limit_hours=80,
            gates=(_G.PARTS,),
        ),
        Stage.IN_REPAIR: StageRule(
            right=Right.WORK,
            seen=Seen.REPAIR,
            tint=Tint.WORK,
            limit_hours=40,
            gates=(_G.TECHNICIAN, _G.DIAGNOSIS, _G.AGREED, _G.BACK),
            on=frozenset({_G.TECHNICIAN, _G.AGREED, _G.BACK}),
        ),
        Stage.OUTSOURCED: StageRule(
            right=Right.MOVE,
            seen=Seen.REPAIR,
            tint=Tint.WORK,
            limit_hours=80,
            gates=(_G.PARTNER,),
        ),
        Stage.TESTING: StageRule(
            right=Right.WORK, seen=Seen.CHECK, tint=Tint.CHECKING, limit_hours=8
        ),
        Stage.ON_HOLD: StageRule(
            right=Right.HOLD,
            seen=Seen.HELD,
            tint=Tint.REST,
            clock=Clock.PAUSED,
            limit_hours=40,
            gates=(_G.REASON, _G.NOTICE),
            on=frozenset({_G.REASON}),
        ),
        Stage.READY: StageRule(
            right=Right.WORK,
            seen=Seen.READY,
            tint=Tint.READY,
            clock=Clock.STOPPED,
            gates=(_G.CHECKLIST, _G.OUTCOME, _G.WORKS, _G.AGREED, _G.PLACE),
            on=frozenset({_G.AGREED}),
        ),
        Stage.READY_NO_REPAIR: StageRule(
            right=Right.MOVE,
            seen=Seen.READY_AS_IT_WAS,
            tint=Tint.READY,
            clock=Clock.STOPPED,
            gates=(_G.OUTCOME, _G.REASON, _G.DIAGNOSIS, _G.PLACE),
            on=frozenset({_G.OUTCOME}),
        ),
        Stage.ISSUED: StageRule(
            right=Right.ISSUE,
            seen=Seen.ISSUED,
            tint=Tint.CLOSED,
            clock=Clock.CLOSED,
            gates=_HANDED,
            on=_OUT,
        ),
        Stage.ISSUED_NO_REPAIR: StageRule(
            right=Right.ISSUE,
            seen=Seen.ISSUED,
            tint=Tint.CLOSED,
            clock=Clock.CLOSED,
            gates=_HANDED,
            on=_OUT,
        ),
        Stage.UNCLAIMED: StageRule(
            right=Right.HOLD,
            seen=Seen.REMINDER,
            tint=Tint.PROBLEM,
            clock=Clock.STOPPED,
            gates=(_G.WARNED,),
            on=frozenset({_G.WARNED}),
        ),
        Stage.DISPOSED: StageRule(
            right=Right.DISPOSE,
            seen=Seen.CLOSED,
            tint=Tint.CLOSED,
            clock=Clock.CLOSED,
            gates=(_G.LADDER, _G.LOANER, _G.REASON),
            on=frozenset({_G.LADDER, _G.LOANER}),
        ),
        Stage.CANCELLED: StageRule(
            right=Right.MOVE,
            seen=Seen.CLOSED,
            tint=Tint.CLOSED,
            clock=Clock.CLOSED,
            gates=(_G.REASON,),
            on=frozenset({_G.REASON}),
        ),
    }
)
"""As shipped: what a simple shop never misses is asked for, the rest when the owner wants it."""

DONE = frozenset(
    stage.value for stage, rule in SHIPPED.items() if rule.clock in {Clock.STOPPED, Clock.CLOSED}
)
"""Stages at which the work is over, ready or closed."""
