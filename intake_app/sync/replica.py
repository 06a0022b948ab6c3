"""The store as the exchange sees it; a service fulfils it, the driver uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import FeedOp, Op
    from intake_app.sync.core.repair_wire import PartReply, RecordState
    from intake_app.sync.core.standing import Receipt, Repair, Standing


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

    def apply(self, page: Sequence[FeedOp], *, epoch: UUID, chain: str = "") -> None:
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
        """Take the incarnation and number prefix the hub granted; pending ops keep their ids.

        In the same life all that is pending goes out again: the hub may have lost it in a restore.
        """
        ...

    def note_durable(self, seq: int) -> None:
        """The hub's feed up to this number is in a backup that was read back."""
        ...

    def mend(self, epoch: UUID, repair: Repair) -> None:
        """Note what is to be done before the feed is followed again.

        OFFER: the hub of another life. Its numbers mean nothing any more, so what it had taken
        is unsent again; what we keep of the feed stays, to be offered. SNAPSHOT: from part 0.
        """
        ...

    def kept(self, after: int | None, limit: int) -> Sequence[tuple[int, UUID]]:
        """Ids of ops that were in a feed, by their place in it, whole transactions."""
        ...

    def bodies(self, op_ids: Sequence[UUID]) -> Sequence[Op]:
        """Give ops that are kept, in the order of `op_ids`."""
        ...

    def absorb(self, part: PartReply) -> None:
        """Take a part of a snapshot over and note which is next, or do neither.

        Ops on their way stay on top. With the last part the cursor stands at its number.
        """
        ...

    def digest(self) -> Mapping[str, tuple[str, ...]]:
        """What the records come to, as the feed has confirmed them."""
        ...

    def correct(self, records: Sequence[RecordState]) -> int:
        """Take records over as the hub has them; return how many were not the same."""
        ...

    def doubt(self) -> None:
        """Note that this store cannot be brought to agree with the hub and is to be made anew."""
        ...

    def compared(self) -> None:
        """Note that this store agrees with the hub."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Rows per shared entity, for the first comparison with the hub."""
        ...
