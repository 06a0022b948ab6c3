"""Which repair is next: work is handed out by one rule, whoever asks for it; pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Why(StrEnum):
    """What puts a repair where it stands, the most pressing first."""

    OVERDUE = "overdue"
    REWORK = "rework"
    URGENT = "urgent"
    WARRANTY = "warranty"
    TURN = "turn"


REWORK_KIND, WARRANTY_KIND = "own_warranty", "warranty"
WARRANTY_DAYS = 45
"""So long a repair under the maker's warranty may take (ЗПП 20)."""
WARRANTY_NEAR = timedelta(days=35)
"""From then on it goes before what only came earlier."""
RANKS = tuple(Why)
REASONS = ("no_part", "no_skill", "no_tool", "client", "with_another", "other")
"""Why a technician may take something else; another reason is said in words."""


class Waits(Protocol):
    """What the rule looks at; nothing else counts, least of all who asks."""

    @property
    def repair_kind(self) -> str:
        """The kind of repair."""
        ...

    @property
    def urgent(self) -> bool:
        """Whether the client pays for being first."""
        ...

    @property
    def accepted_at(self) -> datetime:
        """When it came."""
        ...

    @property
    def promised_at(self) -> datetime | None:
        """When it should be ready."""
        ...


def why(one: Waits, now: datetime) -> Why:
    """The first reason that holds."""
    if one.promised_at is not None and one.promised_at < now:
        return Why.OVERDUE
    if one.repair_kind == REWORK_KIND:
        return Why.REWORK
    if one.urgent:
        return Why.URGENT
    if one.repair_kind == WARRANTY_KIND and one.accepted_at < now - WARRANTY_NEAR:
        return Why.WARRANTY
    return Why.TURN


def standing(one: Waits, now: datetime) -> tuple[int, datetime]:
    """Sorts the queue: of the overdue who was promised first, of the others who came first."""
    reason = why(one, now)
    late = reason is Why.OVERDUE and one.promised_at
    return RANKS.index(reason), late or one.accepted_at


def warranty_days_left(one: Waits, now: datetime) -> int:
    """Whole days until a repair under warranty has taken too long; below 0 it has."""
    return (one.accepted_at + timedelta(days=WARRANTY_DAYS) - now).days
