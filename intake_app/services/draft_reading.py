"""What stood in forms when the program ended, as two read it: the store, and the first window.

Light: imported before the first paint.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.errors import RejectedError
from intake_app.models.connection import translated
from intake_app.services import frozen
from intake_app.services.drafts import KeptDraft
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_KEPT = "SELECT data, saved_at FROM draft WHERE slot LIKE 'intake:%' ORDER BY saved_at, slot"


TRACE = "drafts.kept"
"""An empty file beside the store, there while drafts may be in it: who cannot read it yet knows."""


class DraftFinder(StoreReader):
    """Knows the drafts of the last run before the store is open for writing."""

    def kept_drafts(self) -> tuple[KeptDraft, ...] | None:
        """Those of the last run; None while that cannot be told.

        It takes the store's own services to open a sealed passcode, and a key or a migration to
        read some stores at all.
        """
        connection = self._connection()
        if connection is None:
            return None if (self._path.parent / TRACE).exists() else ()
        with translated():
            found = kept(connection)
        is_sealed = any(each.draft.sealed_passcode for each in found)
        return None if is_sealed else found


def kept(connection: Connection) -> tuple[KeptDraft, ...]:
    """Read them, the longest waiting first; what another version wrote is left where it is."""
    found: list[KeptDraft] = []
    for data, saved_at in connection.execute(_KEPT).fetchall():
        try:
            each = frozen.load(KeptDraft, data)
        except RejectedError:
            continue
        found.append(replace(each, since=each.since or datetime.fromisoformat(saved_at)))
    return tuple(sorted(found, key=_waits_since))


def _waits_since(each: KeptDraft) -> datetime:
    return each.since or datetime.max.replace(tzinfo=UTC)
