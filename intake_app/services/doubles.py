"""What two desks may have done twice without knowing of each other: told, never undone.

A payment of the same sum for the same order within two minutes from two desks may have been typed
twice. Two orders may bear one printed number after a whole disk was rolled back: both are kept,
and the one made later shows a suffix from then on.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import ticket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.sync.core.ops import Op

WITHIN_S = 120
SUFFIX = "/"
"""Stands before the count in the number of an order whose number was printed twice."""

_ATTEND = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES (?, ?, ?, ?, 0)"
    " ON CONFLICT DO NOTHING"
)
_ALIKE = (
    "SELECT p.id, p.at, f.raw FROM payment p LEFT JOIN feed f ON f.op_id = p.id"
    " WHERE p.order_id = ? AND p.minor = ? AND p.method = ? AND p.kind = ? AND p.id <> ?"
)
_OWN = "SELECT origin FROM sync"
_PREFIX = "SELECT prefix FROM sync"
_KEEP_AHEAD = "UPDATE sync SET order_counter = max(order_counter, ?)"
_NAMESAKES = (
    'SELECT id, number FROM "order" WHERE ticket = (SELECT ticket FROM "order" WHERE id = ?)'
    " AND ticket <> '' ORDER BY id"
)
_OF_ONE_NUMBER = (
    'SELECT o.id FROM "order" o WHERE o.id IN (SELECT unhex(value) FROM json_each(?))'
    " AND o.ticket <> '' AND EXISTS"
    ' (SELECT 1 FROM "order" x WHERE x.ticket = o.ticket AND x.id <> o.id)'
)
_RENAME = 'UPDATE "order" SET number = ? WHERE id = ? AND number <> ?'


_OTHER_SHIFTS = (
    "SELECT s.id FROM shift s WHERE s.box_id = ?1 AND s.id <> ?2"
    " AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)"
)
_IS_CLOSED = "SELECT EXISTS (SELECT 1 FROM shift_close WHERE shift_id = ?)"
SHIFT = "shift"


def note_shift(driver: Connection, op: Op) -> bool:
    """Flag a shift of a box that two desks opened, each without knowing of the other.

    Both are kept: in each lies what was taken into it.
    """
    if driver.execute(_IS_CLOSED, (op.rec.bytes,)).fetchone()[0]:
        return False
    box = UUID(str(dict(op.values)["box_id"])).bytes
    flagged = 0
    for (other,) in driver.execute(_OTHER_SHIFTS, (box, op.rec.bytes)).fetchall():
        later = max(op.rec.bytes, other)  # the same on every desk, whatever came first
        flagged += driver.execute(_ATTEND, (SHIFT, later, box, "")).rowcount
    return bool(flagged)


LOAN = "loan"
_BACK = "SELECT 1 FROM loan_return r WHERE r.loan_id = l.id"
_OUT = f"SELECT l.id FROM loan l WHERE l.loaner_id = ? AND NOT EXISTS ({_BACK})"  # noqa: S608 - words of ours
_ON_ITS_WAY = "SELECT EXISTS (SELECT 1 FROM outbox WHERE rec = ? AND state IN ('new', 'acked'))"
_FOR = 'SELECT o.id, o.number FROM loan l JOIN "order" o ON o.id = l.order_id WHERE l.id = ?'
_ONE_LOAN = (
    "UPDATE attention SET resolved = 1 WHERE kind = 'loan' AND NOT resolved"
    " AND rec IN (SELECT id FROM loan WHERE loaner_id = ?)"
)
_LOANER_OF = "SELECT loaner_id FROM loan WHERE id = ?"


def note_loan(driver: Connection, op: Op) -> bool:
    """Flag a loaner that two desks lent, each without knowing of the other.

    The loan that the hub heard of first stands; the other is flagged, on every desk the same.
    Both are kept: a person looks who really has it, and takes the other loan back.
    """
    loaner = UUID(str(dict(op.values)["loaner_id"])).bytes
    out = {row[0] for row in driver.execute(_OUT, (loaner,)).fetchall()}
    flagged = 0
    for other in out - {op.rec.bytes} if op.rec.bytes in out else ():
        # What of ours is still on its way is later than whatever comes from the hub before it.
        is_later = driver.execute(_ON_ITS_WAY, (other,)).fetchone()[0]
        loser, holder = (other, op.rec.bytes) if is_later else (op.rec.bytes, other)
        order = driver.execute(_FOR, (loser,)).fetchone()[0]
        number = driver.execute(_FOR, (holder,)).fetchone()[1]
        flagged += driver.execute(_ATTEND, (LOAN, loser, order, number)).rowcount
    return bool(flagged)


def settle_loan(driver: Connection, loan: UUID) -> bool:
    """A loaner came back: with one loan of it left nothing is to be looked at any more."""
    row = driver.execute(_LOANER_OF, (loan.bytes,)).fetchone()
    if row is None or len(driver.execute(_OUT, row).fetchall()) > 1:
        return False
    return bool(driver.execute(_ONE_LOAN, row).rowcount)


def note_payment(driver: Connection, op: Op) -> bool:
    """Flag a payment that another desk seems to have entered as well; tells whether it did."""
    values = dict(op.values)
    order = UUID(str(values["order_id"])).bytes
    asked = (order, values["minor"], values["method"], values["kind"], op.rec.bytes)
    at = datetime.fromisoformat(str(values["at"]))
    own = str(UUID(bytes=driver.execute(_OWN).fetchone()[0]))
    flagged = 0
    for other, when, raw in driver.execute(_ALIKE, asked).fetchall():
        origin = json.loads(raw)["origin"] if raw else own
        apart_s = abs((datetime.fromisoformat(when) - at).total_seconds())
        if origin != str(op.origin) and apart_s <= WITHIN_S:
            pair = max(op.rec.bytes, other)  # the same on every desk, whatever came first
            flagged += driver.execute(_ATTEND, ("double", pair, order, "")).rowcount
    return bool(flagged)


def settle_number(driver: Connection, order: UUID) -> bool:
    """Tell orders of one number apart by a suffix, the same on every desk."""
    found = driver.execute(_NAMESAKES, (order.bytes,)).fetchall()
    own = next((without_suffix(number) for rec, number in found if rec == order.bytes), "")
    rows = [(rec, number) for rec, number in found if without_suffix(number) == own]
    if len(rows) < 2:  # noqa: PLR2004 - one alone is told from nobody
        return False
    changed = 0
    for nth, (rec, number) in enumerate(rows, 1):
        shown = without_suffix(number) + (f"{SUFFIX}{nth}" if nth > 1 else "")
        changed += driver.execute(_RENAME, (shown, rec, shown)).rowcount
        changed += driver.execute(_ATTEND, ("number", rec, rec, shown)).rowcount
    return bool(changed)


def of_one_number(driver: Connection, orders: str) -> list[UUID]:
    """Which of these orders, ids as a JSON list of hex, share their ticket with another one."""
    return [UUID(bytes=row[0]) for row in driver.execute(_OF_ONE_NUMBER, (orders,))]


def keep_ahead(driver: Connection, numbers: Iterable[str]) -> None:
    """Never give a number of ours again that the hub knows: this store may have forgotten it."""
    prefix = driver.execute(_PREFIX).fetchone()[0]
    ours = [ticket.from_number(one) for one in numbers if one.startswith(f"{prefix}-")]
    counters = [one.counter for one in ours if one is not None and one.prefix == prefix]
    if counters:
        driver.execute(_KEEP_AHEAD, (max(counters),))


def without_suffix(number: str) -> str:
    """The number as it was printed and is exchanged."""
    return number.partition(SUFFIX)[0]
