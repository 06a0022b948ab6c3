"""Whose records a CRM speaks of, and whether whoever is at the desk may set it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks.rights import Right
from intake_app.services import allowed
from intake_app.services.whose import whose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.dispute_rows import Whose


@dataclass(frozen=True, slots=True)
class CrmRecords:
    """Each method is one transaction."""

    store: Store

    def demand(self) -> None:
        """Raise RejectedError(NOT_ALLOWED) for whoever may not set a CRM up."""
        with self.store.reading() as session:
            allowed.demand(session.driver, self.store.recorder.operator, Right.CRM)

    def named(self, records: Sequence[tuple[str, UUID]]) -> tuple[Whose, ...]:
        """What each record, given by kind and id, is called here."""
        with self.store.reading() as session:
            return tuple(whose(session.driver, kind, uid.bytes) for kind, uid in records)
