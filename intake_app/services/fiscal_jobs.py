"""Operations at the fiscal register of this desk: begun once, and looked up when nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias, assert_never
from uuid import UUID

from intake_app.checks.cheque import Cheque
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.base import moment_text
from intake_app.services import cheques, emulated
from intake_app.services.allowed import demand
from intake_app.services.fiscal_rows import (
    FiscalAct,
    FiscalState,
    FiscalTask,
    Outcome,
    Printed,
    Refused,
    Unknown,
)

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.paperwork import Paperwork

_NEXT = (
    "SELECT id, payment_id, data, state, kind FROM fiscal_job WHERE registrar = ?"
    " AND state IN ('new', 'unknown')"
    " ORDER BY state = 'new', created_at, kind = 'close', payment_id LIMIT 1"
)
_BEGIN = "UPDATE fiscal_job SET state = 'sending', changed_at = ? WHERE id = ? AND state = 'new'"
_END = (
    "UPDATE fiscal_job SET state = ?, answer = ?, changed_at = ? WHERE id = ?"
    " AND state IN ('sending', 'unknown') RETURNING payment_id, registrar, kind, data, id"
)
_RECOVER = "UPDATE fiscal_job SET state = 'unknown', changed_at = ? WHERE state = 'sending'"
_AGAIN = (
    "UPDATE fiscal_job SET state = 'new', changed_at = ? WHERE payment_id = ? AND state = 'refused'"
)
_Ended: TypeAlias = tuple[bytes, str, str, str, bytes]  # about, registrar, kind, data, id
ABSENT = "absent"
"""The register was asked and knows nothing of the operation: it was not done."""


@dataclass(frozen=True, slots=True)
class FiscalJobs:
    """The use cases; each method is one transaction. The emulator prints on our paper."""

    store: Store
    paperwork: Paperwork | None = None

    SHOWS: ClassVar[frozenset[str]] = frozenset({"fiscal_job"})

    def recover(self) -> int:
        """At start: what was under way when the program ended is unknown; counts them."""
        with self.store.writing() as session:
            found = session.driver.execute(_RECOVER, (moment_text(session.now),)).rowcount
            if found:
                session.touched |= self.SHOWS
        return found

    def next_for(self, registrar: str) -> FiscalTask | None:
        """The oldest operation to look up, then the oldest to begin."""
        with self.store.reading() as session:
            row = session.driver.execute(_NEXT, (registrar,)).fetchone()
        if row is None:
            return None
        key, payment, data, state, kind = row
        about, act = UUID(bytes=payment), FiscalAct(kind)
        return FiscalTask(UUID(bytes=key), about, data, FiscalState(state), act)

    def begin(self, key: UUID) -> bool:
        """Commit `sending` before the register hears of it; False when somebody else did."""
        with self.store.writing() as session:
            done = session.driver.execute(_BEGIN, (moment_text(session.now), key.bytes)).rowcount
            session.touched |= self.SHOWS
        return bool(done)

    def end(self, key: UUID, outcome: Outcome) -> None:
        """Commit what became of it; a cheque is put to its payment in the same transaction."""
        with self.store.writing() as session:
            state, answer = _told(outcome)
            asked = (state.value, answer, moment_text(session.now), key.bytes)
            row = session.driver.execute(_END, asked).fetchone()
            session.touched |= self.SHOWS
            if row is not None and isinstance(outcome, Printed):
                self._keep(session, row, outcome)

    def _keep(self, session: Writing, row: _Ended, done: Printed) -> None:
        about, registrar, kind, data, key = row
        if kind == FiscalAct.CHEQUE:
            _attach(session, UUID(bytes=about), done, registrar)
        if self.paperwork is not None and registrar == emulated.REGISTRAR:
            told = emulated.Told(FiscalAct(kind), data, done)
            emulated.queue(session, self.paperwork, UUID(bytes=key), told)

    def again(self, payment: UUID) -> None:
        """Begin what was refused once more, under the same key.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD when nothing was refused.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            asked = (moment_text(session.now), payment.bytes)
            if not session.driver.execute(_AGAIN, asked).rowcount:
                raise RejectedError(Problem.UNKNOWN_RECORD, "nothing was refused")
            session.touched |= self.SHOWS


def _told(outcome: Outcome) -> tuple[FiscalState, str]:
    match outcome:
        case Printed():
            return FiscalState.OK, outcome.fd
        case Refused():
            return FiscalState.REFUSED, outcome.reason
        case Unknown():
            return FiscalState.UNKNOWN, ""
    assert_never(outcome)


def _attach(session: Writing, payment: UUID, done: Printed, registrar: str) -> None:
    at = datetime.strptime(done.printed_at, "%Y%m%dT%H%M")  # noqa: DTZ007 - a till's own clock
    cheques.attach(session, payment, Cheque(at, done.minor, done.fn, done.fd, done.fp), registrar)
