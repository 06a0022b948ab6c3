"""Tasks as screens see them. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to be done; `number` is the order's, empty for a task about none."""

    id: UUID
    text: str
    by: str
    whose: str  # the name of who is asked; empty: anybody
    at: datetime
    due_at: datetime
    done_at: datetime | None
    done_by: str
    order: UUID | None = None
    number: str = ""
    kind: str = ""  # part: one that came; empty: somebody's own words

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.done_at is None and self.due_at < now


@dataclass(frozen=True, slots=True)
class TaskCount:
    """How many tasks of one person are open, and of those how many are late."""

    open: int = 0
    late: int = 0
