"""The hub as what a store is made anew from, before there is a window to watch it in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from intake_app.sync.core.status import NeedsAttention, Receiving, Synced, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.services.replica import StoreReplica
    from intake_app.sync.core.status import SyncStatus

_TURN_S = 5.0
_PATIENCE_S = 3600.0
"""A million records on a slow line; a hub that does not answer is given up at once."""


@dataclass(frozen=True, slots=True)
class SettingsHub:
    """The hub that the settings name; fulfils `upkeep.rebuilding.HubSource`."""

    settings: Settings
    now: Clock

    def bring(self, replica: StoreReplica, origin: UUID, told: Callable[[float], None]) -> bool:
        """Exchange until the store has everything; raises IntakeError for a closed keyring.

        A hub that runs on this very PC begins only after the store: it gives nothing here.
        """
        from intake_app.sync import membership  # noqa: PLC0415 - asyncio, hardly ever due
        from intake_app.sync.driver import SyncDriver  # noqa: PLC0415 - the same
        from intake_app.sync.secrets import open_secrets  # noqa: PLC0415 - keyring is slow

        url = self.settings.desk.hub
        member = membership.kept(open_secrets(self.settings.data), origin)
        if member is None or not url.startswith("http"):
            return False
        driver = SyncDriver(
            replica, partial(member.client, url), partial(_report, told), now=self.now
        )
        driver.start()
        try:
            return _is_whole(driver.settled)
        finally:
            driver.stop()


def _report(told: Callable[[float], None], status: SyncStatus) -> None:
    if isinstance(status, Receiving) and status.total:
        told(min(1.0, status.done / status.total))


def _is_whole(settled: Callable[[float], SyncStatus]) -> bool:
    ends_s = time.monotonic() + _PATIENCE_S
    while isinstance(status := settled(_TURN_S), Receiving | Waiting):
        if time.monotonic() > ends_s:
            return False
    return isinstance(status, Synced | NeedsAttention)
