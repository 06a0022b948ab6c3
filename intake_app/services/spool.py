"""The print spool's values: what a job is and in which states it can be. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from intake_app.services.papers import PaperData, PaperName


class JobState(StrEnum):
    """`sending` is committed before the first byte; `unknown` is never repeated by itself."""

    QUEUED = "queued"
    SENDING = "sending"
    CONFIRMED = "confirmed"  # the printer said that it printed
    SENT = "sent"  # handed over; this printer cannot confirm
    UNKNOWN = "unknown"  # bytes may have reached paper: a person is asked
    FAILED = "failed"  # a person gave up, or the document cannot be rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One job of one printer, with all that is needed to render it again and again alike."""

    id: UUID
    key: str  # unique: "receipt:<order>:1:1" = document : record : version : copy
    printer: str  # its name: see `routes`
    document: PaperName
    data: PaperData
    language: str
    state: JobState
    payload: bytes | None  # rendered once and kept
    attempts: int
    created_at: datetime
    reprint_of: UUID | None = None
    error: str = ""
    composed: str = ""  # the very blocks that were printed, once they were

    @property
    def copy(self) -> int:
        """1 is the first paper, 2 the first repeat."""
        last = self.key.rpartition(":")[2]
        return int(last) if last.isdecimal() else 1


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the status bar shows of one printer."""

    printer: str
    queued: int
    unknown: int
    paused: bool
    problem: str  # code of `Problem`, empty when all is well
    last_printed_at: datetime | None
    since: datetime | None = None  # when the trouble began
