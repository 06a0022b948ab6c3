"""The store as the exchange sees it; a service fulfils it, the driver uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import FeedOp, Op
    from intake_app.sync.core.standing import Receipt, Standing


class Replica(Protocol):
    """Each verb is one transaction; called only on the driver's thread."""

    def standing(self) -> Standing:
        """Read where we stand."""
        ...

    def unsent(self, limit: int) -> Sequence[Op]:
        """The oldest ops in state `new`: whole transactions, at most `limit` unless one is more."""
        ...

    def acknowledge(self, receipts: Sequence[Receipt]) -> None:
        """Move the named ops from `new` to `acked` (or `quarantined`), no others."""
        ...

    def apply(self, page: Sequence[FeedOp], *, epoch: UUID) -> None:
        """Apply a page and move the cursor to its last number, or do neither.

        Own ops in the page leave the outbox here. Values for fields with a pending op of ours go
        to the confirmed side, not to the screen. Raises RejectedError on a hole.
        """
        ...

    def refuse(self, op_id: UUID, code: str) -> None:
        """Quarantine one op that cannot be sent, so that the rest flows."""
        ...

    def note_epoch(self, epoch: UUID) -> None:
        """Remember the hub's epoch on first contact."""
        ...

    def grant(self, inc: int, prefix: str) -> None:
        """Take the incarnation and number prefix the hub granted; pending ops keep their ids."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Rows per shared entity, for the first comparison with the hub."""
        ...
