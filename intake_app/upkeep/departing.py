"""A PC that begins anew or is given away: nothing that only it knows may go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services import swap
from intake_app.upkeep import mirror, pictures, restores
from intake_app.upkeep.mirror import Mirror
from intake_app.upkeep.signed import Hand

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.store_keys import Keys
    from intake_app.upkeep.safety import Safety

_PARTS = ("", "-wal", "-shm")


def exported(safety: Safety, folder: Path) -> Path:
    """Write what the hub has not got into a sealed file that any desk of the shop takes in."""
    target = folder / f"{safety.now():unsent-%Y%m%d-%H%M%S.ops}"
    export(safety, target)
    return target


def export(safety: Safety, target: Path) -> int:
    """Write it into this file, and pictures into a folder beside; returns how many changes.

    Raises UnavailableError.
    """
    ops = Hand(safety.settings.data).sign(restores.salvaged(safety), restores.origin_of(safety))
    Mirror(target, safety.keys.kept()).start(ops)
    names = restores.unsent_pictures(safety)
    pictures.carry(safety.settings.data, pictures_of(target), safety.keys, names)
    return len(ops)


def pictures_of(file: Path) -> Path:
    """Where the pictures stand that belong to an exported file."""
    return file.with_name(f"{file.name}.pictures")


def demand_nothing_unsent(safety: Safety, file: Path | None = None) -> None:
    """Raise RejectedError(UNSENT_WORK) unless the hub, or an exported file, has everything.

    A picture that is here alone counts as much as a change.
    """
    unsent: set[object] = {op.op_id for op in restores.salvaged(safety)}
    unsent.update(restores.unsent_pictures(safety))
    if file is not None and unsent:
        unsent -= {op.op_id for op in Mirror(file, _keys_of(safety, file)).read()}
        unsent -= pictures.carried(pictures_of(file))
    if unsent:
        raise RejectedError(Problem.UNSENT_WORK, str(len(unsent)))


def _keys_of(safety: Safety, file: Path) -> Keys:
    return safety.keys.of_name(mirror.key_name(file)) or safety.keys.known()


def reset(safety: Safety, file: Path | None = None) -> Path:
    """Put the data aside whole, so that the next start begins anew. Raises IntakeError."""
    demand_nothing_unsent(safety, file)
    aside = restores.aside_of(safety)
    try:
        aside.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            old = safety.keys.store.with_name(safety.keys.store.name + part)
            if old.exists():
                old.replace(aside / old.name)
    except OSError as error:
        raise swap.refusal(error, aside.name) from error
    return aside
