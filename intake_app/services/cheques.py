"""Fiscal cheques: owed in the transaction of the money, attached when they are there.

The key of an operation at a register is the job's id; it is in the store before a register hears
of it. What became of it is asked for by that key, and never tried a second time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from uuid import uuid5

from intake_app.checks import cheque, fiscal_items, fiscal_tags, line_sums
from intake_app.checks.account import Kind
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.cash import Cheque, FiscalJob
from intake_app.models.orders import Payment
from intake_app.services import dues
from intake_app.services.allowed import demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from intake_app.checks.fiscal_items import Billed, Item
    from intake_app.checks.fiscal_tags import Tags
    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

MANUAL = "manual"
_SAME = "SELECT payment_id FROM cheque WHERE fn = ? AND fd = ? AND fp = ?"
_OF = "SELECT EXISTS (SELECT 1 FROM cheque WHERE payment_id = ?)"
_DATA = "SELECT data FROM fiscal_job WHERE payment_id = ?"
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
    """Whom a cheque is for; `lines` are what is billed, as far as it is known."""

    number: str  # of the order
    is_company: bool
    name: str = ""  # of a company
    inn: str = ""
    lines: tuple[Billed, ...] = ()


class Owed(NamedTuple):
    """A payment, and what its cheque must say of it."""

    payment: UUID
    case: fiscal_tags.Case


def case(made: Made, due: int | None, paid_before: int, *, on_credit: bool = False) -> Owed:
    """Of money that comes, or of a device that goes out."""
    return Owed(
        made.id,
        fiscal_tags.Case(
            kind=made.kind,
            method=made.method,
            minor=made.minor,
            due=due,
            paid_before=paid_before,
            is_on_credit=on_credit,
        ),
    )


def back_case(
    made: Made, paid: Payment, due: int | None, before: int, *, on_credit: bool = False
) -> Owed:
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
            is_on_credit=on_credit,
        ),
    )


def owe(session: Writing, settings: Settings, buyer: Buyer, owed: Owed) -> str:
    """Keep the key of the operation, if a cheque is due; the register it is due from."""
    registrar, told = settings.desk.fiscal, owed.case
    is_due = fiscal_tags.is_due(told, is_company=buyer.is_company)
    if registrar == "none" or not is_due:
        return ""
    taxed = (settings.shop.vat, session.now.date())
    tags = fiscal_tags.tags(told, *taxed)
    items = fiscal_items.items(tags, buyer.lines, buyer.number, taxed)
    session.create(
        FiscalJob,
        id=uuid5(owed.payment, registrar),
        payment_id=owed.payment,
        registrar=registrar,
        data=written(tags, items, _asked(settings, buyer, session.operator)),
        created_at=session.now,
        changed_at=session.now,
    )
    return registrar


def _asked(settings: Settings, buyer: Buyer, cashier: str) -> dict[str, str]:
    """Who, where, for whom; what is not known is left out."""
    of_company = {"1227": buyer.name, "1228": buyer.inn} if buyer.is_company else {}
    said = {"1021": cashier, "1009": settings.shop.address, **of_company}
    return {tag: text for tag, text in said.items() if text}


def written(tags: Tags, items: Iterable[Item], said: Mapping[str, str]) -> str:
    """What a register is given, as JSON by the numbers of the tags."""
    whole: dict[str, object] = {
        **said,
        "1054": tags.sign,
        "1020": tags.total,
        "1059": [
            {
                "1030": item.name,
                "1079": item.price,
                "1023": item.quantity / line_sums.UNIT,
                "1043": item.total,
                "1199": item.vat,
                **({"1200": item.vat_minor} if item.vat_minor else {}),
                "1212": item.subject,
                "1214": item.method,
            }
            for item in items
        ],
        **{str(tag): minor for tag, minor in tags.means.items()},
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


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
            usual = _sums(session, paid)[0]
            found = cheque.typed(text, usual, session.now.replace(tzinfo=None))
            if found is None:
                raise RejectedError(Problem.CHEQUE_UNREADABLE)
            if not any(cheque.fits(found, minor) for minor in _sums(session, paid)):
                raise RejectedError(Problem.CHEQUE_OTHER)
            attach(session, paid.id, found, MANUAL)


def _sums(session: Writing, paid: Payment) -> tuple[int, ...]:
    """What its cheque may say at the bottom: the money, or the whole price that it settles.

    Where this desk has the operation, that is known; of another desk's both are believed.
    """
    row = session.driver.execute(_DATA, (paid.id.bytes,)).fetchone()
    sign = -1 if paid.minor < 0 else 1
    if row is not None:
        return (sign * int(json.loads(row[0])["1020"]),)
    due = dues.standing(session.driver, paid.order_id).account.due or 0
    return tuple(minor for minor in (paid.minor, sign * due) if minor) or (0,)


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
