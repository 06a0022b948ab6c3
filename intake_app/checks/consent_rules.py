"""What a client agreed to, and what that allows: rules over his ledger.

A consent is never a condition of an intake: what the repair itself needs rests on the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID


class Purpose(StrEnum):
    """One purpose, one consent, one paper."""

    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"


class Act(StrEnum):
    """What a fact of the ledger says; only the first makes a consent stand."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class Way(StrEnum):
    """How the client told us."""

    PAPER = "paper"
    SCREEN = "screen"
    SMS_CODE = "sms_code"
    EMAIL = "email"
    CALL = "call"
    SITE = "site"


class Medium(StrEnum):
    """By what we would reach him."""

    SMS = "sms"
    EMAIL = "email"
    CALL = "call"
    MESSENGER = "messenger"


class Sending(StrEnum):
    """Why we would reach him."""

    SERVICE = "service"  # about his order
    ADVERTISING = "advertising"
    GREETING = "greeting"
    SURVEY = "survey"


_NEEDS: Mapping[Sending, Purpose | None] = MappingProxyType(
    {
        Sending.SERVICE: None,
        Sending.ADVERTISING: Purpose.ADVERTISING,
        Sending.GREETING: Purpose.PERSONAL_DATA,
        Sending.SURVEY: Purpose.PERSONAL_DATA,
    }
)


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """One line of the ledger."""

    id: UUID
    purpose: str
    act: str
    at: datetime
    by: str
    way: str
    text_version: str
    evidence: str
    valid_until: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one purpose stands: `fact` is what decided it, None where nothing was ever said."""

    purpose: Purpose
    holds: bool
    fact: ConsentFact | None


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a message may go; `consent` is the fact to keep beside it, where one was needed."""

    allowed: bool
    consent: UUID | None = None
    reason: str = ""  # "no_consent", "withdrawn", "expired", "no_address", "archived"


def standing(facts: Iterable[ConsentFact], purpose: Purpose, at: datetime) -> Standing:
    """A grant holds only if it comes after everything that ended one, and has not run out."""
    known = [fact for fact in facts if fact.purpose == purpose and fact.at <= at]
    grants = [fact for fact in known if fact.act == Act.GRANTED]
    ends = [fact for fact in known if fact.act != Act.GRANTED]
    last_grant = max(grants, key=_when, default=None)
    last_end = max(ends, key=_when, default=None)
    if last_grant is None or (last_end is not None and last_end.at >= last_grant.at):
        return Standing(purpose, holds=False, fact=last_end)
    until = last_grant.valid_until
    return Standing(purpose, until is None or at < until, last_grant)


def permission(facts: Iterable[ConsentFact], sending: Sending, at: datetime) -> Permission:
    """What the ledger alone says of a message."""
    purpose = _NEEDS[sending]
    if purpose is None:
        return Permission(allowed=True)
    found = standing(facts, purpose, at)
    if found.holds and found.fact is not None:
        return Permission(allowed=True, consent=found.fact.id)
    if found.fact is None:
        return Permission(allowed=False, reason="no_consent")
    ended = "expired" if found.fact.act in {Act.GRANTED, Act.EXPIRED} else "withdrawn"
    return Permission(allowed=False, reason=ended)


def _when(fact: ConsentFact) -> tuple[datetime, UUID]:
    return fact.at, fact.id
