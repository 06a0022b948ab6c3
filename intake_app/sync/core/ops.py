"""What one change is, on the wire, in the outbox and in the hub's feed.

A record is created once, by a `put` op whose id *is* the record's id; so the value a field was
born with has the record id as its op id, and no version row is needed until someone edits it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from uuid import UUID

Scalar: TypeAlias = bool | int | str | None
"""A value of a synced field. UUIDs, moments (ISO 8601, UTC) and enums travel as text."""

SCHEMA = 1
"""Version of the payloads; readers keep fields they do not know."""


class Verb(StrEnum):
    """What an op does to its record."""

    PUT = "put"
    SET = "set"


class Outcome(StrEnum):
    """What the hub decided about an op; stored with it for ever."""

    APPLIED = "applied"
    LOST = "lost"
    GONE = "gone"
    PARKED = "parked"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One change of one record, made on a workstation and never altered afterwards.

    `n` is dense per (origin, inc) and detects forks; it is not used for dedupe. Ops of one user
    action share `txn` and are applied together. `hlc` is advisory (`sync.core.hlc`).
    """

    op_id: UUID
    txn: UUID
    origin: UUID
    inc: int
    n: int
    verb: Verb
    entity: str
    rec: UUID
    field: str = ""  # empty for a put
    values: tuple[tuple[str, Scalar], ...] = ()  # a put: every synced field; a set: its one field
    base: UUID | None = None  # a set: the op whose value the author was looking at
    hlc: int = 0
    schema: int = SCHEMA
    made_at: str = ""  # ISO 8601 UTC, for people; never decides anything
    by_user: str = ""

    @property
    def value(self) -> Scalar:
        """The value a `set` carries."""
        return self.values[0][1]


@dataclass(frozen=True, slots=True)
class FeedOp:
    """An op as the hub numbered it; `seq` is gapless per shop and in commit order."""

    seq: int
    outcome: Outcome
    op: Op


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
