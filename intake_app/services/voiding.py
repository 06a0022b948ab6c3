"""Taking an intake back: nothing is deleted, facts say that it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage, allows
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order, Payment
from intake_app.services import moves, tills, visits
from intake_app.services.rows import Voided

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.writing import Writing
    from intake_app.services.paperwork import Paperwork

REVERSAL = "reversal"
_TEXT_MAX = 4000
_PAID = (
    "SELECT method, currency, sum(minor) FROM payment WHERE order_id = ?"
    " AND method <> 'offset' GROUP BY method, currency HAVING sum(minor) <> 0"
)
_DROP_QUEUED = "DELETE FROM print_job WHERE about = ? AND state = 'queued'"
_ON_PAPER = "SELECT EXISTS (SELECT 1 FROM print_job WHERE about = ?)"


def void(session: Writing, paperwork: Paperwork, order: UUID, reason: str) -> Voided:
    """Cancel an order inside a transaction."""
    said, by = reason.strip(), session.operator
    if not said or len(said) > _TEXT_MAX:
        problem = Problem.TOO_LONG if said else Problem.MISSING
        raise RejectedError(problem, fields={"reason": problem})
    header = session.get(Order, order)
    if header is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    cancelled = Stage.CANCELLED.value
    if not allows(header.stage, cancelled):
        raise RejectedError(Problem.STAGE_NOT_ALLOWED, f"{header.stage} to {cancelled}")
    made = {"order_id": order, "at": session.now, "by": by}
    moves.add_fact(session, header, cancelled, said)
    box = tills.state(session.driver, paperwork.settings.desk.cash_box)
    for method, currency, minor in session.driver.execute(_PAID, (order.bytes,)).fetchall():
        back = {"kind": REVERSAL, "method": method, "minor": -minor, "currency": currency}
        session.create(Payment, **made, **back, shift_id=box.shift)
    return Voided(header.client_id, header.device_id, _drop_papers(session, paperwork, header))


def _drop_papers(session: Writing, paperwork: Paperwork, header: Order) -> bool:
    """Leave unprinted what can be; True when something is out, or nobody knows."""
    if header.visit_id is not None:
        visits.leave_out(session, paperwork, header.visit_id, header.number)
    session.driver.execute(_DROP_QUEUED, (header.id.bytes,))
    session.touched.add("print_job")
    return bool(session.driver.execute(_ON_PAPER, (header.id.bytes,)).fetchone()[0])
