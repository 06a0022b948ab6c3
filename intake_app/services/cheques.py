"""Fiscal cheques: owed in the transaction of the money, attached when they are there.

The key of an operation at a register is the job's id; it is in the store before a register hears
of it. What became of it is asked for by that key, and never tried a second time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from uuid import uuid5

from intake_app.checks import cheque, fiscal_tags
from intake_app.checks.account import Kind
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.cash import Cheque, FiscalJob
from intake_app.models.orders import Payment
from intake_app.services.allowed import demand

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.checks.fiscal_tags import Tags
    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

MANUAL = "manual"
_ISSUED = frozenset({"issued", "issued_no_repair"})
_SAME = "SELECT payment_id FROM cheque WHERE fn = ? AND fd = ? AND fp = ?"
_OF = "SELECT EXISTS (SELECT 1 FROM cheque WHERE payment_id = ?)"
_SETTLE = (
    "UPDATE fiscal_job SET state = 'ok', changed_at = ? WHERE payment_id = ?"
    " AND state NOT IN ('ok', 'sending')"
)


class Made(NamedTuple):
    """A payment that is about to be written."""

    id: UUID
    kind: str
    method: str
    minor: int
    reverses: UUID | None = None


class Buyer(NamedTuple):
    """Whom a cheque is for."""

    number: str  # of the order
    is_company: bool


class Owed(NamedTuple):
    """A payment, and what its cheque must say of it."""

    payment: UUID
    case: fiscal_tags.Case


def case(made: Made, due: int | None, paid_before: int, stage: str) -> Owed:
    """Of money that comes."""
    return Owed(
        made.id,
        fiscal_tags.Case(
            kind=made.kind,
            method=made.method,
            minor=made.minor,
            due=due,
            paid_before=paid_before,
            is_issued=stage in _ISSUED,
        ),
    )


def back_case(made: Made, paid: Payment, due: int | None, before: int, stage: str) -> Owed:
    """Of money that goes back: it says of the thing what the first cheque said."""
    return Owed(
        made.id,
        fiscal_tags.Case(
            kind=Kind.PREPAYMENT if paid.kind == Kind.PREPAYMENT else Kind.PAYMENT,
            method=made.method,
            minor=made.minor,
            due=due,
            paid_before=max(0, before),
            is_back=True,
            is_issued=stage in _ISSUED,
        ),
    )


def owe(session: Writing, settings: Settings, buyer: Buyer, owed: Owed) -> str:
    """Keep the key of the operation, if a cheque is due; the register it is due from."""
    registrar, told = settings.desk.fiscal, owed.case
    is_due = fiscal_tags.is_due(told.method, told.minor, is_company=buyer.is_company)
    if registrar == "none" or not is_due:
        return ""
    tags = fiscal_tags.tags(told, settings.shop.vat, session.now.date())
    session.create(
        FiscalJob,
        id=uuid5(owed.payment, registrar),
        payment_id=owed.payment,
        registrar=registrar,
        data=written(tags, buyer.number),
        created_at=session.now,
        changed_at=session.now,
    )
    return registrar


def written(tags: Tags, number: str) -> str:
    """What a register is given, as JSON by the numbers of the tags."""
    said: dict[str, object] = {
        "1054": tags.sign,
        "1020": tags.total,
        "1059": {
            "1030": number,
            "1023": 1,
            "1043": tags.total,
            "1079": tags.total,
            "1199": tags.vat,
            "1212": tags.subject,
            "1214": tags.method,
        },
        **{str(tag): minor for tag, minor in tags.means.items()},
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Cheques:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"cheque", "fiscal_job", "payment"})

    def attach(self, payment: UUID, text: str) -> None:
        """Put the cheque of a payment to it: its QR as scanned, or ФН, ФД and ФП as typed.

        A second scan of the same does nothing. Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD,
        CHEQUE_UNREADABLE, CHEQUE_OTHER, CHEQUE_KNOWN.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            paid = session.get(Payment, payment)
            if paid is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "payment")
            found = cheque.typed(text, paid.minor, session.now.replace(tzinfo=None))
            if found is None:
                raise RejectedError(Problem.CHEQUE_UNREADABLE)
            if not cheque.fits(found, paid.minor):
                raise RejectedError(Problem.CHEQUE_OTHER)
            attach(session, paid.id, found, MANUAL)


def attach(session: Writing, payment: UUID, found: cheque.Cheque, registrar: str) -> None:
    """Write the cheque down, once. Raises RejectedError(CHEQUE_KNOWN)."""
    driver = session.driver
    numbers = (found.drive, found.number, found.sign)
    known = driver.execute(_SAME, numbers).fetchone()
    if known is not None and known[0] != payment.bytes:
        raise RejectedError(Problem.CHEQUE_KNOWN)
    driver.execute(_SETTLE, (session.now.isoformat(), payment.bytes))
    session.touched.add("fiscal_job")
    if driver.execute(_OF, (payment.bytes,)).fetchone()[0]:
        return
    session.create(
        Cheque,
        payment_id=payment,
        registrar=registrar,
        fn=found.drive,
        fd=found.number,
        fp=found.sign,
        minor=found.minor,
        printed_at=found.printed_at,
        at=session.now,
        by=session.operator,
    )
