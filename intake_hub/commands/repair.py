"""`intake-hub restored`: the database was put back from a backup; begin another life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_hub.feed.keeping import LogKeeping

if TYPE_CHECKING:
    from intake_hub.store.engine import HubStore


def restored(store: HubStore) -> str:
    """Set a new epoch and erase again whom the ledger names; say what was done."""
    erased = LogKeeping(store, lambda: int(utc_now().timestamp() * 1000)).restored()
    again = f"; {erased} erased again" if erased else ""
    return f"a new epoch is set: workstations give back what this copy lacks{again}"
