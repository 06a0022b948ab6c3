"""What the client was told, kept with its proof (Civil Code, article 716)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.rights import Right
from intake_app.checks.stages import Stage
from intake_app.errors import Problem
from intake_app.models.agreeing import Notice
from intake_app.services import agreeing, agreement_reading, allowed
from intake_app.services.agreement_rows import TOLD, NoticeKind, Settled

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.agreement_rows import NoticeDraft

KINDS = (NoticeKind.RISK, NoticeKind.DELAY, NoticeKind.READY, NoticeKind.UNCLAIMED)
"""What is told here; a promise is moved by `Promises`."""


@dataclass(frozen=True, slots=True)
class Notices:
    """The use case: one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = agreeing.SHOWS

    def tell(self, order: UUID, said: NoticeDraft) -> Settled:
        """Keep what the client was told; after a risk the order is held until he answers.

        Whoever works on it must stop by law, so that no right to hold orders is asked for. Raises
        RejectedError, then nothing has changed: NOT_ALLOWED, UNKNOWN_RECORD, or one with `fields`
        (`kind`, `text`, `channel`, `proof`, `said_at`). A warning to fetch a thing needs a proof.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.APPROVE)
            header = agreeing.known(session, order)
            agreeing.refuse(
                kind=agreeing.one_of(said.kind, KINDS),
                text=agreeing.worded(said.text),
                channel=agreeing.one_of(said.channel, TOLD),
                proof=_proof(said),
                said_at=agreeing.past(said.said_at, session.now),
            )
            made = session.create(
                Notice,
                order_id=order,
                kind=said.kind,
                channel=said.channel,
                text=said.text.strip(),
                said_at=said.said_at or session.now,
                proof=said.proof.strip(),
                at=session.now,
                by=session.operator,
            )
            is_risk = said.kind == NoticeKind.RISK
            stage = agreeing.move(session, header, Stage.ON_HOLD, said.text) if is_risk else ""
            session.settle()
            return Settled(agreement_reading.coverage(session.driver, order), stage, made)


def _proof(said: NoticeDraft) -> Problem | None:
    if said.kind == NoticeKind.UNCLAIMED and not said.proof.strip():
        return Problem.MISSING
    return agreeing.short(said.proof)
