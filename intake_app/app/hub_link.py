"""What a person asks of the hub at this desk: joining, being the hub, inviting, names."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app import settings_file
from intake_app.app.embedded_hub import command, store_address
from intake_app.app.exchange import enrol, member
from intake_app.config import FILE_NAME
from intake_app.errors import IntakeError, Problem, RejectedError, UnavailableError
from intake_app.services.hub_desk import HubLook, HubPlace, StationLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.core.wire_enrol import StationsReply
    from intake_app.sync.membership import Membership

_PATIENCE_S = 30.0
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW
_HERE = {HubPlace.HERE, HubPlace.SHARED}


class HubLink(QObject):
    """Fulfils `services.hub_desk.HubDesk`; `moved` tells the exchange where to go now."""

    moved = Signal(str)  # what the setting `hub` says from now on

    def __init__(
        self, data: Path, replica: Callable[[], StoreReplica], hub: str, url: Callable[[], str]
    ) -> None:
        super().__init__()
        self._data = data
        self._replica = replica
        self._hub = hub
        self._url = url

    def look(self) -> HubLook:
        """See `HubDesk`."""
        place = _place_of(self._hub)
        found, url = member(self._data, self._replica()), self._url()
        if found is None or not url:
            return HubLook(place, url)
        from intake_app.app import belonging  # noqa: PLC0415 - asyncio, httpx

        try:
            told = belonging.stations(url, found)
        except IntakeError as error:
            return HubLook(place, url, is_member=True, problem=error.problem)
        return HubLook(
            place, url, is_member=True, shop_name=told.shop_name, stations=_lines(told, found)
        )

    def join(self, address: str, code: str) -> None:
        """See `HubDesk`."""
        from intake_app.sync.trust import read_invitation  # noqa: PLC0415 - ssl

        url, letters, fingerprint = read_invitation(address, code)
        keep = settings_file.prepared(self._data / FILE_NAME, "desk", "hub", url)
        typed = f"{letters}.{fingerprint}" if fingerprint else letters
        enrol(self._data, self._replica(), url, typed)
        keep()
        self._move(url)

    def serve_here(self) -> None:
        """See `HubDesk`."""
        settings_file.prepared(self._data / FILE_NAME, "desk", "hub", HubPlace.SHARED.value)()
        self._move(HubPlace.SHARED.value)

    def invitation(self) -> str:
        """See `HubDesk`."""
        told = json.loads(self._ask("code", "--json"))
        return str(told["link"] or told["code"])

    def rename(self, name: str) -> None:
        """See `HubDesk`."""
        found = member(self._data, self._replica())
        if found is None:
            raise RejectedError(Problem.NO_HUB)
        from intake_app.app import belonging  # noqa: PLC0415 - asyncio, httpx

        belonging.rename(self._url(), found, name)

    def leave(self) -> None:
        """See `HubDesk`. Raises RejectedError(UNSENT_WORK); the hub still knows this desk."""
        from intake_app.sync.secrets import open_secrets, token_name  # noqa: PLC0415 - keyring

        standing = self._replica().standing()
        if standing.pending:
            raise RejectedError(Problem.UNSENT_WORK, str(standing.pending))
        settings_file.prepared_all(self._data / FILE_NAME, {("desk", "hub"): None})()
        open_secrets(self._data).erase(token_name(standing.origin))
        self._move(HubPlace.NONE.value)

    def revoke(self, name: str) -> None:
        """See `HubDesk`."""
        self._ask("revoke", name)

    def _ask(self, *arguments: str) -> str:
        """Run a command of the hub beside the one that serves."""
        if _place_of(self._hub) not in _HERE:
            raise RejectedError(Problem.NO_HUB)
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [*command(), *arguments, "--db", store_address(self._data)],
                capture_output=True,
                check=True,
                text=True,
                encoding="utf-8",
                timeout=_PATIENCE_S,
                creationflags=_NO_WINDOW,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise UnavailableError(Problem.HUB_TROUBLE, type(error).__name__) from error
        return done.stdout.strip()

    def _move(self, hub: str) -> None:
        self._hub = hub
        self.moved.emit(hub)


def _place_of(hub: str) -> HubPlace:
    try:
        return HubPlace(hub)
    except ValueError:
        return HubPlace.ELSEWHERE


def _lines(told: StationsReply, found: Membership) -> tuple[StationLine, ...]:
    return tuple(
        StationLine(
            name=one.name,
            prefix=one.prefix,
            seen_ms=one.greeted_ms,
            is_revoked=one.is_revoked,
            is_us=one.origin == found.origin,
        )
        for one in told.stations
    )
