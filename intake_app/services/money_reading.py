"""An order's money, debts and cheques that are due, read by plain SQL in any transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.account import REVERSING, left_of
from intake_app.errors import Problem, RejectedError
from intake_app.services import due_sql, dues, tills
from intake_app.services.money_rows import ChequeRow, DebtRow, Elsewhere, OrderMoney, PaymentRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.account import Account, Entry

_DONE = frozenset({"ready", "ready_no_repair", "issued", "issued_no_repair", "unclaimed"})
_MOST = 500
_HEAD = (
    "SELECT o.number, coalesce(c.merged_into, c.id), o.accepted_at, o.currency, o.stage,"
    " c.kind = 'company' FROM \"order\" o JOIN client c ON c.id = o.client_id WHERE o.id = ?"
)
_PAYMENT = (
    "SELECT p.id, p.order_id, o.number, p.at, p.by, p.kind, p.method, p.minor, p.owed_minor,"
    " p.note, p.registrar, c.registrar, c.fn, c.fd, c.fp, c.printed_at,"
    " CASE WHEN j.state = 'refused' AND j.answer = 'shift_24h' THEN 'expired'"
    " ELSE coalesce(j.state, '') END"
    ' FROM payment p JOIN "order" o ON o.id = p.order_id'
    " LEFT JOIN cheque c ON c.id = (SELECT min(h.id) FROM cheque h WHERE h.payment_id = p.id)"
    " LEFT JOIN fiscal_job j ON j.payment_id = p.id"
)
_OF_ORDER = f"{_PAYMENT} WHERE p.order_id = ? ORDER BY p.at, p.id"
_UNSETTLED = (
    f"{_PAYMENT} WHERE p.registrar <> '' AND c.id IS NULL ORDER BY p.at DESC, p.id DESC LIMIT ?"
)
_CHEQUES = (
    "SELECT count(c.payment_id), count(*) FROM payment p LEFT JOIN"
    " (SELECT DISTINCT payment_id FROM cheque) c ON c.payment_id = p.id"
    " WHERE p.order_id = ? AND p.registrar <> ''"
)
_OUTSIDE = (
    f"{_PAYMENT} WHERE p.method = 'cash' AND p.shift_id IS NULL"  # noqa: S608 - the same
    " AND p.at > coalesce((SELECT max(at) FROM shift), '') ORDER BY p.at, p.id LIMIT ?"
)
_OTHERS = (
    'SELECT o.id, o.number FROM "order" o JOIN client c ON c.id = o.client_id'
    " WHERE coalesce(c.merged_into, c.id) = ? AND o.id <> ?"
    " AND EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id) ORDER BY o.no DESC LIMIT 50"
)
_ONE_CLIENT = (
    'SELECT count(DISTINCT coalesce(c.merged_into, c.id)) = 1 FROM "order" o'
    " JOIN client c ON c.id = o.client_id WHERE o.id IN (?, ?)"
)
_OWING = (
    "SELECT o.id FROM \"order\" o WHERE o.stage IN ('issued', 'issued_no_repair')"
    " OR o.stage IN ('cancelled', 'disposed')"
    " AND EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id)"
    " OR o.id IN (SELECT order_id FROM payment WHERE owed_minor <> 0)"
)
_DEBTS = (
    f"WITH {due_sql.priced(_OWING)},"  # noqa: S608 - words of ours
    " paid AS MATERIALIZED (SELECT p.order_id AS id, sum(p.minor) AS sum FROM head h"
    " JOIN payment p ON p.order_id = h.id GROUP BY p.order_id),"
    " owing AS MATERIALIZED (SELECT d.id, d.no, d.client, d.due - coalesce(p.sum, 0) AS rest"
    " FROM priced d LEFT JOIN paid p ON p.id = d.id"
    " WHERE d.due <> coalesce(p.sum, 0) ORDER BY 4 DESC, d.no DESC LIMIT ?)"
    " SELECT o.id, o.number, r.name, coalesce((SELECT e164 FROM phone p WHERE p.client_id = r.id"
    " AND NOT p.archived ORDER BY p.id LIMIT 1), ''), o.stage, coalesce(o.stage_at, o.accepted_at)"
    ' FROM owing w JOIN "order" o ON o.id = w.id JOIN client r ON r.id = w.client'
    " ORDER BY w.rest DESC, w.no DESC"
)


def of(driver: Connection, order: UUID, wanted_box: str) -> OrderMoney:
    """The page of one order. Raises RejectedError(UNKNOWN_RECORD)."""
    head = driver.execute(_HEAD, (order.bytes,)).fetchone()
    if head is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    number, client, accepted_at, currency, stage, is_company = head
    standing = dues.standing(driver, order)
    entries = {entry.id: entry for entry in standing.entries}
    rows = driver.execute(_OF_ORDER, (order.bytes,)).fetchall()
    return OrderMoney(
        order=order,
        number=number,
        client=UUID(bytes=client),
        accepted_at=datetime.fromisoformat(accepted_at),
        account=standing.account,
        currency=currency,
        is_company=bool(is_company),
        is_done=stage in _DONE,
        payments=tuple(_payment(row, entries) for row in rows),
        till=tills.state(driver, wanted_box),
        elsewhere=_elsewhere(driver, client, order),
    )


def unsettled(driver: Connection) -> tuple[PaymentRow, ...]:
    """Payments whose cheque is due and not there, the newest first."""
    return tuple(_payment(row, {}) for row in driver.execute(_UNSETTLED, (_MOST,)).fetchall())


def cheques_of(driver: Connection, order: UUID) -> tuple[int, int]:
    """How many fiscal cheques of an order are there, and how many are still due."""
    settled, asked = driver.execute(_CHEQUES, (order.bytes,)).fetchone()
    return settled, asked - settled


def outside(driver: Connection) -> tuple[PaymentRow, ...]:
    """Cash that came since the last opening, and not into any shift."""
    return tuple(_payment(row, {}) for row in driver.execute(_OUTSIDE, (_MOST,)).fetchall())


def debts(driver: Connection) -> tuple[DebtRow, ...]:
    """What went out unpaid, what is on account, and what is to be given back; largest first."""
    rows = driver.execute(_DEBTS, (_MOST,)).fetchall()
    known = dues.standings(driver, [UUID(bytes=row[0]) for row in rows])
    return tuple(_debt(row, known[UUID(bytes=row[0])].account) for row in rows)


def _debt(row: Any, account: Account) -> DebtRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, number, client, phone, stage, since = row
    at = datetime.fromisoformat(since)
    return DebtRow(UUID(bytes=ident), number, client, phone, stage, at, account)


def is_one_client(driver: Connection, *orders: UUID) -> bool:
    """Whether two orders are of one client, merged cards included."""
    asked = tuple(order.bytes for order in orders)
    return bool(driver.execute(_ONE_CLIENT, asked).fetchone()[0])


def _elsewhere(driver: Connection, client: bytes, order: UUID) -> tuple[Elsewhere, ...]:
    rows = driver.execute(_OTHERS, (client, order.bytes)).fetchall()
    known = dues.standings(driver, [UUID(bytes=row[0]) for row in rows])
    spare = ((row, known[UUID(bytes=row[0])].account) for row in rows)
    return tuple(
        Elsewhere(UUID(bytes=ident), number, -account.rest)
        for (ident, number), account in spare
        if account.rest is not None and account.rest < 0
    )


def _payment(row: Any, entries: Mapping[str, Entry]) -> PaymentRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, order, number, at, by, kind, method, minor, owed, note, registrar, *cheque = row
    own = entries.get(ident.hex())
    *numbers, state = cheque
    return PaymentRow(
        id=UUID(bytes=ident),
        order=UUID(bytes=order),
        number=number,
        at=datetime.fromisoformat(at),
        by=by,
        kind=kind,
        method=method,
        minor=minor,
        owed=owed,
        note=note,
        left=left_of(own, entries.values()) if own is not None and method != "offset" else 0,
        registrar=registrar,
        cheque=ChequeRow(*numbers) if numbers[0] is not None else None,
        job_state=state,
        is_reversing=kind in REVERSING,
    )
