"""What is typed but not taken in: kept on this PC, never shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intake_app.errors import RejectedError
from intake_app.services import draft_reading, frozen
from intake_app.services.drafts import BatchDraft, KeptDraft
from intake_app.services.passcodes import for_disk, from_disk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.vault import Vault

FORM = "intake:"
BATCH = "batch"
_KEEP = (
    "INSERT INTO draft(slot, data, saved_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET data = excluded.data, saved_at = excluded.saved_at"
)
_DROP = "DELETE FROM draft WHERE slot = ?"


@dataclass(frozen=True, slots=True)
class KeptDrafts:
    """The use cases; each method is one transaction."""

    store: Store
    vault: Vault

    def keep(self, drafts: Iterable[KeptDraft], gone: Iterable[str] = ()) -> None:
        """Keep these as they stand now and forget the slots that were emptied: all or none."""
        sealed = [replace(kept, draft=for_disk(kept.draft, self.vault)) for kept in drafts]
        with self.store.writing() as session:
            for slot in gone:
                drop(session, slot)
            for kept in sealed:
                put(session, kept.slot, kept)

    def kept(self) -> tuple[KeptDraft, ...]:
        """What stood in forms when the program ended, the longest waiting first.

        What another version wrote is left where it is.
        """
        with self.store.reading() as session:
            found = draft_reading.kept(session.driver)
        return tuple(replace(kept, draft=from_disk(kept.draft, self.vault)) for kept in found)

    def keep_batch(self, batch: BatchDraft) -> None:
        """Keep what was scanned so far; an empty batch is forgotten."""
        with self.store.writing() as session:
            put_batch(session, batch)

    def kept_batch(self) -> BatchDraft | None:
        """The batch that was being scanned when the program ended."""
        with self.store.reading() as session:
            row = session.driver.execute(
                "SELECT data FROM draft WHERE slot = ?", (BATCH,)
            ).fetchone()
        try:
            return None if row is None else frozen.load(BatchDraft, row[0])
        except RejectedError:
            return None


def put_batch(session: Writing, batch: BatchDraft) -> None:
    """Keep a batch inside somebody else's transaction."""
    if batch.items:
        put(session, BATCH, batch)
    else:
        drop(session, BATCH)


def put(session: Writing, slot: str, value: object) -> None:
    """Write one slot."""
    session.driver.execute(_KEEP, (slot, frozen.dump(value), session.now.isoformat()))


def drop(session: Writing, slot: str) -> None:
    """Forget one slot."""
    session.driver.execute(_DROP, (slot,))
