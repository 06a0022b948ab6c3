"""The agreement of an order, read by plain SQL from the facts. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import coverage_of_work, line_sums
from intake_app.checks.coverage_of_work import Answer, Coverage, Offer
from intake_app.errors import RejectedError
from intake_app.money import Money
from intake_app.services import frozen
from intake_app.services.agreement_rows import (
    AnswerRow,
    EstimateRow,
    FrozenLine,
    FrozenLines,
    NoticeKind,
    NoticeRow,
    Standing,
)
from intake_app.services.drafts import EstimateKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

_ESTIMATES = (
    "SELECT id, version, variant, title, minor, currency, estimate_kind, ready_by, lines, at, by"
    " FROM estimate WHERE order_id = ? ORDER BY version, variant, id"
)
# By when it was said; of one moment, in the order in which it was written down.
_ANSWERS = (
    "SELECT id, estimate_id, notice_id, agreed, minor, currency, channel, said_by, said_at, text,"
    " at, by FROM approval WHERE order_id = ? ORDER BY said_at, id"
)
_NOTICES = (
    "SELECT id, kind, channel, text, said_at, proof, cause, before, until, at, by"
    " FROM notice WHERE order_id = ? ORDER BY said_at, id"
)
_SIGNED = 'SELECT limit_minor, estimate_minor, estimate_kind FROM "order" WHERE id = ?'
_LINES = (
    "SELECT kind, text, quantity, price_minor FROM line WHERE order_id = ? AND NOT archived"
    " ORDER BY kind = 'part', id"
)
_DISCOUNT = (
    'SELECT c.discount_bp FROM "order" o JOIN client k ON k.id = o.client_id'
    " JOIN client c ON c.id = coalesce(k.merged_into, k.id) WHERE o.id = ?"
)


def estimates(driver: Connection, order: UUID) -> tuple[EstimateRow, ...]:
    """All versions, the oldest first; how each stands is told by `judged`."""
    return tuple(_estimate(*row) for row in driver.execute(_ESTIMATES, (order.bytes,)).fetchall())


def answers(driver: Connection, order: UUID) -> tuple[AnswerRow, ...]:
    """All answers, the oldest first."""
    return tuple(_answer(*row) for row in driver.execute(_ANSWERS, (order.bytes,)).fetchall())


def notices(
    driver: Connection, order: UUID, said: Sequence[AnswerRow] = ()
) -> tuple[NoticeRow, ...]:
    """All that the client was told, the oldest first; a risk is open until it is answered."""
    answered = {answer.notice_id for answer in said}
    found = [_notice(*row) for row in driver.execute(_NOTICES, (order.bytes,)).fetchall()]
    return tuple(
        replace(row, is_open=row.kind == NoticeKind.RISK and row.id not in answered)
        for row in found
    )


def judged(found: Sequence[EstimateRow], said: Sequence[AnswerRow]) -> tuple[EstimateRow, ...]:
    """How each alternative stands; to agree to one declines the others of its version."""
    offers, replies = offers_of(found), replies_of(said)
    chosen = coverage_of_work.covered(None, offers, replies, None).chosen
    waiting = {offer.id for offer in coverage_of_work.open_offers(offers, replies)}
    last = max((row.version for row in found), default=0)

    def standing(row: EstimateRow) -> Standing:
        if row.id == chosen:
            return Standing.AGREED
        if row.id in waiting:
            return Standing.OPEN
        return Standing.DECLINED if row.version == last else _earlier(row, said)

    return tuple(replace(row, standing=standing(row)) for row in found)


def offers_of(found: Sequence[EstimateRow]) -> tuple[Offer, ...]:
    """As the pure rule sees them."""
    firm = EstimateKind.FIRM
    return tuple(Offer(row.id, row.version, row.sum.minor, row.kind == firm) for row in found)


def replies_of(said: Sequence[AnswerRow]) -> tuple[Answer, ...]:
    """What was said of sums, as the pure rule sees it; an answer to a warning is none of these."""
    return tuple(
        Answer(row.estimate_id, row.agreed, row.sum.minor) for row in said if not row.notice_id
    )


def named(answer: AnswerRow, names: Mapping[UUID, str]) -> AnswerRow:
    """With the name of the estimate it is about."""
    about = names.get(answer.estimate_id, "") if answer.estimate_id else ""
    return replace(answer, about=about)


def signed(driver: Connection, order: UUID) -> int | None:
    """The sum the client put his name to at the intake."""
    limit, estimate, kind = driver.execute(_SIGNED, (order.bytes,)).fetchone()
    return coverage_of_work.at_intake(limit, estimate, firm=kind == EstimateKind.FIRM)


def lines(driver: Connection, order: UUID) -> tuple[FrozenLine, ...]:
    """Works and parts as they stand now, the client's discount taken off each."""
    row = driver.execute(_DISCOUNT, (order.bytes,)).fetchone()
    discount = row[0] if row else 0
    found: list[FrozenLine] = []
    for kind, text, quantity, price in driver.execute(_LINES, (order.bytes,)).fetchall():
        whole = line_sums.line_sum(quantity, price)
        minor = whole - line_sums.discount_of(whole, discount)
        found.append(FrozenLine(text, minor, kind, quantity, price))
    return tuple(found)


