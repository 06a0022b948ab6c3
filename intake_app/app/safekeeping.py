"""The store at rest at this desk: backups, drills and the mirror, each in a lane of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.jobs import Repeating
from intake_app.upkeep.archive import silent
from intake_app.upkeep.safety import Safety

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.shop import Shop
    from intake_app.services.store_keys import StoreKeys
    from intake_app.upkeep.archive import Told
    from intake_app.upkeep.restores import Restored
    from intake_app.upkeep.safety import SafetyState

LANE = "backup"
_EVERY_S = 600.0
_DRILL_EVERY_S = 3600.0
_MIRROR_EVERY_S = 60.0
_HUB_EVERY_S = 3600.0


class OneAtATime:
    """Backups asked for by a lane and by the exchange: two at once would be in each other's way."""

    def __init__(self, safety: Safety) -> None:
        self._safety = safety
        self._turn = threading.Lock()

    def keep_up(self, told: Told) -> SafetyState:
        """See `Safety.keep_up`."""
        with self._turn:
            return self._safety.keep_up(told)

    def back_up(self) -> None:
        """See `Safety.back_up`."""
        with self._turn:
            self._safety.back_up()


class Safekeeping(QObject):
    """Begins when the store is open; what it finds out is told on the GUI thread."""

    known = Signal(object)  # a SafetyState
    refused = Signal(object)  # the IntakeError why no backup could be made
    told = Signal(float)  # how far the backup is that is being made

    _told = Signal(float)

    def __init__(self, settings: Settings, jobs: Jobs, keys: StoreKeys, now: Clock) -> None:
        super().__init__(jobs)
        self.safety = Safety(settings, keys, now)
        self._jobs = jobs
        self._turns = OneAtATime(self.safety)
        keep_up = partial(self._turns.keep_up, self._told.emit)
        self._backup = Repeating(jobs, LANE, keep_up, _EVERY_S)
        self._drill: Repeating | None = None
        self._hub: Repeating | None = None
        self._mirror: Repeating | None = None
        self._told.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._tells(self._backup)

    def start(self, shop: Shop) -> None:
        """Begin; `shop` is open."""
        from intake_app.upkeep.mirroring import Mirroring  # noqa: PLC0415 - after the first paint

        mirroring = Mirroring(self.safety.settings, self.safety.keys, shop.services.replica)
        self._mirror = Repeating(self._jobs, "mirror", mirroring.catch_up, _MIRROR_EVERY_S)
        drill = partial(_drilled, self.safety, shop)
        self._drill = Repeating(self._jobs, LANE, drill, _DRILL_EVERY_S)
        self._tells(self._drill)
        kept = partial(_kept_at_hub, self.safety, shop)
        self._hub = Repeating(self._jobs, "backup at the hub", kept, _HUB_EVERY_S)
        for repeating in (self._backup, self._drill, self._mirror, self._hub):
            repeating.start()
        held = partial(vault_held, shop, self.safety.keys)
        self._jobs.device("vault", held, failed=self.refused.emit)
        if self.safety.settings.desk.hub:
            self._jobs.store(partial(_escrowed, shop, self.safety.keys), failed=self.refused.emit)

    def opening(self, shop: Shop) -> Callable[[], Opened]:
        """The work of the store lane that opens the shop; its progress is told like a backup's."""
        return partial(opened, self.safety, shop, self._told.emit)

    def before_mending(self) -> None:
        """Have a copy of what stands here before the exchange mends records. Raises IntakeError."""
        self._turns.back_up()

    def wake(self) -> None:
        """Something was committed: have it on another disk soon."""
        if self._mirror is not None:
            self._mirror.ask()

    def stop(self) -> None:
        """Ask no more."""
        for repeating in (self._backup, self._drill, self._mirror, self._hub):
            if repeating is not None:
                repeating.stop()

    def _tells(self, repeating: Repeating) -> None:
        repeating.answered.connect(self.known)
        repeating.refused.connect(self.refused)

    def at_close(self) -> None:
        """The last backup of the day, once nobody works any more; the window is gone by then."""
        from intake_app.upkeep import repair  # noqa: PLC0415 - after the first paint

        try:
            if not self.safety.settings.demo and self.safety.is_changed():
                self.safety.back_up()
        except IntakeError:
            return  # told while there was a window; the next start tries again
        finally:
            repair.ended(self.safety)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is to be told after the store was opened."""

    restored: Restored | None
    asks_paper: bool


def opened(safety: Safety, shop: Shop, told: Told = silent) -> Opened:
    """Open the store in its lane, after what `upkeep.repair` has to do before.

    `told` hears how far a store is that has to be built anew.
    """
    from intake_app.app.hub_source import SettingsHub  # noqa: PLC0415 - after the first paint
    from intake_app.upkeep import migrating, repair  # noqa: PLC0415 - the same

    done = repair.ready(safety, told, SettingsHub(safety.settings, safety.now))
    migrating.opened(safety, shop.open, shop.close)
    keys = safety.keys
    return Opened(done, asks_paper=keys.is_encrypted and not keys.is_confirmed)


def _escrowed(shop: Shop, keys: StoreKeys) -> None:
    from intake_app.services import escrow  # noqa: PLC0415 - after the first paint

    escrow.keep(shop.services.preferences, shop.services.vault, keys)


def vault_held(shop: Shop, keys: StoreKeys) -> None:
    """Have the paper open passcodes, too: see `services.kept_vault`. Raises IntakeError."""
    from intake_app.services import kept_vault  # noqa: PLC0415 - after the first paint

    services = shop.services
    kept_vault.give_back(services.preferences, services.vault, keys)
    kept_vault.keep(services.preferences, services.vault, keys)


def _drilled(safety: Safety, shop: Shop) -> SafetyState:
    """Once a week: try the newest backup of each place, and every page of the store itself.

    Raises RejectedError for the first place whose backup does not open.
    """
    from intake_app.upkeep import aside, drills, proving  # noqa: PLC0415 - after the first paint

    aside.clear(safety, shop.services.replica.store)
    if drills.due(safety):
        hub = shop.hub_safe
        tried = drills.run(safety, drills.agreed if hub is None else hub.agrees)
        bad = next((one for one in tried if one.trouble is not None), None)
        if bad is not None:
            raise RejectedError(bad.trouble or Problem.BACKUP_DAMAGED, bad.backup)
        proving.prove(safety.keys.store, safety.keys.connecting())
    return safety.state()


def _kept_at_hub(safety: Safety, shop: Shop) -> bool:
    """Bring the newest proven backup to the hub, about once a day. Raises IntakeError."""
    from intake_app.upkeep import hub_place  # noqa: PLC0415 - after the first paint

    return shop.hub_safe is not None and hub_place.keep_up(safety, shop.hub_safe)
