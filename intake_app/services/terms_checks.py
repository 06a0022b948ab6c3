"""What is wrong with the terms of an intake: sums, dates, what the law sets a limit to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from intake_app.errors import Problem
from intake_app.services.drafts import EstimateKind, RepairKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from intake_app.services.drafts import IntakeDraft

SHORT_MAX = 200
_AMOUNT_MAX = 999_999_999_00
WARRANTY_DAYS = 45
"""Law on consumer rights, article 20: a written term may not be longer; parts do not extend it."""

Fault: TypeAlias = "tuple[str, Problem | None]"


def faults(draft: IntakeDraft, now: datetime, legal_profile: str) -> Iterator[Fault]:
    """Each field of the terms with what is wrong with it, if anything."""
    yield "promised_at", _promise(draft, now, legal_profile)
    yield "estimate", _estimate(draft)
    yield "limit", amount(draft.limit_minor)
    yield "agreed_value", amount(draft.agreed_value_minor)
    yield "prepayment", amount(draft.prepayment_minor)
    yield "travel", amount(draft.travel_minor)
    yield "site_window", _window(draft.site_from, draft.site_to, now)
    yield "due_by_client", _day(draft.due_by_client)
    yield "bought_on", _day(draft.bought_on, latest=now.date() + timedelta(1))
    yield "warranty_until", _day(draft.warranty_until)
    for name in ("seller", "warranty_card", "claim_number", "site_address", "article", "grade"):
        yield name, _short(str(getattr(draft, name)))


def last_warranty_day(accepted: date) -> date:
    """The day by which a warranty repair must have ended."""
    return accepted + timedelta(WARRANTY_DAYS)


def amount(minor: int | None) -> Problem | None:
    """Whether a sum can be one."""
    if minor is None or 0 <= minor <= _AMOUNT_MAX:
        return None
    return Problem.AMOUNT_INVALID if minor < 0 else Problem.AMOUNT_TOO_BIG


def day(text: str) -> Problem | None:
    """Whether a text is an ISO 8601 day, or empty."""
    return _day(text)


def _promise(draft: IntakeDraft, now: datetime, legal_profile: str) -> Problem | None:
    at = draft.promised_at
    if at is None:
        return None
    if at < now:
        return Problem.DATE_PAST
    limited = draft.repair_kind is RepairKind.WARRANTY and legal_profile == "ru"
    if limited and at.date() > last_warranty_day(now.astimezone(at.tzinfo).date()):
        return Problem.WARRANTY_TERM
    return None


def _estimate(draft: IntakeDraft) -> Problem | None:
    if draft.estimate_minor is None and draft.estimate_kind == EstimateKind.FIRM:
        return Problem.MISSING  # a firm sum that is not named binds nobody
    return amount(draft.estimate_minor)


def _window(start: datetime | None, end: datetime | None, now: datetime) -> Problem | None:
    if start is None and end is None:
        return None
    if start is None or end is None or start >= end:
        return Problem.WINDOW_INVALID
    return Problem.DATE_PAST if end < now else None


def _day(text: str, latest: date | None = None) -> Problem | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Problem.DATE_UNREADABLE
    return Problem.DATE_FUTURE if latest is not None and day > latest else None


def _short(text: str) -> Problem | None:
    return Problem.TOO_LONG if len(text) > SHORT_MAX else None
