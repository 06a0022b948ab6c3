"""Keeps the mirror in step with the store: asked after each commit, in a lane, best effort."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.upkeep.mirror import Mirror
from intake_app.upkeep.places import named
from intake_app.upkeep.signed import Hand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.config import Settings
    from intake_app.services.replica import StoreReplica
    from intake_app.services.store_keys import StoreKeys
    from intake_app.sync.core.ops import Op

FILE_NAME = "unsent.ops"
_MOST = 1_000_000
_COMPACT = 4 << 20


def files(settings: Settings) -> tuple[Path, ...]:
    """Where mirrors are: in every place of backups on another disk, else beside the data."""
    folders = [Path(folder).expanduser() for folder in named(settings).values()]
    return tuple(folder / FILE_NAME for folder in folders or [settings.data / "backups"])


class Mirroring:
    """One thread uses it. A place that is away is begun anew when it is back."""

    def __init__(self, settings: Settings, keys: StoreKeys, replica: StoreReplica) -> None:
        """Nothing is written yet."""
        self._keys = keys
        self._replica = replica
        self._settings = settings
        self._hand = Hand(settings.data)
        self._reached: dict[Path, tuple[int, int]] = {}

    def catch_up(self) -> tuple[str, ...]:
        """Write what is new to every mirror; returns the names of folders that took nothing."""
        unsent = self._replica.unsent(_MOST)
        keys = self._keys.kept()
        return tuple(
            file.parent.name
            for file in files(self._settings)
            if not self._extend(Mirror(file, keys), unsent)
        )

    def _signed(self, ops: Sequence[Op]) -> Sequence[Op]:
        """Signed by us, so that any desk of the shop may bring them to the hub."""
        if not ops or not self._settings.desk.hub:
            return ops
        return self._hand.sign(ops, ops[0].origin)

    def _extend(self, mirror: Mirror, unsent: Sequence[Op]) -> bool:
        reached = self._reached.get(mirror.file)
        new = [op for op in unsent if reached is None or (op.inc, op.n) > reached]
        try:
            if reached is None or not mirror.file.exists() or _is_long(mirror.file, len(unsent)):
                mirror.start(self._signed(unsent))
            elif new:
                mirror.append(self._signed(new))
        except IntakeError:
            self._reached.pop(mirror.file, None)
            return False
        self._reached[mirror.file] = max(
            [(op.inc, op.n) for op in unsent], default=reached or (-1, -1)
        )
        return True


def _is_long(file: Path, unsent: int) -> bool:
    """Whether it is worth beginning anew: nearly all of it has been sent since."""
    return file.stat().st_size > _COMPACT and unsent == 0
