"""Several devices of one client at one time: several orders, one set of papers.

Labels go out with each device. The receipt waits in the store, slot `visit:<id>`, until the visit
ends; whatever happens to the program, it is queued at the next start at the latest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.services import frozen, kept_drafts
from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.services.drafts import ClientDraft, IntakeDraft
    from intake_app.services.paperwork import Paperwork

_PREFIX = "visit:"
_READ = "SELECT data FROM draft WHERE slot = ?"
_OPEN = "SELECT slot FROM draft WHERE slot LIKE 'visit:%' ORDER BY saved_at, slot"
_QUEUED = (
    "SELECT j.id, j.data FROM print_job j WHERE j.document = 'receipt' AND j.state = 'queued'"
    ' AND j.about IN (SELECT id FROM "order" WHERE visit_id = ?)'
)
_PAPERS = (
    "SELECT j.about, j.data FROM print_job j WHERE j.document = 'receipt' AND j.about IN"
    ' (SELECT id FROM "order" WHERE visit_id ='
    ' (SELECT visit_id FROM "order" WHERE id = ?)) ORDER BY j.no DESC'
)
_NUMBER = 'SELECT number FROM "order" WHERE id = ?'
_ORDER_OF = 'SELECT id FROM "order" WHERE ticket = ? AND visit_id = ?'
_CLIENT = 'SELECT client_id FROM "order" WHERE visit_id = ? ORDER BY no LIMIT 1'
_DROP_JOB = "DELETE FROM print_job WHERE id = ? AND state = 'queued'"


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """Receipts that are still owed, in the order of the devices."""

    receipts: tuple[ReceiptData, ...] = ()


def known(session: Writing, draft: IntakeDraft) -> ClientDraft:
    """The client of a draft; one who is new belongs to the first device of his visit already."""
    client = draft.client
    if draft.visit_id is None or client.id is not None:
        return client
    row = session.driver.execute(_CLIENT, (draft.visit_id.bytes,)).fetchone()
    return client if row is None else replace(client, id=UUID(bytes=row[0]))


def owe(session: Writing, visit: UUID, receipt: ReceiptData) -> None:
    """Remember a receipt until the visit ends."""
    owed = OpenVisit((*_owed(session, visit).receipts, receipt))
    kept_drafts.put(session, _slot(visit), owed)


def open_visits(session: Writing) -> tuple[UUID, ...]:
    """Visits whose receipt is still owed."""
    return tuple(
        UUID(row[0].removeprefix(_PREFIX)) for row in session.driver.execute(_OPEN).fetchall()
    )


def under(driver: Connection, order: UUID) -> UUID:
    """The order under which the receipt of its visit was printed; its own without a visit."""
    row = driver.execute(_NUMBER, (order.bytes,)).fetchone()
    for about, data in driver.execute(_PAPERS, (order.bytes,)).fetchall():
        printed = frozen.load(ReceiptData, data)
        if row[0] in {each.number for each in (printed, *printed.more)}:
            return UUID(bytes=about)
    return order


def settle(session: Writing, paperwork: Paperwork, visit: UUID) -> tuple[UUID, ...]:
    """Queue the one receipt of a visit, if any is owed; returns the job."""
    owed = _owed(session, visit)
    kept_drafts.drop(session, _slot(visit))
    return _queue(session, paperwork, visit, owed.receipts)


def leave_out(session: Writing, paperwork: Paperwork, visit: UUID, number: str) -> None:
    """Take a voided order off the receipt of its visit, owed or queued."""
    owed = _owed(session, visit)
    rest = tuple(each for each in owed.receipts if each.number != number)
    if rest:
        kept_drafts.put(session, _slot(visit), replace(owed, receipts=rest))
    else:
        kept_drafts.drop(session, _slot(visit))
    for job, data in session.driver.execute(_QUEUED, (visit.bytes,)).fetchall():
        printed = frozen.load(ReceiptData, data)
        listed = (replace(printed, more=()), *printed.more)
        kept = tuple(each for each in listed if each.number != number)
        if len(kept) != len(listed):
            session.driver.execute(_DROP_JOB, (job,))
            _queue(session, paperwork, visit, kept)


def _queue(
    session: Writing, paperwork: Paperwork, visit: UUID, receipts: tuple[ReceiptData, ...]
) -> tuple[UUID, ...]:
    if not receipts or not paperwork.has_printer("receipt"):
        return ()
    first, *others = receipts
    row = session.driver.execute(_ORDER_OF, (first.ticket, visit.bytes)).fetchone()
    # One signature stands for the paper only where each device on it was signed for.
    signed = first.signature if all(each.signature for each in receipts) else ""
    whole = replace(first, more=tuple(others), signature=signed)
    return (paperwork.queue(session, UUID(bytes=row[0]), ("receipt", whole)),)


def _owed(session: Writing, visit: UUID) -> OpenVisit:
    row = session.driver.execute(_READ, (_slot(visit),)).fetchone()
    return OpenVisit() if row is None else frozen.load(OpenVisit, row[0])


def _slot(visit: UUID) -> str:
    return f"{_PREFIX}{visit}"
