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


class FiscalAct(StrEnum):
    """What a register is asked to do; codes as they are stored."""

    CHEQUE = "cheque"
    OPEN = "open"  # its shift, which the tax service allows to last a day
    REPORT = "report"  # X: nothing is reset
    CLOSE = "close"  # Z


LONGEST_H = 24
"""A shift of a register that is open longer prints nothing more until it is closed."""
EXPIRED = "shift_24h"
"""Why a register refuses then."""


@dataclass(frozen=True, slots=True)
class FiscalTask:
    """One operation: `key` was in the store before the register heard of it."""

    key: UUID
    payment: UUID
    data: str  # tags and sums as JSON
    state: FiscalState
    act: FiscalAct = FiscalAct.CHEQUE


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
