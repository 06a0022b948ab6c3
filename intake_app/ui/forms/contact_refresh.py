"""Which contact of a known client is due to be asked for again; one thing a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from intake_app.checks import phone

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.services.rows import ClientFacts

KEY = "contacts.refresh_days"
"""The preference: after so many days a contact is asked for again; 0 is never."""
DAYS = 180
_MONTH = 30.44
_YEARS = 24  # from so many months on they are told in years


@dataclass(frozen=True, slots=True)
class Due:
    """What to ask, "phone" or "email"; only its end may be read aloud."""

    contact: Literal["phone", "email"]
    shown: str
    confirmed_at: datetime | None


def days(value: object) -> int:
    """Read the owner's choice."""
    return value if isinstance(value, int) and value >= 0 else DAYS


def due(facts: ClientFacts, now: datetime, after_days: int) -> Due | None:
    """The phone first, as it is what we call; then the e-mail."""
    if after_days == 0:
        return None
    limit = now - timedelta(days=after_days)
    if facts.phones:
        first = facts.phones[0]
        if (first.confirmed_at or facts.created_at) < limit:
            return Due("phone", phone.last_digits(first.e164), first.confirmed_at)
    if facts.email and (facts.email_confirmed_at or facts.created_at) < limit:
        return Due("email", masked(facts.email), facts.email_confirmed_at)
    return None


def masked(email: str) -> str:
    """What tells an address without giving it away: `…ov@mail.ru`."""
    local, _, domain = email.rpartition("@")
    return f"…{local[-2:]}@{domain}"


def ago(confirmed_at: datetime, now: datetime, tr: Translator) -> str:
    """How long a word has stood: in months, then in years."""
    months = max(1, round((now - confirmed_at).days / _MONTH))
    if months < _YEARS:
        return tr.plural("%d month ago", "%d months ago", months) % months
    return tr.plural("%d year ago", "%d years ago", months // 12) % (months // 12)
