"""What the papers of an order say of its estimate, of the client's yes, and of warnings. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import unclaimed_ladder, vat
from intake_app.checks.unclaimed_ladder import Warned
from intake_app.money import Money
from intake_app.services import agreement_reading, unclaimed_reading
from intake_app.services.agreement_rows import Standing
from intake_app.services.drafts import EstimateKind
from intake_app.services.papers import AgreedData, LineData, OfferData, UnfetchedData

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import ShopSettings
    from intake_app.services.agreement_rows import AnswerRow, EstimateRow
    from intake_app.services.papers import TermsData


def agreed(driver: Connection, order: UUID, shop: ShopSettings, at: datetime) -> AgreedData:
    """The last version that was offered, and the answer that stands; `at` is the shop's time."""
    said = agreement_reading.answers(driver, order)
    found = agreement_reading.judged(agreement_reading.estimates(driver, order), said)
    version = max((row.version for row in found), default=0)
    latest = [row for row in found if row.version == version]
    rate = vat.rate(shop.vat, at.date())
    answer = _standing(found, said)
    covered = agreement_reading.coverage(driver, order)
    return AgreedData(
        version=version,
        firm=bool(latest) and latest[0].kind == EstimateKind.FIRM,
        offers=tuple(_offer(row, rate) for row in latest),
        total=Money(covered.agreed, answer.sum.currency) if answer else None,
        said_by=answer.said_by if answer else "",
        said_at=answer.said_at.astimezone(at.tzinfo) if answer else None,
        channel=answer.channel if answer else "",
    )


def unfetched(
    driver: Connection, order: UUID, law: tuple[str, tzinfo], today: date, terms: TermsData
) -> UnfetchedData:
    """Which warning would go out today, until when to fetch it by that, what keeping it costs."""
    known = unclaimed_reading.standing_of(driver, order, *law)
    if known is None:
        return UnfetchedData()
    step = known.ladder.next
    ahead = known.ladder
    if step.kind == "warn":
        warned = (*known.warned, Warned(max(today, step.first)))
        ahead = unclaimed_ladder.ladder(known.rule, known.due, warned)
    last = known.rule.warnings
    return UnfetchedData(
        warning=step.number if step.kind == "warn" else last,
        of=last,
        fetch_by=ahead.next.first.isoformat(),
        fee=_fee(terms, known.due, today),
    )


def _fee(terms: TermsData, due: date, today: date) -> Money | None:
    """Only what the receipt of the intake said."""
    per_day = terms.storage_fee
    if per_day is None:
        return None
    minor = unclaimed_ladder.storage_fee(per_day.minor, terms.storage_free_days, due, today)
    return Money(minor, per_day.currency) if minor else None


def _standing(found: tuple[EstimateRow, ...], said: tuple[AnswerRow, ...]) -> AnswerRow | None:
    """The yes that holds now."""
    stands = {row.id for row in found if row.standing is Standing.AGREED}
    named = [answer for answer in said if answer.agreed and answer.estimate_id in stands]
    free = [answer for answer in said if answer.agreed and not answer.estimate_id]
    sums = [answer for answer in free if not answer.notice_id]
    return named[-1] if named else sums[-1] if sums else None


def _offer(row: EstimateRow, rate: str) -> OfferData:
    currency = row.sum.currency
    lines = tuple(
        LineData(
            name=line.text,
            kind=line.kind,
            quantity=line.quantity,
            price=Money(line.price_minor, currency),
            total=Money(line.minor, currency),
            vat=rate,
        )
        for line in row.lines
    )
    return OfferData(
        name=row.variant, title=row.title, lines=lines, total=row.sum, ready_by=row.ready_by
    )
