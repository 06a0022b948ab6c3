"""What papers tell of a hand-over and of a loaner, by plain SQL. Light, like `papers`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.money import Money
from intake_app.services import hand, handover_reading, loaner_reading
from intake_app.services.leaving_data import HandedData, LentData

if TYPE_CHECKING:
    from datetime import tzinfo
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.blobs import Blobs
    from intake_app.services.papers import ReceiptData

_OUTCOME = 'SELECT outcome, outcome_note FROM "order" WHERE id = ?'


def told(
    driver: Connection, order: UUID, receipt: ReceiptData, zone: tzinfo, blobs: Blobs
) -> ReceiptData:
    """A paper of an order with how it ended, how it left and what was lent meanwhile."""
    outcome, note = driver.execute(_OUTCOME, (order.bytes,)).fetchone()
    return replace(
        receipt,
        outcome=outcome,
        outcome_note=note,
        handed=_signed(_handed(driver, order, zone), driver, order, blobs),
        lent=_lent(driver, order, zone),
    )


def _handed(driver: Connection, order: UUID, zone: tzinfo) -> HandedData | None:
    left = handover_reading.handed(driver, order)
    if left is None:
        return None
    checks = [each for each in handover_reading.checks(driver, order) if each.kind == "handover"]
    return HandedData(
        at=left.at.astimezone(zone),
        by=left.by,
        to_whom=left.to_whom,
        name=left.name,
        proxy=left.proxy,
        known_by=left.known_by,
        accessories=left.accessories,
        old_parts=left.old_parts,
        remarks=left.remarks,
        marks=checks[-1].marks if checks else "",
        debt=left.debt if left.debt.minor else None,
        allowed_by=left.allowed_by,
    )


def _signed(
    left: HandedData | None, driver: Connection, order: UUID, blobs: Blobs
) -> HandedData | None:
    """With the signature of whoever took it, if he drew one."""
    row = hand.signature(driver, order, hand.HANDOVER) if left is not None else None
    if left is None or row is None:
        return left
    return replace(
        left,
        signature=hand.picture(blobs, row.sha256),
        signed_version=row.text_version,
        signed_language=row.language,
    )


def _lent(driver: Connection, order: UUID, zone: tzinfo) -> LentData | None:
    loan = loaner_reading.last_loan(driver, order)
    if loan is None:
        return None
    row = loaner_reading.one(driver, loan.loaner_id)
    value = row.value_minor if row is not None else None
    currency = loan.deposit.currency
    return LentData(
        device=loan.title,
        serial=loan.serial,
        appearance=loan.appearance,
        accessories=loan.accessories,
        value=None if value is None else Money(value, currency),
        deposit=loan.deposit if loan.deposit.minor else None,
        due_on=loan.due_on,
        at=loan.at.astimezone(zone),
    )
