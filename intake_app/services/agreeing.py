"""What the use cases of an agreement have in common: to know, to insist, to move on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.stages import allows
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.services import moves

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from intake_app.models.writing import Writing

TEXT_MAX = 4000
SHORT_MAX = 200
SHOWS = frozenset({"order", "stage", "estimate", "approval", "notice", "line", "client"})
"""Kinds of record that the agreement of an order shows."""


def known(session: Writing, order: UUID) -> Order:
    """The header. Raises RejectedError(UNKNOWN_RECORD)."""
    found = session.get(Order, order)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    return found


def refuse(**faults: Problem | None) -> None:
    """Raise RejectedError with `fields` if there is any fault."""
    found = {name: problem for name, problem in faults.items() if problem is not None}
    if found:
        raise RejectedError(next(iter(found.values())), fields=found)


def worded(text: str, longest: int = TEXT_MAX) -> Problem | None:
    """Whether something was said at all, and not too much of it."""
    if not text.strip():
        return Problem.MISSING
    return Problem.TOO_LONG if len(text.strip()) > longest else None


def short(text: str) -> Problem | None:
    """Whether it fits a line; it may be empty."""
    return Problem.TOO_LONG if len(text.strip()) > SHORT_MAX else None


def one_of(value: str, allowed: Collection[str]) -> Problem | None:
    """Whether a code is one of these."""
    return None if value in allowed else Problem.MALFORMED


def past(said_at: datetime | None, now: datetime) -> Problem | None:
    """Whether something can have been said then."""
    return Problem.DATE_FUTURE if said_at is not None and said_at > now else None


def move(session: Writing, header: Order, to: str, comment: str = "") -> str:
    """Let an order go on because of what was agreed; empty where its stage knows no such way."""
    if not allows(header.stage, to):
        return ""
    moves.add_fact(session, header, to, comment.strip())
    return to
