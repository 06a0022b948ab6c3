"""A backup that was never restored is none: the newest of each place is tried once a week."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem
from intake_app.upkeep import archive
from intake_app.upkeep.safety import DRILL_EVERY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from intake_app.services.replica import StoreReplica
    from intake_app.upkeep.places import Backup, Place
    from intake_app.upkeep.safety import Safety

    Compare: TypeAlias = Callable[[StoreReplica], bool]
    """Whether the copy, brought up to date, holds what the hub has; True when that is away."""

_FOLDER = "drill"


@dataclass(frozen=True, slots=True)
class Drilled:
    """How one place did; `trouble` is empty when its newest backup opened and held what it says."""

    place: str
    backup: str
    trouble: Problem | None = None


def agreed(_copy: StoreReplica) -> bool:
    """No hub, no contradiction."""
    return True


def due(safety: Safety) -> bool:
    """Whether a week has passed since the last one, and there is something to try."""
    state = safety.state()
    if state.made_at is None:
        return False
    return state.proven_at is None or safety.now() - state.proven_at >= DRILL_EVERY


def run(safety: Safety, compare: Compare = agreed) -> tuple[Drilled, ...]:
    """Restore the newest backup of each place into a corner, prove it, and note that it went."""
    done: list[Drilled] = []
    for state in safety.state().places:
        backup = state.place.newest()
        if backup is not None:
            done.append(_try(safety, state.place, backup, compare))
    return tuple(done)


def _try(safety: Safety, place: Place, backup: Backup, compare: Compare) -> Drilled:
    corner = safety.settings.data / _FOLDER
    keys = safety.keys.kept()
    try:
        corner.mkdir(exist_ok=True)
        if archive.hashed(backup.file) != backup.sha256:
            return Drilled(place.name, backup.file.name, Problem.BACKUP_DAMAGED)
        target = corner / "intake.db"
        said = archive.unpack(backup.file, keys, target)
        if not _compared(target, keys.store if said.encrypted else None, safety, compare):
            return Drilled(place.name, backup.file.name, Problem.BACKUP_UNLIKE_HUB)
        place.note_proof(backup, _text(safety.now()))
    except IntakeError as error:
        return Drilled(place.name, backup.file.name, error.problem)
    finally:
        shutil.rmtree(corner, ignore_errors=True)
    return Drilled(place.name, backup.file.name)


def _compared(copy: Path, key: bytes | None, safety: Safety, compare: Compare) -> bool:
    """Open the copy as a start would, and have it compared; it is thrown away afterwards."""
    from intake_app.models.recording import Recorder  # noqa: PLC0415 - imports SQLAlchemy
    from intake_app.models.store import Store  # noqa: PLC0415 - the same
    from intake_app.services.replica import StoreReplica  # noqa: PLC0415 - the same

    store = Store(copy, Recorder(safety.now), key=key)
    try:
        return compare(StoreReplica(store))
    finally:
        store.close()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
