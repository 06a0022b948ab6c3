"""A backup that was never restored is none: the newest of each place is tried once a week."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem
from intake_app.models import connection
from intake_app.upkeep import archive
from intake_app.upkeep.safety import DRILL_EVERY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from sqlcipher3.dbapi2 import Connection

    from intake_app.upkeep.places import Backup, Place
    from intake_app.upkeep.safety import Safety

    Compare: TypeAlias = Callable[[Connection], bool]
    """Whether the hub, asked at the same number, holds the same; True when it is away."""

_FOLDER = "drill"


@dataclass(frozen=True, slots=True)
class Drilled:
    """How one place did; `trouble` is empty when its newest backup opened and held what it says."""

    place: str
    backup: str
    trouble: Problem | None = None


def _agreed(_copy: Connection) -> bool:
    return True


def due(safety: Safety) -> bool:
    """Whether a week has passed since the last one, and there is something to try."""
    state = safety.state()
    if state.made_at is None:
        return False
    return state.proven_at is None or safety.now() - state.proven_at >= DRILL_EVERY


def run(safety: Safety, compare: Compare = _agreed) -> tuple[Drilled, ...]:
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
        key = keys.store if said.encrypted else None
        with closing(connection.open_file(target, readonly=True, key=key)) as opened:
            if not compare(opened):
                return Drilled(place.name, backup.file.name, Problem.STORE_CORRUPT)
        place.note_proof(backup, _text(safety.now()))
    except IntakeError as error:
        return Drilled(place.name, backup.file.name, error.problem)
    finally:
        shutil.rmtree(corner, ignore_errors=True)
    return Drilled(place.name, backup.file.name)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
