"""The second cheque: a device goes out that was paid for before, or is to be paid for later.

A prepayment has a cheque of its own when it comes, and the law wants another one when the work is
handed over. No money moves then; a fact of nothing carries the cheque, as every other payment does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import fiscal_items
from intake_app.checks.account import OFFSET, Kind
from intake_app.checks.settled import is_settled
from intake_app.models.base import new_id
from intake_app.models.orders import Payment
from intake_app.services import cheques, dues

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.account import Entry
    from intake_app.config import Settings
    from intake_app.models.writing import Writing

_BUYER = (
    "SELECT o.number, o.currency, r.kind = 'company', r.name, coalesce(r.inn, ''), r.discount_bp,"
    ' coalesce(o.travel_minor, 0) FROM "order" o JOIN client c ON c.id = o.client_id'
    " JOIN client r ON r.id = coalesce(c.merged_into, c.id) WHERE o.id = ?"
)
_LINES = (
    "SELECT kind, text, quantity, price_minor FROM line WHERE order_id = ? AND NOT archived"
    " ORDER BY rank, id"
)


def buyer(driver: Connection, order: UUID) -> cheques.Buyer:
    """Whom the cheque is for, and what he is billed."""
    asked = (order.bytes,)
    number, _, is_company, name, inn, discount, travel = driver.execute(_BUYER, asked).fetchone()
    lines = driver.execute(_LINES, asked).fetchall()
    billed = fiscal_items.billed(lines, discount)
    if billed and travel:
        billed += fiscal_items.billed((("work", fiscal_items.TRAVEL, 1000, travel),))
    return cheques.Buyer(number, bool(is_company), name, inn, billed)


def is_made(entries: Iterable[Entry]) -> bool:
    """Whether the device went out with such a cheque."""
    return any(entry.kind == Kind.SETTLEMENT for entry in entries)


def settle(session: Writing, settings: Settings, order: UUID) -> None:
    """Owe the cheque of a hand-over, where the cheque of the last payment did not say it all."""
    account, entries = dues.standing(session.driver, order)
    if settings.desk.fiscal == "none" or not account.due or is_settled(account.due, entries):
        return
    made = cheques.Made(new_id(), Kind.SETTLEMENT, OFFSET, 0)
    owed = cheques.case(made, account.due, account.paid)
    registrar = cheques.owe(session, settings, buyer(session.driver, order), owed)
    if registrar:
        session.create(
            Payment,
            id=made.id,
            order_id=order,
            kind=made.kind,
            method=made.method,
            minor=0,
            currency=session.driver.execute(_BUYER, (order.bytes,)).fetchone()[1],
            at=session.now,
            by=session.operator,
            registrar=registrar,
        )
