"""The durable print spool: jobs are written with the rows they print and keep their state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.spool import JobState, PrinterState, PrintJob


@dataclass(frozen=True, slots=True)
class Printouts:
    """The spool's transitions; each method is one transaction."""

    SHOWS: ClassVar[frozenset[str]] = frozenset({"print_job", "printer"})

    def recover(self) -> int:
        """At start: every `sending` job becomes `unknown` and pauses its printer; counts them."""
        raise NotImplementedError

    def next_for(self, printer: str) -> PrintJob | None:
        """The oldest queued job of a printer that is not paused."""
        raise NotImplementedError

    def keep_payload(self, job: UUID, payload: bytes) -> None:
        """Store the rendered bytes; later attempts send exactly these."""
        raise NotImplementedError

    def begin(self, job: UUID) -> None:
        """Commit `sending` and the attempt, before the first byte leaves."""
        raise NotImplementedError

    def end(self, job: UUID, state: JobState, error: str = "") -> None:
        """Commit the outcome. `queued` = nothing reached paper; `unknown` pauses the printer."""
        raise NotImplementedError

    def answer(self, job: UUID, *, printed: bool) -> UUID | None:
        """A person's answer to `unknown`: done, or a new job marked as a repeat. Resumes."""
        raise NotImplementedError

    def states(self) -> tuple[PrinterState, ...]:
        """What the status bar shows."""
        raise NotImplementedError

    def unknown(self) -> tuple[PrintJob, ...]:
        """Jobs waiting for a person's answer, oldest first."""
        raise NotImplementedError

    def job(self, job: UUID) -> PrintJob:
        """One job. Raises RejectedError(UNKNOWN_RECORD)."""
        raise NotImplementedError