def lines_minor(driver: Connection, order: UUID) -> int | None:
    """What works and parts come to; None while there are none."""
    found = lines(driver, order)
    return sum(line.minor for line in found) if found else None


def coverage(driver: Connection, order: UUID) -> Coverage:
    """How far the client agreed to what the order comes to by now."""
    return coverage_of_work.covered(
        signed(driver, order),
        offers_of(estimates(driver, order)),
        replies_of(answers(driver, order)),
        lines_minor(driver, order),
    )


def firm_sum(driver: Connection, order: UUID) -> int | None:
    """The firm sum above which no estimate may go; None where nothing firm was agreed."""
    _, estimate, kind = driver.execute(_SIGNED, (order.bytes,)).fetchone()
    said = estimate if kind == EstimateKind.FIRM else None
    offers = offers_of(estimates(driver, order))
    return coverage_of_work.firm_sum(offers, replies_of(answers(driver, order)), said)


def _earlier(row: EstimateRow, said: Sequence[AnswerRow]) -> Standing:
    named = any(answer.estimate_id == row.id and not answer.agreed for answer in said)
    return Standing.DECLINED if named else Standing.SUPERSEDED


def _estimate(*row: Any) -> EstimateRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, version, variant, title, minor, currency, kind, ready_by, text, at, by = row
    found = _frozen(text)
    sum_ = Money(minor, currency)
    when = datetime.fromisoformat(at)
    return EstimateRow(
        UUID(bytes=ident), version, variant, title, sum_, kind, ready_by, found, when, by
    )


def _frozen(text: str) -> tuple[FrozenLine, ...]:
    """What an estimate was made of; another program may have written it otherwise."""
    try:
        return frozen.load(FrozenLines, text).lines
    except RejectedError:
        return ()


def _answer(*row: Any) -> AnswerRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, estimate, notice, agreed, minor, currency, channel, who, said_at, text, at, by = row
    return AnswerRow(
        UUID(bytes=ident),
        UUID(bytes=estimate) if estimate else None,
        UUID(bytes=notice) if notice else None,
        bool(agreed),
        Money(minor, currency),
        channel,
        who,
        datetime.fromisoformat(said_at),
        text,
        datetime.fromisoformat(at),
        by,
    )


def _notice(*row: Any) -> NoticeRow:  # noqa: ANN401 - the driver's rows are untyped
    ident, kind, channel, text, said_at, proof, cause, before, until, at, by = row
    return NoticeRow(
        UUID(bytes=ident),
        kind,
        channel,
        text,
        datetime.fromisoformat(said_at),
        proof,
        cause,
        datetime.fromisoformat(before) if before else None,
        datetime.fromisoformat(until) if until else None,
        datetime.fromisoformat(at),
        by,
    )
