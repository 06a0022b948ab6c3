"""Handing devices over: who took what away, in one transaction with the stage and the papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.gates import Gate
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.returning import Checkup, Handover
from intake_app.money import Money
from intake_app.services import (
    allowed,
    hand,
    handover_checks,
    handover_reading,
    moves,
    orders,
    reworks,
    settlements,
    signing,
)
from intake_app.services.handover_rows import HandoverDraft, HandoverState, Issued
from intake_app.services.moves import Wish

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.papers import DocumentName
    from intake_app.services.paperwork import Paperwork

PAPERS: dict[str, tuple[DocumentName, ...]] = {
    "issued": ("completed", "warranty_slip", "handover"),
    "issued_no_repair": ("refusal", "handover"),
}
"""What the client takes with him, by the stage of his device."""
_SEEN_TO = frozenset({Gate.PAID, Gate.HANDOVER})
"""A debt was allowed by name, and this is the hand-over."""


@dataclass(frozen=True, slots=True)
class Handovers:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {
            "order",
            "stage",
            "payment",
            "line",
            "checkup",
            "handover",
            "loan",
            "loan_return",
            "client",
            "contact",
            "device",
            "staff",
        }
    )

    def state(self, order: UUID) -> HandoverState:
        """All that must be known before it leaves. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            return handover_reading.state(session.driver, order, self.store.recorder.operator)

    def hand_over(self, order: UUID, draft: HandoverDraft) -> Issued:
        """Give the device, and those of its visit that are named, to somebody; print the papers.

        Raises RejectedError, then nothing has changed: NOT_ALLOWED, NOT_READY, LOANER_OUT, DEBT,
        or one with `fields`. Whoever lets a debtor go must have the right himself.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.ISSUE)
            states = [self._ready(session, one, draft) for one in (order, *draft.also)]
            draft = _signed(draft, tuple(state.number for state in states))
            jobs = [job for state in states for job in self._hand_over(session, state, draft)]
        first, *others = states
        numbers = tuple(other.number for other in others)
        return Issued(
            order_id=order, number=first.number, stage=first.to, jobs=tuple(jobs), others=numbers
        )

    def foresee(self, order: UUID, draft: HandoverDraft, covered: Callable[[UUID], int]) -> None:
        """Refuse what `hand_over` would refuse once so much of each debt is seen to.

        Asked before money is taken, so that none is taken for a device that stays here.
        """
        with self.store.reading() as session:
            driver, operator = session.driver, self.store.recorder.operator
            allowed.demand(driver, operator, Right.ISSUE)
            for one in (order, *draft.also):
                state = handover_reading.state(driver, one, operator)
                due = max(0, state.due.minor - covered(one))
                _refuse(driver, replace(state, due=Money(due, state.due.currency)), draft)

    def rework(self, order: UUID) -> IntakeDraft:
        """The intake of a device that is brought back: free, before others, linked to `order`.

        Raises RejectedError: UNKNOWN_RECORD, NOT_ISSUED while the device is still here.
        """
        with self.store.reading() as session:
            return reworks.draft(session.driver, order)

    def check(self, order: UUID, marks: str, note: str = "", kind: str = "testing") -> None:
        """Ask the questions of the intake again and keep the answers.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, MISSING where nothing was answered.
        """
        if not marks:
            raise RejectedError(Problem.MISSING, fields={"marks": Problem.MISSING})
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.MOVE)
            if session.get(Order, order) is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "order")
            self._check(session, order, (kind, marks, note))

    def _ready(self, session: Writing, order: UUID, draft: HandoverDraft) -> HandoverState:
        state = handover_reading.state(session.driver, order, session.operator)
        _refuse(session.driver, state, draft)
        return state

    def _hand_over(
        self, session: Writing, state: HandoverState, draft: HandoverDraft
    ) -> tuple[UUID, ...]:
        order, by = state.order_id, session.operator
        is_first = order not in draft.also
        if draft.marks and is_first:
            self._check(session, order, ("handover", draft.marks, draft.remarks))
        given = draft.accessories if is_first else _given_of(draft, order)
        session.add(
            Handover(
                order_id=order,
                to_whom=draft.to_whom,
                name=draft.name.strip() or state.client,
                proxy=draft.proxy.strip(),
                known_by=draft.known_by,
                accessories=", ".join(given),
                old_parts=draft.old_parts,
                remarks=draft.remarks.strip() if is_first else "",
                debt_minor=state.due.minor,
                allowed_by=draft.allowed_by.strip() if state.due.minor else "",
                currency=state.due.currency,
                at=session.now,
                by=by,
            )
        )
        settlements.settle(session, self.paperwork.settings, order)
        if draft.signature is not None:
            hand.add_signature(session, draft.signature, (order, by), hand.HANDOVER)
        moves.carry_out(session, order, Wish(to=state.to, waived=_SEEN_TO))
        session.settle()  # the papers tell of what has happened
        return self._papers(session, state, draft)

    def _papers(
        self, session: Writing, state: HandoverState, draft: HandoverDraft
    ) -> tuple[UUID, ...]:
        if not draft.printing:
            return ()
        order = state.order_id
        made = orders.papers(self.paperwork, session.driver, session.now)
        return tuple(
            self.paperwork.queue_new(session, order, (name, made.fresh(order, name)))
            for name in PAPERS[state.to]
            if self.paperwork.has_printer(name)
        )

    def _check(self, session: Writing, order: UUID, said: tuple[str, str, str]) -> None:
        kind, marks, note = said
        session.create(
            Checkup,
            order_id=order,
            kind=kind,
            marks=marks,
            note=note.strip(),
            at=session.now,
            by=session.operator,
        )


def _refuse(driver: Connection, state: HandoverState, draft: HandoverDraft) -> None:
    """Whoever lets a debtor go must have the right himself."""
    handover_checks.refuse(state, draft)
    if state.due.minor and not allowed.may(driver, draft.allowed_by.strip(), Right.ISSUE_IN_DEBT):
        fields = {"allowed_by": Problem.NOT_ALLOWED}
        raise RejectedError(Problem.NOT_ALLOWED, Right.ISSUE_IN_DEBT.value, fields=fields)


def _signed(draft: HandoverDraft, numbers: tuple[str, ...]) -> HandoverDraft:
    """A signature that was put under something else than what leaves now is none."""
    signed = draft.signature
    if signed is None or signed.content == signing.leaving(numbers, draft):
        return draft
    return replace(draft, signature=None)


def _given_of(draft: HandoverDraft, order: UUID) -> tuple[str, ...]:
    """What goes back with another device of the visit."""
    return dict(zip(draft.also, draft.also_given, strict=False)).get(order, ())
