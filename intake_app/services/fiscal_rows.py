"""What a fiscal register is asked and what it answers: plain values. Light."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from uuid import UUID


class FiscalState(StrEnum):
    """Where an operation stands; codes as they are stored."""

    NEW = "new"
    SENDING = "sending"
    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FiscalTask:
    """One operation: `key` was in the store before the register heard of it."""

    key: UUID
    payment: UUID
    data: str  # tags and sums as JSON
    state: FiscalState


@dataclass(frozen=True, slots=True)
class Printed:
    """The cheque is out."""

    fn: str
    fd: str
    fp: str
    printed_at: str  # 20261121T1200
    minor: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The register did nothing, and says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The line broke: it may have printed."""


Outcome: TypeAlias = Printed | Refused | Unknown
