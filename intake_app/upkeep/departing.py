"""A PC that begins anew or is given away: nothing that only it knows may go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services import swap
from intake_app.upkeep import restores
from intake_app.upkeep.mirror import Mirror

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.upkeep.safety import Safety

_PARTS = ("", "-wal", "-shm")


def exported(safety: Safety, folder: Path) -> Path:
    """Write what the hub has not got into a sealed file that any desk of the shop takes in."""
    target = folder / f"{safety.now():unsent-%Y%m%d-%H%M%S.ops}"
    Mirror(target, safety.keys.kept()).start(restores.salvaged(safety))
    return target


def demand_nothing_unsent(safety: Safety, file: Path | None = None) -> None:
    """Raise RejectedError(UNSENT_WORK) unless the hub, or an exported file, has everything."""
    unsent = {op.op_id for op in restores.salvaged(safety)}
    if file is not None and unsent:
        unsent -= {op.op_id for op in Mirror(file, safety.keys.known()).read()}
    if unsent:
        raise RejectedError(Problem.UNSENT_WORK, str(len(unsent)))


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
