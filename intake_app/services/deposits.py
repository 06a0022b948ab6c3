"""The deposit for a loaner: cash that lies in a box until the loaner is back.

A shop without a cash box notes the deposit on the loan alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import till
from intake_app.errors import Problem, RejectedError
from intake_app.models.cash import CashMove
from intake_app.services import tills
from intake_app.services.money_rows import part_of

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.returning import Loan
    from intake_app.models.writing import Writing

_CAME, _WENT = 1, 2
_IS_BACK = "SELECT EXISTS (SELECT 1 FROM cash_move WHERE reverses = ?)"


def take(session: Writing, loan: Loan, told: str, box: str) -> None:
    """Put it into the box of this desk. Raises RejectedError(NO_SHIFT) at its line."""
    shift = _shift(session, box, "deposit")
    if shift is not None:
        session.create(
            CashMove,
            id=part_of(loan.id, _CAME),
            shift_id=shift,
            kind=till.Move.DEPOSIT.value,
            minor=till.signed(till.Move.DEPOSIT, loan.deposit_minor),
            currency=loan.currency,
            reason=told,
            at=session.now,
            by=session.operator,
        )


def give_back(session: Writing, loan: Loan, box: str) -> None:
    """Give it back out of the box of this desk, if it ever went into one and lies there still.

    Raises RejectedError: NO_SHIFT, BOX_SHORT.
    """
    came = session.get(CashMove, part_of(loan.id, _CAME))
    if came is None or session.driver.execute(_IS_BACK, (came.id.bytes,)).fetchone()[0]:
        return
    shift = _shift(session, box, "")
    if shift is None:
        raise RejectedError(Problem.NO_SHIFT)
    tills.demand_cash(session.driver, shift, came.minor)
    session.create(
        CashMove,
        id=part_of(loan.id, _WENT),
        shift_id=shift,
        kind=till.Move.DEPOSIT.value,
        minor=till.signed(till.Move.DEPOSIT, came.minor, back=True),
        currency=came.currency,
        reason=came.reason,
        reverses=came.id,
        at=session.now,
        by=session.operator,
    )


def _shift(session: Writing, box: str, field: str) -> UUID | None:
    """The shift of this desk; None in a shop without boxes."""
    try:
        return tills.shift_for(session.driver, box, cash=True)
    except RejectedError as error:
        fields = {field: error.problem} if field else {}
        raise RejectedError(error.problem, fields=fields) from error
