"""Moving orders from stage to stage: asked for, checked, and kept as facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from intake_app.checks import gates, outcomes, stage_choices
from intake_app.checks.gates import Gate, OrderFacts
from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED, Stage, allows
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order, StageMove
from intake_app.services import (
    allowed,
    order_state,
    passcodes,
    placements,
    preferences,
    stock_moves,
)
from intake_app.services.order_state import Asker
from intake_app.services.stage_rows import Moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.checks.stage_rules import StageRule
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

UNDO_WITHIN = timedelta(minutes=1)
_TEXT_MAX = 4000
_TECHNICIAN = "SELECT id FROM staff WHERE active AND role = 'technician' AND name = ?"
_KNOWN = "SELECT 1 FROM staff WHERE active AND id = ?"
_LAST = "SELECT from_stage, to_stage, at, by FROM stage WHERE order_id = ? ORDER BY id DESC LIMIT 1"
_ENDED = frozenset({Stage.READY, Stage.READY_NO_REPAIR, Stage.UNCLAIMED})
_GONE_ON = frozenset({*_ENDED, Stage.ISSUED, Stage.ISSUED_NO_REPAIR, Stage.DISPOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Where an order shall go, and what is said with it.

    `waived` are gates that whoever asks has looked after himself.
    """

    to: str
    comment: str = ""
    outcome: str = ""
    technician: UUID | None = None
    place: UUID | None = None
    waived: frozenset[Gate] = frozenset()
    legal_profile: str = "ru"


@dataclass(frozen=True, slots=True)
class Moves:
    """The use cases; each method is one transaction."""

    store: Store
    legal_profile: str = "ru"

    SHOWS: ClassVar[frozenset[str]] = frozenset({"order", "stage", "preference", "staff"})

    def move(  # noqa: PLR0913 - what can be said with a move, by keyword
        self,
        order: UUID,
        to: str,
        *,
        comment: str = "",
        outcome: str = "",
        technician: UUID | None = None,
        place: UUID | None = None,
    ) -> Moved:
        """Move to a stage; then nothing has changed if it is refused.

        With a `place` the device is put there. Raises RejectedError: STAGE_NOT_ALLOWED,
        NOT_ALLOWED, STAGE_GATE with `fields` that name each shut gate, OUTCOME_UNFIT,
        NO_TECHNICIAN, TOO_LONG, UNKNOWN_RECORD.
        """
        wish = Wish(
            to=to,
            comment=comment,
            outcome=outcome,
            technician=technician,
            place=place,
            legal_profile=self.legal_profile,
        )
        with self.store.writing() as session:
            return carry_out(session, order, wish)

    def undo(self, order: UUID) -> Moved:
        """Take the last move of an order back by a move of its own, within a minute.

        Only whoever made it, and only where the stages allow the way back. Raises RejectedError:
        MOVE_OLD, STAGE_NOT_ALLOWED, UNKNOWN_RECORD.
        """
        with self.store.writing() as session:
            header = _known(session, order)
            row = session.driver.execute(_LAST, (order.bytes,)).fetchone()
            before, after, at, by = row or ("", "", "", "")
            is_his = after == header.stage and by == session.operator and before
            if not is_his or session.now - datetime.fromisoformat(at) > UNDO_WITHIN:
                raise RejectedError(Problem.MOVE_OLD)
            if not allows(after, before):
                raise RejectedError(Problem.STAGE_NOT_ALLOWED, f"{after} to {before}")
            if before == Stage.ACCEPTED and header.technician_id == _own(session):
                header.technician_id = None  # he took it with that very move
            return _write(session, header, Wish(to=before))


