"""The backups of one PC: when one is due, where they go, and whether a restore was tried."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem
from intake_app.models import connection
from intake_app.upkeep import archive, pictures
from intake_app.upkeep.places import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.services.store_keys import StoreKeys
    from intake_app.upkeep.places import Backup

EVERY = timedelta(hours=1)
DRILL_EVERY = timedelta(days=7)
OLD_PROOF = timedelta(days=30)
ROOM = 2 * 1024**3
ENOUGH = 2
"""Places that are not enough are told."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """How a place stands; `trouble` is empty when all is well."""

    place: Place
    newest: datetime | None
    count: int
    trouble: Problem | None = None


@dataclass(frozen=True, slots=True)
class SafetyState:
    """What the status bar and the page tell."""

    made_at: datetime | None
    proven_at: datetime | None
    places: tuple[PlaceState, ...]
    free: int | None = None  # bytes on the disk of the store

    @property
    def is_tight(self) -> bool:
        """Whether the disk of the store is nearly full."""
        return self.free is not None and self.free < ROOM

    @property
    def away(self) -> tuple[str, ...]:
        """Names of places that could not be reached."""
        return tuple(state.place.name for state in self.places if state.trouble)

    def is_old(self, now: datetime) -> bool:
        """Whether no restore went well for too long, though there were backups to try."""
        first = self.proven_at or self.made_at
        return first is not None and now - first > OLD_PROOF


@dataclass(frozen=True, slots=True)
class Safety:
    """Used in a lane: each call reads disks that may be slow."""

    settings: Settings
    keys: StoreKeys
    now: Clock

    def keep_up(self, told: archive.Told = archive.silent) -> SafetyState:
        """Make a backup when an hour has passed and something has changed. Raises IntakeError.

        A place that was away gets the newest one as soon as it is back.
        """
        first = self._places()[0]
        newest = first.newest()
        if newest is None or self.now() - newest.made_at >= EVERY:
            if self._is_changed(newest):
                return self.back_up(told)
        else:
            return self.state(self._spread(newest))
        return self.state()

    def back_up(self, told: archive.Told = archive.silent) -> SafetyState:
        """Make one now, in every place that is there. Raises IntakeError for the first place."""
        first = self._places()[0]
        made = first.make(self.source(), self.now(), told)
        pictures.back_up(self.settings.data, first.folder, self.keys)
        first.rotate()
        return self.state(self._spread(made))

    def source(self) -> archive.Source:
        """The store of this PC. Raises UnavailableError(STORE_LOCKED)."""
        return archive.Source(self.keys.store, self.keys.connecting(), self.keys.kept())

    def state(self, troubles: dict[str, Problem] | None = None) -> SafetyState:
        """How all places stand."""
        states = tuple(_state(place, (troubles or {}).get(place.name)) for place in self._places())
        proofs = (backup.proven_at for place in self._places() for backup in place.all())
        return SafetyState(
            made_at=max((state.newest for state in states if state.newest), default=None),
            proven_at=_latest(proofs),
            places=states,
            free=_free(self.settings.data),
        )

    def backups(self) -> tuple[tuple[Place, Backup], ...]:
        """Every backup there is, the newest first."""
        found = [(place, backup) for place in self._places() for backup in place.all()]
        return tuple(sorted(found, key=lambda pair: pair[1].made_at, reverse=True))

    def is_changed(self) -> bool:
        """Whether something was saved since the newest backup."""
        return self._is_changed(self._places()[0].newest())

    def _spread(self, made: Backup) -> dict[str, Problem]:
        """Bring the newest backup to the other places; says which of them could not take it."""
        troubles: dict[str, Problem] = {}
        for place in self._places()[1:]:
            try:
                place.demand()
                if made.file.name not in {backup.file.name for backup in place.all()}:
                    place.take(made)
                pictures.back_up(self.settings.data, place.folder, self.keys)
                place.rotate()
            except IntakeError as error:
                troubles[place.name] = error.problem
        return troubles

    def _is_changed(self, newest: Backup | None) -> bool:
        store = self.keys.store
        if not connection.is_made(store):
            return False
        if newest is None:
            return True
        files = (store, store.with_name(store.name + "-wal"))
        changed = max(file.stat().st_mtime for file in files if file.exists())
        return changed > newest.made_at.timestamp()

    def _places(self) -> tuple[Place, ...]:
        return places(self.settings)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _state(place: Place, trouble: Problem | None) -> PlaceState:
    if trouble is None and place.name and not place.folder.parent.is_dir():
        trouble = Problem.PLACE_AWAY
    newest = place.newest()
    return PlaceState(place, newest.made_at if newest else None, len(place.all()), trouble)


def _latest(moments: Iterable[str]) -> datetime | None:
    known = [datetime.fromisoformat(text) for text in moments if text]
    return max(known, default=None)
