"""Estimates: what a repair would cost and when it would be ready, in versions that never change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.gates import FREE_KINDS
from intake_app.checks.rights import Right
from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.models.agreeing import Estimate
from intake_app.services import (
    agreeing,
    agreement_reading,
    agreement_sheet,
    allowed,
    frozen,
    orders,
    terms_checks,
)
from intake_app.services.agreement_rows import Alternative, FrozenLines, Settled
from intake_app.services.drafts import EstimateKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.models.orders import Order
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.paperwork import Paperwork

MOST = 9
"""Alternatives of one version."""
_LATEST = "SELECT coalesce(max(version), 0) FROM estimate WHERE order_id = ?"


@dataclass(frozen=True, slots=True)
class Estimates:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = agreeing.SHOWS

    def agreement(self, order: UUID) -> Agreement:
        """All that was offered, answered and told. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            return agreement_sheet.read(session.driver, order, self.paperwork.settings.shop)

    def beyond(self, order: UUID) -> int:
        """How much of the work the client has not agreed to; nothing where he does not pay.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            found = agreement_sheet.read(session.driver, order, self.paperwork.settings.shop)
        return 0 if found.repair_kind in FREE_KINDS else found.coverage.missing

    def make(
        self,
        order: UUID,
        alternatives: Sequence[Alternative],
        kind: str = EstimateKind.APPROXIMATE,
        *,
        printing: bool = False,
    ) -> Settled:
        """Offer something; it takes the place of what was offered before.

        Where it goes beyond what the client allowed, the order waits for him. Raises
        RejectedError, then nothing has changed: NOT_ALLOWED, UNKNOWN_RECORD, FIRM_PRICE, or one
        with `fields` (`sum`, `title`, `ready_by`, `kind`).
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.APPROVE)
            header = agreeing.known(session, order)
            _refuse(session, order, alternatives, kind)
            made = _write(session, header, alternatives, kind)
            session.settle()  # what is covered counts this one, and its paper tells of it
            covered = agreement_reading.coverage(session.driver, order)
            stage = _wait(session, header) if covered.missing else ""
            if printing:
                self._print(session, order)
            return Settled(covered, stage, made)

    def make_from_lines(
        self,
        order: UUID,
        alternatives: Sequence[Alternative] = (Alternative(0),),
        kind: str = EstimateKind.APPROXIMATE,
        *,
        printing: bool = False,
    ) -> Settled:
        """The same, but the first is made of the works and parts of the order as they stand now."""
        with self.store.reading() as session:
            found = agreement_reading.lines(session.driver, order)
        if not found:
            raise RejectedError(Problem.NO_LINES, fields={"sum": Problem.NO_LINES})
        sum_ = sum(line.minor for line in found)
        first = replace(alternatives[0], minor=sum_, lines=found)
        return self.make(order, (first, *alternatives[1:]), kind, printing=printing)

    def _print(self, session: Writing, order: UUID) -> None:
        if not self.paperwork.has_printer("estimate"):
            return
        made = orders.papers(self.paperwork, session.driver, session.now)
        self.paperwork.queue_new(session, order, ("estimate", made.fresh(order, "estimate")))


def _refuse(session: Writing, order: UUID, alternatives: Sequence[Alternative], kind: str) -> None:
    if not 0 < len(alternatives) <= MOST:
        raise RejectedError(Problem.MISSING, fields={"sum": Problem.MISSING})
    for one in alternatives:
        agreeing.refuse(
            sum=terms_checks.amount(one.minor),
            title=agreeing.short(one.title),
            ready_by=terms_checks.day(one.ready_by),
            kind=agreeing.one_of(kind, tuple(EstimateKind)),
        )
    firm = agreement_reading.firm_sum(session.driver, order)
    if firm is not None and min(one.minor for one in alternatives) > firm:
        raise RejectedError(Problem.FIRM_PRICE, fields={"sum": Problem.FIRM_PRICE})


def _write(session: Writing, header: Order, alternatives: Sequence[Alternative], kind: str) -> UUID:
    row = session.driver.execute(_LATEST, (header.id.bytes,)).fetchone()
    names = ascii_uppercase if len(alternatives) > 1 else ("",)
    made = [
        session.create(
            Estimate,
            order_id=header.id,
            version=row[0] + 1,
            variant=variant,
            title=one.title.strip(),
            lines=frozen.dump(FrozenLines(one.lines)),
            minor=one.minor,
            currency=header.currency,
            estimate_kind=kind,
            ready_by=one.ready_by,
            at=session.now,
            by=session.operator,
        )
        for variant, one in zip(names, alternatives, strict=False)
    ]
    return made[0]


def _wait(session: Writing, header: Order) -> str:
    """Above what was allowed nothing is done: the order waits for its client."""
    if header.stage == Stage.ACCEPTED:
        agreeing.move(session, header, Stage.DIAGNOSTICS)
    return agreeing.move(session, header, Stage.AWAITING_APPROVAL)
