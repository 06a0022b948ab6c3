"""Loaners read by plain SQL: the register, what is out, who has what. Light, like `drafts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.money import Money
from intake_app.services.handover_rows import OpenLoan
from intake_app.services.loaner_rows import LoanerRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.returning import Loaner

_BACK = "SELECT 1 FROM loan_return r WHERE r.loan_id = l.id"
_LOAN = (
    "SELECT l.id, l.loaner_id, l.order_id, o.number, c.name, coalesce((SELECT p.e164 FROM phone p"
    " WHERE p.client_id IN (c.id, k.id) AND NOT p.archived ORDER BY p.client_id <> c.id, p.id"
    " LIMIT 1), ''), a.kind, a.brand, a.model, a.serial, a.imei, l.appearance, l.accessories,"
    " l.deposit_minor, l.currency, l.due_on, l.at, l.by,"
    " EXISTS (SELECT 1 FROM attention t WHERE t.kind = 'loan' AND t.rec = l.id) second"
    " FROM loan l JOIN loaner a ON a.id = l.loaner_id"
    ' JOIN "order" o ON o.id = l.order_id JOIN client k ON k.id = o.client_id'
    " JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
)
_OPEN = f"{_LOAN} WHERE NOT EXISTS ({_BACK}) ORDER BY l.due_on = '', l.due_on, l.id"
_OF_ORDER = f"{_LOAN} WHERE l.order_id = ? AND NOT EXISTS ({_BACK}) ORDER BY l.id DESC LIMIT 1"
_OF_LOANER = f"{_LOAN} WHERE l.loaner_id = ? AND NOT EXISTS ({_BACK}) ORDER BY second, l.id LIMIT 1"
_LAST = f"{_LOAN} WHERE l.order_id = ? ORDER BY l.id DESC LIMIT 1"
_REGISTER = (
    "SELECT id, kind, brand, model, serial, imei, appearance, accessories, agreed_value_minor,"
    " archived FROM loaner"
)
_ALL = f"{_REGISTER} WHERE ? OR NOT archived ORDER BY archived, kind, brand, model, id"
_ONE = f"{_REGISTER} WHERE id = ?"


def register(driver: Connection, *, archived: bool = False) -> tuple[LoanerRow, ...]:
    """Every loaner of the shop, with whom it is now."""
    known = sorted(open_loans(driver), key=_is_second, reverse=True)
    out = {loan.loaner_id: loan for loan in known}  # the one that stands comes last
    rows = driver.execute(_ALL, (archived,)).fetchall()
    return tuple(_row(row, out.get(UUID(bytes=row[0]))) for row in rows)


def one(driver: Connection, loaner: UUID) -> LoanerRow | None:
    """One loaner."""
    row = driver.execute(_ONE, (loaner.bytes,)).fetchone()
    return None if row is None else _row(row, loan_of_loaner(driver, loaner))


def open_loans(driver: Connection) -> tuple[OpenLoan, ...]:
    """All that is out, what must come back first at the head."""
    return tuple(_loan(row) for row in driver.execute(_OPEN).fetchall())


def loan_of_order(driver: Connection, order: UUID) -> OpenLoan | None:
    """What a client has of us because of this order."""
    row = driver.execute(_OF_ORDER, (order.bytes,)).fetchone()
    return None if row is None else _loan(row)


def loan_of_loaner(driver: Connection, loaner: UUID) -> OpenLoan | None:
    """Who has it; where two desks lent one device, whom the hub heard of first."""
    row = driver.execute(_OF_LOANER, (loaner.bytes,)).fetchone()
    return None if row is None else _loan(row)


def last_loan(driver: Connection, order: UUID) -> OpenLoan | None:
    """The last one of an order, also when it is back: its note may be printed again."""
    row = driver.execute(_LAST, (order.bytes,)).fetchone()
    return None if row is None else _loan(row)


def _loan(row: Any) -> OpenLoan:  # noqa: ANN401 - the driver's rows are untyped
    loan, loaner, order, number, client, phone, kind, brand, model, serial, imei, *rest = row
    appearance, accessories, deposit, currency, due_on, at, by, second = rest
    return OpenLoan(
        id=UUID(bytes=loan),
        loaner_id=UUID(bytes=loaner),
        order_id=UUID(bytes=order),
        number=number,
        client=client,
        phone=phone,
        title=titled(kind, brand, model),
        serial=serial or imei,
        appearance=appearance,
        accessories=accessories,
        deposit=Money(deposit, currency),
        due_on=due_on,
        at=datetime.fromisoformat(at),
        by=by,
        is_second=bool(second),
    )


def _is_second(loan: OpenLoan) -> bool:
    return loan.is_second


def _row(row: Any, loan: OpenLoan | None) -> LoanerRow:  # noqa: ANN401 - the same
    ident, kind, brand, model, serial, imei, appearance, accessories, value, archived = row
    return LoanerRow(
        id=UUID(bytes=ident),
        kind=kind,
        brand=brand,
        model=model,
        serial=serial,
        imei=imei,
        appearance=appearance,
        accessories=accessories,
        value_minor=value,
        archived=bool(archived),
        loan=loan,
    )


def titled_of(device: Loaner) -> str:
    """The same of a record."""
    return titled(device.kind, device.brand, device.model)


def titled(kind: str, brand: str, model: str) -> str:
    """How a device is called in one line."""
    return " ".join(part for part in (brand, model) if part) or kind
