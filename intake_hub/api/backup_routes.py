"""The hub as a place of backups: sealed files of each workstation, the newest few of them.

Any member of the shop may fetch them, for a PC that died is restored on another one. Nobody but
the holder of the recovery key can open them, the hub included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002 - the same

from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire_backups import BackupsReply, KeptBackup
from intake_hub.api.replies import json_reply

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.wire_enrol import StationInfo
    from intake_hub.api.door import Door
    from intake_hub.stations import Caller, Stations
    from intake_hub.store.shelf import Shelf

MOST_BACKUP_BYTES = 8 * 1024**3
KEPT = 3
"""Of one workstation, the one that is being sent included."""

QUOTA_BYTES = 16 * 1024**3
_MS = 1000


@dataclass(frozen=True, slots=True)
class Backups:
    """The shelf of backups, a folder for each workstation; fulfils `file_routes.Owners`."""

    shelf: Shelf
    stations: Stations
    quota_bytes: int = QUOTA_BYTES

    def of(self, caller: Caller, name: str) -> UUID:
        """Its own folder, but for a whole file of another workstation of the shop."""
        if self.shelf.size(caller.origin, name) is None:
            for one in self.stations.told(caller).stations:
                if self.shelf.size(one.origin, name) is not None:
                    return one.origin
        return caller.origin

    def make_room(self, owner: UUID, name: str, length: int) -> None:
        """Let the oldest go, never the newest; one upload at a time. Raises TOO_LARGE."""
        for other in self.shelf.under_way(owner):
            if other != name:
                self.shelf.drop(owner, other)
        kept = self._newest_first(owner)
        sizes = [self.shelf.size(owner, one) or 0 for one in kept]
        while kept and (len(kept) >= KEPT or sum(sizes) + length > self.quota_bytes):
            if len(kept) == 1:
                raise refusal(Why.TOO_LARGE, f"{self.quota_bytes} bytes for one workstation")
            self.shelf.drop(owner, kept.pop())
            sizes.pop()

    def listed(self, caller: Caller) -> BackupsReply:
        """Name every backup of the shop, the newest of each workstation first."""
        stations = self.stations.told(caller).stations
        return BackupsReply(tuple(kept for one in stations for kept in self._of(one)))

    def _of(self, station: StationInfo) -> list[KeptBackup]:
        owner = station.origin
        return [
            KeptBackup(
                name=name,
                origin=owner,
                station=station.name,
                prefix=station.prefix,
                size=self.shelf.size(owner, name) or 0,
                kept_ms=int(self._kept_s(owner, name) * _MS),
            )
            for name in self._newest_first(owner)
        ]

    def _newest_first(self, owner: UUID) -> list[str]:
        names = self.shelf.names(owner)
        return sorted(names, key=lambda name: self._kept_s(owner, name), reverse=True)

    def _kept_s(self, owner: UUID, name: str) -> float:
        try:
            return self.shelf.path(owner, name).stat().st_mtime
        except FileNotFoundError:
            return 0.0  # let go a moment ago


def backup_routes(backups: Backups, door: Door) -> APIRouter:
    """Bind the call that lists them; the bytes go by `file_routes`."""

    async def listed(request: Request) -> Response:
        """Name the backups of the shop's workstations."""
        caller = await door.caller(request)
        return json_reply((await run_in_threadpool(backups.listed, caller)).members())

    router = APIRouter(prefix="/v1")
    router.add_api_route("/backups", listed, methods=["GET"], summary="Name the kept backups")
    return router