def carry_out(session: Writing, order: UUID, wish: Wish) -> Moved:
    """Move inside a transaction that may do more; raises as `Moves.move`."""
    if len(wish.comment) > _TEXT_MAX:
        raise RejectedError(Problem.TOO_LONG, fields={"comment": Problem.TOO_LONG})
    session.settle()  # what this very transaction wrote counts
    header = _known(session, order)
    driver, to, operator = session.driver, wish.to, session.operator
    if not allows(header.stage, to):
        raise RejectedError(Problem.STAGE_NOT_ALLOWED, f"{header.stage} to {to}")
    rule = rules_of(session)[Stage(to)]
    if not allowed.may_move(driver, operator, rule):
        raise RejectedError(Problem.NOT_ALLOWED, rule.right.value)
    if wish.place is not None:
        allowed.demand(driver, operator, Right.STORE)
        placements.put(session, order, wish.place)
    wish = _completed(session, header, wish, rule)
    asker = Asker(operator, session.now, wish.legal_profile)
    facts = order_state.read(driver, order.bytes, asker)
    refuse(shut(rule, said(facts, wish), wish.to) - wish.waived)
    return _write(session, header, wish)


def rules_of(session: Writing) -> Mapping[Stage, StageRule]:
    """The owner's table, for a writer."""
    return stage_choices.read(preferences.in_force(session, stage_choices.KEY))


def shut(rule: StageRule, facts: OrderFacts, to: str) -> frozenset[Gate]:
    """Which of the gates that are asked for are shut."""
    return frozenset(gates.missing(rule.on, facts, to))


def said(facts: OrderFacts, wish: Wish) -> OrderFacts:
    """The facts as they will be with what is said."""
    return replace(
        facts,
        comment=wish.comment.strip(),
        outcome=wish.outcome,
        has_technician=facts.has_technician or wish.technician is not None,
        in_place=facts.in_place or wish.place is not None,
    )


def refuse(missing: frozenset[Gate]) -> None:
    """Raise RejectedError(STAGE_GATE) naming each gate; nothing where all are open."""
    named = {gate.value: Problem(f"gate_{gate.value}") for gate in Gate if gate in missing}
    if named:
        raise RejectedError(Problem.STAGE_GATE, ", ".join(named), fields=named)


def _completed(session: Writing, header: Order, wish: Wish, rule: StageRule) -> Wish:
    """What goes without saying: who moves it repairs it, and ready means repaired."""
    if wish.outcome and not outcomes.fits(wish.outcome, wish.to):
        raise RejectedError(Problem.OUTCOME_UNFIT, fields={"outcome": Problem.OUTCOME_UNFIT})
    if wish.technician is not None:
        row = session.driver.execute(_KNOWN, (wish.technician.bytes,)).fetchone()
        if row is None:
            problem = Problem.NO_TECHNICIAN
            raise RejectedError(problem, fields={"technician": problem})
    elif header.technician_id is None and Gate.TECHNICIAN in rule.gates:
        wish = replace(wish, technician=_own(session))
    if not wish.outcome and Gate.OUTCOME not in rule.on:
        wish = replace(wish, outcome=outcomes.usual(wish.to))
    return wish


def _own(session: Writing) -> UUID | None:
    """Who stands at the desk, if he repairs and nobody else bears his name."""
    rows = session.driver.execute(_TECHNICIAN, (session.operator,)).fetchall()
    return UUID(bytes=rows[0][0]) if len(rows) == 1 else None


def _write(session: Writing, header: Order, wish: Wish) -> Moved:
    moved = Moved(header.id, header.number, header.stage, wish.to)
    add_fact(session, header, wish.to, wish.comment.strip())
    if wish.technician is not None:
        header.technician_id = wish.technician
    if wish.outcome:
        header.outcome, header.outcome_note = wish.outcome, wish.comment.strip()
    elif header.outcome and wish.to not in _GONE_ON:
        header.outcome = header.outcome_note = ""
    return moved


def add_fact(session: Writing, header: Order, to: str, comment: str) -> None:
    """Keep the move of an order as a fact, and where it stands by it."""
    session.create(
        StageMove,
        order_id=header.id,
        from_stage=header.stage,
        to_stage=to,
        at=session.now,
        by=session.operator,
        comment=comment,
        desk=session.desk,
    )
    header.stage, header.stage_at = to, session.now
    passcodes.wipe_if_closed(session, header.id, to)
    if to in CLOSED:
        placements.leave(session, header.id)
    stock_moves.follow(session, header.id, to)


def _known(session: Writing, order: UUID) -> Order:
    found = session.get(Order, order)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    return found
