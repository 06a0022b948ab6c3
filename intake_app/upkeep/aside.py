"""What was put aside goes after a while, or when the disk gets low, but never unsent work."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.upkeep import restores

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.upkeep.safety import Safety

KEPT = timedelta(days=90)
LOW_BYTES = 2 << 30
_UNSENT = "SELECT op_id FROM outbox WHERE state = 'new'"
_KNOWN = (
    "SELECT 1 FROM outbox WHERE op_id = ?1 UNION ALL SELECT 1 FROM feed WHERE op_id = ?1 LIMIT 1"
)


def clear(safety: Safety, store: Store, free: int | None = None) -> int:
    """Let go of old folders, the oldest first; returns how many went.

    One whose unsent changes are not all in `store`, or cannot be read, stays until a person
    deletes it.
    """
    gone = 0
    for folder in sorted((safety.settings.data / "aside").glob("*")):
        room = shutil.disk_usage(folder).free if free is None else free
        age = safety.now().timestamp() - folder.stat().st_mtime
        is_due = age > KEPT.total_seconds() or room < LOW_BYTES
        if is_due and _is_known(safety, folder / restores.STORE, store):
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def _is_known(safety: Safety, file: Path, store: Store) -> bool:
    """Whether nothing unsent is in an old store that is not in the present one."""
    if not file.exists():
        return True
    with restores.corner_of(safety, "aside.look") as corner, suppress(IntakeError, OSError):
        for part in ("", "-wal"):
            old = file.with_name(file.name + part)
            if old.exists():
                shutil.copyfile(old, corner.file.with_name(corner.file.name + part))
        return not _lacking(_ops(safety, corner.file), store)
    return False


def _ops(safety: Safety, copy: Path) -> list[bytes]:
    key = restores.key_of(safety, copy)
    opened = Store(copy, Recorder(safety.now), key=key)
    try:
        with opened.reading() as session:
            return [op for (op,) in session.driver.execute(_UNSENT).fetchall()]
    finally:
        opened.close()


def _lacking(ops: list[bytes], store: Store) -> bool:
    with store.reading() as session:
        driver = session.driver
        return any(driver.execute(_KNOWN, (op,)).fetchone() is None for op in ops)
