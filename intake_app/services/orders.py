"""Orders after the intake: reading, commenting, moving on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import OrderCard


@dataclass(frozen=True, slots=True)
class Orders:
    """The use cases; each method is one transaction."""

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"order", "stage", "payment", "comment", "client", "device", "phone"}
    )

    def card(self, order: UUID) -> OrderCard:
        """Everything of one order. Raises RejectedError(UNKNOWN_RECORD)."""
        raise NotImplementedError

    def comment(self, order: UUID, text: str) -> None:
        """Add an internal comment; never visible to the client."""
        raise NotImplementedError

    def move(self, order: UUID, to: str, comment: str = "") -> None:
        """Move to a stage. Raises RejectedError(STAGE_NOT_ALLOWED), then nothing has changed."""
        raise NotImplementedError

    def reprint(self, order: UUID, document: str) -> UUID:
        """Queue the latest paper of that kind again, marked as a repeat; returns the job."""
        raise NotImplementedError
