"""A store of an older program is backed up first, and stands again if its migration goes wrong."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.models import connection
from intake_app.services import swap
from intake_app.upkeep import proving

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.upkeep.safety import Safety

_FORMER, _ASIDE = "migration.db", "migration.failed"


def opened(safety: Safety, open_store: Callable[[], None], close: Callable[[], None]) -> None:
    """Open the store, which migrates it in one transaction when that is due, and prove it then.

    Raises IntakeError; the file is what it was before, and what went wrong lies aside.
    """
    keys = safety.keys
    if not _is_due(safety):
        open_store()
        return
    safety.back_up()
    with closing(keys.open()) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    former = keys.store.with_name(_FORMER)
    shutil.copyfile(keys.store, former)
    try:
        open_store()
        proving.prove(keys.store, keys.connecting())
    except IntakeError:
        close()
        swap.put(keys.store, former, keys.store.with_name(_ASIDE))
        raise
    with suppress(OSError):
        former.unlink()


def _is_due(safety: Safety) -> bool:
    if not connection.is_made(safety.keys.store):
        return False
    with closing(safety.keys.open(readonly=True)) as store:
        return 0 < connection.schema_number(store) < connection.SCHEMA_NUMBER
