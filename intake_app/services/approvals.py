"""What the client answered: kept with channel, moment, exact words, who said and who took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.outcomes import Outcome
from intake_app.checks.rights import Right
from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.models.agreeing import Approval
from intake_app.services import (
    agreeing,
    agreement_reading,
    allowed,
    promises,
    terms_checks,
)
from intake_app.services.agreement_rows import ANSWERS, Cause, Settled, Standing, Verdict

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.orders import Order
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.agreement_rows import AnswerDraft, EstimateRow
    from intake_app.services.paperwork import Paperwork

_CAME_FROM = (
    "SELECT from_stage FROM stage WHERE order_id = ? AND to_stage = ?"
    " ORDER BY seq IS NULL DESC, seq DESC, id DESC LIMIT 1"
)
_NOTICE = "SELECT 1 FROM notice WHERE id = ? AND order_id = ? AND kind = 'risk'"
_ANSWERED = "SELECT 1 FROM approval WHERE notice_id = ?"


@dataclass(frozen=True, slots=True)
class Approvals:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = agreeing.SHOWS

    def record(self, order: UUID, said: AnswerDraft) -> Settled:
        """Keep an answer and let the order go where it leads.

        A yes that covers the work ends the waiting and moves the promise to the day offered; to
        give up makes the device ready without repair. Raises RejectedError, then nothing has
        changed: NOT_ALLOWED, UNKNOWN_RECORD, SUPERSEDED, or one with `fields` (`text`, `channel`,
        `said_by`, `said_at`, `minor`).
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.APPROVE)
            header = agreeing.known(session, order)
            _refuse(session, said)
            offered = _offered(session, order, said)
            made = _write(session, header, said, offered)
            session.settle()
            covered = agreement_reading.coverage(session.driver, order)
            if said.verdict is Verdict.GIVES_UP:
                stage = _give_up(session, header, said)
            elif said.notice_id is not None:
                stage = _resume(session, header, said)
            else:
                stage = self._go_on(session, header, said, offered) if not covered.missing else ""
            return Settled(covered, stage, made)

    def _go_on(
        self, session: Writing, header: Order, said: AnswerDraft, offered: EstimateRow | None
    ) -> str:
        """The work is covered: nothing keeps it waiting."""
        if said.verdict is Verdict.YES and offered is not None and offered.ready_by:
            until = promises.closing(session, self.paperwork.settings.shop, offered.ready_by)
            if until != header.promised_at and until > session.now:
                told = promises.Told(said.text, Cause.CLIENT, said.channel)
                promises.write(session, header, until, told)
        if header.stage != Stage.AWAITING_APPROVAL:
            return ""
        if said.verdict is Verdict.NOT_SO and _before(session, header) != Stage.IN_REPAIR:
            return ""  # nothing was begun: he waits for another offer
        return agreeing.move(session, header, Stage.IN_REPAIR)


def _refuse(session: Writing, said: AnswerDraft) -> None:
    names_sum = said.verdict is Verdict.YES and not (said.estimate_id or said.notice_id)
    agreeing.refuse(
        text=agreeing.worded(said.text),
        channel=agreeing.one_of(said.channel, ANSWERS),
        said_by=agreeing.short(said.said_by),
        said_at=agreeing.past(said.said_at, session.now),
        minor=Problem.MISSING
        if names_sum and said.minor is None
        else terms_checks.amount(said.minor),
    )


def _offered(session: Writing, order: UUID, said: AnswerDraft) -> EstimateRow | None:
    """The estimate that is answered: of the last version, for nobody may agree to an old one."""
    if said.notice_id is not None:
        keys = (said.notice_id.bytes, order.bytes)
        if session.driver.execute(_NOTICE, keys).fetchone() is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "notice")
        if session.driver.execute(_ANSWERED, keys[:1]).fetchone():
            raise RejectedError(Problem.SUPERSEDED, "answered already")
    if said.estimate_id is None:
        return None
    replies = agreement_reading.answers(session.driver, order)
    found = agreement_reading.judged(agreement_reading.estimates(session.driver, order), replies)
    row = next((row for row in found if row.id == said.estimate_id), None)
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "estimate")
    if row.standing is Standing.SUPERSEDED or row.version < found[-1].version:
        raise RejectedError(Problem.SUPERSEDED, row.name)
    return row


def _write(session: Writing, header: Order, said: AnswerDraft, offered: EstimateRow | None) -> UUID:
    agreed = said.verdict is Verdict.YES
    sum_ = said.minor if said.minor is not None else offered.sum.minor if offered else 0
    return session.create(
        Approval,
        order_id=header.id,
        estimate_id=said.estimate_id,
        notice_id=said.notice_id,
        agreed=agreed,
        minor=sum_ if agreed else 0,
        currency=header.currency,
        channel=said.channel,
        said_by=said.said_by.strip(),
        said_at=said.said_at or session.now,
        text=said.text.strip(),
        at=session.now,
        by=session.operator,
    )


def _give_up(session: Writing, header: Order, said: AnswerDraft) -> str:
    """The device goes back as it is; why is said by what was refused."""
    is_price = said.notice_id is None
    outcome = Outcome.REFUSED_PRICE if is_price else Outcome.REFUSED_BY_CLIENT
    stage = agreeing.move(session, header, Stage.READY_NO_REPAIR, said.text)
    if stage:
        header.outcome, header.outcome_note = outcome.value, said.text.strip()
    return stage


def _resume(session: Writing, header: Order, said: AnswerDraft) -> str:
    """He was warned and wants it done all the same: back to where it was held."""
    if header.stage != Stage.ON_HOLD or said.verdict is not Verdict.YES:
        return ""
    return agreeing.move(session, header, _before(session, header))


def _before(session: Writing, header: Order) -> str:
    """The stage from which the order came to where it stands."""
    keys = (header.id.bytes, header.stage)
    row = session.driver.execute(_CAME_FROM, keys).fetchone()
    return row[0] if row else ""
