"""Taking devices in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.rows import Accepted


@dataclass(frozen=True, slots=True)
class Intakes:
    """The use cases; each method is one transaction."""

    def receive(self, draft: IntakeDraft, *, printing: bool = True) -> Accepted:
        """Write client, device, order, first stage, prepayment, print jobs and ops, all or none.

        Raises RejectedError with `fields` when the draft has problems, UnavailableError when the
        disk does not take it; nothing is written then.
        """
        raise NotImplementedError

    def save_draft(self, slot: str, draft: IntakeDraft) -> None:
        """Keep what is typed; `slot` names the form. Local to this PC, never synced."""
        raise NotImplementedError

    def saved_draft(self, slot: str) -> IntakeDraft | None:
        """What was typed when the program ended, if anything."""
        raise NotImplementedError

    def drop_draft(self, slot: str) -> None:
        """Forget a draft that was received or cleared."""
        raise NotImplementedError
