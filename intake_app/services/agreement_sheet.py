"""Everything of one agreement put together for its page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import coverage_of_work
from intake_app.errors import Problem, RejectedError
from intake_app.money import Money
from intake_app.services import agreement_reading, unclaimed_reading
from intake_app.services.agreement_rows import Agreement, NoticeKind
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import ShopSettings

_HEADER = (
    "SELECT o.number, o.stage, o.repair_kind, o.currency, c.name, k.kind, o.estimate_minor,"
    " o.estimate_kind, o.limit_minor, o.promised_at"
    ' FROM "order" o JOIN client k ON k.id = o.client_id'
    " JOIN client c ON c.id = coalesce(k.merged_into, k.id) WHERE o.id = ?"
)


def read(driver: Connection, order: UUID, shop: ShopSettings) -> Agreement:
    """Read it. Raises RejectedError(UNKNOWN_RECORD)."""
    row = driver.execute(_HEADER, (order.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    number, stage, repair_kind, currency, client, kind, estimate, estimate_kind, *rest = row
    limit, promised = rest
    said = agreement_reading.answers(driver, order)
    found = agreement_reading.judged(agreement_reading.estimates(driver, order), said)
    told = agreement_reading.notices(driver, order, said)
    lines = agreement_reading.lines_minor(driver, order)
    names = {one.id: one.name for one in found}
    until = datetime.fromisoformat(promised) if promised else None
    moved = [one.before for one in told if one.kind == NoticeKind.PROMISE]
    return Agreement(
        order_id=order,
        number=number,
        stage=stage,
        repair_kind=repair_kind,
        currency=currency,
        client=client,
        is_company=kind == ClientKind.COMPANY,
        estimate=_money(estimate, currency),
        estimate_kind=estimate_kind,
        limit=_money(limit, currency),
        promised_at=until,
        first_promise=moved[0] if moved else until,
        estimates=found,
        answers=tuple(agreement_reading.named(one, names) for one in said),
        notices=told,
        coverage=coverage_of_work.covered(
            agreement_reading.signed(driver, order),
            agreement_reading.offers_of(found),
            agreement_reading.replies_of(said),
            lines,
        ),
        lines_minor=lines,
        ladder=unclaimed_reading.ladder_of(
            driver, order, shop.legal_profile, ZoneInfo(shop.timezone)
        ),
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
