"""The prepayment of an intake: money like any other, but no reason to let a client wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.account import Kind
from intake_app.models.base import new_id
from intake_app.models.orders import Payment
from intake_app.services import cheques, tills
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.papers import ReceiptData


def take(
    session: Writing, settings: Settings, of: tuple[UUID, ReceiptData], draft: IntakeDraft
) -> None:
    """Write it down in the transaction of the intake; cash goes into the open shift.

    Where none is open it is kept outside of all shifts: the form has said so, and the float of
    the next opening counts it in.
    """
    order, receipt = of
    paid = receipt.prepayment
    if paid is None:
        return
    method = receipt.prepayment_method
    made = cheques.Made(new_id(), Kind.PREPAYMENT, method, paid.minor)
    due = receipt.estimate.minor if receipt.estimate is not None else None
    is_company = draft.client.kind is ClientKind.COMPANY
    client = cheques.Buyer(receipt.number, is_company, receipt.client, receipt.client_inn)
    owed = cheques.case(made, due, 0)
    session.create(
        Payment,
        id=made.id,
        order_id=order,
        kind=made.kind,
        method=method,
        minor=paid.minor,
        currency=paid.currency,
        at=session.now,
        by=receipt.accepted_by,
        shift_id=tills.state(session.driver, settings.desk.cash_box).shift,
        registrar=cheques.owe(session, settings, client, owed),
    )
