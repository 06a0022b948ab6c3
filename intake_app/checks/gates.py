"""What must be there before an order may go to a stage; pure, over one frozen value.

`services.order_state` reads the value; whoever writes the records needs to know nothing of gates.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Gate(StrEnum):
    """One thing that may be asked for; the owner says where."""

    TECHNICIAN = "technician"
    DIAGNOSIS = "diagnosis"
    ESTIMATE = "estimate"
    AMOUNT = "amount"
    PARTS = "parts"
    AGREED = "agreed"
    PARTNER = "partner"
    CHECKLIST = "checklist"
    REASON = "reason"
    BACK = "back"
    NOTICE = "notice"
    OUTCOME = "outcome"
    WORKS = "works"
    PLACE = "place"
    PAID = "paid"
    LOANER = "loaner"
    HANDOVER = "handover"
    WARNED = "warned"
    LADDER = "ladder"


ASKED = (Gate.OUTCOME, Gate.TECHNICIAN, Gate.REASON, Gate.BACK, Gate.PLACE)
"""What whoever moves the order can say there and then; the rest is done elsewhere."""

FREE_KINDS = frozenset({"warranty", "own_warranty"})
"""Kinds of repair for which the client neither agrees on a sum nor pays."""

_READY = frozenset({Stage.READY, Stage.READY_NO_REPAIR, Stage.UNCLAIMED})
_UNREPAIRED = frozenset({Stage.READY_NO_REPAIR, Stage.ISSUED_NO_REPAIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What is known of one order when it is to be moved, counting what is said with the move."""

    stage: str
    repair_kind: str = "paid"
    has_technician: bool = False
    has_bench: bool = False  # the shop has technicians, so that one can be named
    has_diagnosis: bool = False
    has_estimate: bool = False
    estimate_minor: int | None = None  # as said at the counter
    works: int = 0
    lines_minor: int | None = None  # of works and parts, none while there are none
    beyond_minor: int = 0  # of the work, what the client did not agree to
    paid_minor: int = 0
    parts_waited: int = 0
    parts_undated: int = 0  # of them, without a day when they come
    is_outside: bool = False
    outside_dated: bool = False
    tested: bool = False  # since the repair began last
    hold_notices: int = 0
    warned: bool = False  # that the device is to be fetched
    ladder_done: bool = False
    in_place: bool = False
    loans_out: int = 0
    handed_over: bool = False
    may_owe: bool = False  # whoever asks may hand out in debt
    outcome: str = ""
    comment: str = ""

    @property
    def is_free(self) -> bool:
        """Whether the client pays nothing."""
        return self.repair_kind in FREE_KINDS

    def due_minor(self, to: str) -> int:
        """What is to be paid before it may leave for `to`; without lines what was estimated."""
        if self.is_free:
            return 0
        if self.lines_minor is not None:
            return self.lines_minor
        return 0 if to in _UNREPAIRED else self.estimate_minor or 0


def missing(gates: Iterable[Gate], facts: OrderFacts, to: str) -> tuple[Gate, ...]:
    """Which of the gates are shut on the way to a stage, in the order of the table."""
    asked = frozenset(gates)
    return tuple(gate for gate in Gate if gate in asked and not _OPEN[gate](facts, to))


def _agreed(facts: OrderFacts, _to: str) -> bool:
    return facts.is_free or facts.beyond_minor <= 0


def _paid(facts: OrderFacts, to: str) -> bool:
    return facts.may_owe or facts.due_minor(to) <= facts.paid_minor


def _amount(facts: OrderFacts, _to: str) -> bool:
    return facts.has_estimate or bool(facts.lines_minor or facts.estimate_minor)


def _back(facts: OrderFacts, _to: str) -> bool:
    return facts.stage not in _READY or bool(facts.comment)


_OPEN: Mapping[Gate, Callable[[OrderFacts, str], bool]] = MappingProxyType(
    {
        Gate.TECHNICIAN: lambda facts, _: facts.has_technician or not facts.has_bench,
        Gate.DIAGNOSIS: lambda facts, _: facts.has_diagnosis,
        Gate.ESTIMATE: lambda facts, _: facts.has_estimate,
        Gate.AMOUNT: _amount,
        Gate.PARTS: lambda facts, _: facts.parts_waited > 0 and not facts.parts_undated,
        Gate.AGREED: _agreed,
        Gate.PARTNER: lambda facts, _: facts.is_outside and facts.outside_dated,
        Gate.CHECKLIST: lambda facts, _: facts.tested,
        Gate.REASON: lambda facts, _: bool(facts.comment),
        Gate.BACK: _back,
        Gate.NOTICE: lambda facts, _: facts.hold_notices > 0,
        Gate.OUTCOME: lambda facts, _: bool(facts.outcome),
        Gate.WORKS: lambda facts, _: facts.works > 0,
        Gate.PLACE: lambda facts, _: facts.in_place,
        Gate.PAID: _paid,
        Gate.LOANER: lambda facts, _: facts.loans_out == 0,
        Gate.HANDOVER: lambda facts, _: facts.handed_over,
        Gate.WARNED: lambda facts, _: facts.warned,
        Gate.LADDER: lambda facts, _: facts.ladder_done,
    }
)
