"""The exchange with the hub at this desk: whose hub, with which token, and its driver."""

from __future__ import annotations

import logging
import socket
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from intake_app.app.embedded_hub import NAME as EMBEDDED
from intake_app.app.embedded_hub import SHARED, EmbeddedHub
from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.jobs import Repeating
from intake_app.sync.core.status import Off, Stuck, StuckWhy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.cargo import BlobCargo
    from intake_app.services.replica import StoreReplica
    from intake_app.services.vault import Vault
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.driver import SyncDriver
    from intake_app.sync.membership import Membership

logger = logging.getLogger(__name__)

LANE = "hub"
_UPKEEP_S = 300.0


class Exchange(QObject):
    """Begins when the store is open; every step before the driver runs happens in a lane."""

    status_changed = Signal(object)  # a SyncStatus, on the GUI thread

    _reported = Signal(object)

    def __init__(
        self, settings: Settings, jobs: Jobs, replica: StoreReplica, vault: Vault, now: Clock
    ) -> None:
        super().__init__(jobs)
        self._settings = settings
        self._jobs = jobs
        self._replica = replica
        self._vault = vault
        self._now = now
        self.cargo: BlobCargo | None = None  # the pictures that travel; set before the start
        self.prepare: Callable[[], object] | None = None  # makes a backup before records are mended
        self.hold_keys: Callable[[], object] = _nothing  # after the vault's keys may have changed
        self._url = ""
        self._driver: SyncDriver | None = None
        self._hub: EmbeddedHub | None = None
        self._member: Membership | None = None
        self._upkeep: Repeating | None = None
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    @property
    def url(self) -> str:
        """Where the hub answers; empty before it is known."""
        return self._url

    def start(self) -> None:
        """Find the hub; without one this desk works alone."""
        self._begin_at(self._settings.desk.hub)

    def move_to(self, hub: str) -> None:
        """Go on with another hub, given as the setting says it."""
        self.stop()
        self._url = ""
        self._begin_at(hub)

    def _begin_at(self, hub: str) -> None:
        if hub in {EMBEDDED, SHARED}:
            self._hub = EmbeddedHub(self._settings.data, self, is_shared=hub == SHARED)
            self._hub.ready.connect(self._on_address)
            self._hub.coded.connect(self._on_code)
            sealed = partial(_wrapping, self._settings.data)
            self._jobs.device(LANE, sealed, partial(self._serve, self._hub), self._on_failed)
        elif hub:
            self._on_address(hub)
        else:
            self.status_changed.emit(Off())

    def _serve(self, hub: EmbeddedHub, wrapping: bytes) -> None:
        if hub is self._hub:  # else it was stopped while the keys were asked for
            hub.wrapping = wrapping
            hub.start()

    def stop(self) -> None:
        """End the exchange, then the hub if it is ours."""
        self._stop_driver()
        if self._hub is not None:
            self._hub.stop()
            self._hub = None

    def wake(self) -> None:
        """Something was committed here: send it soon."""
        if self._driver is not None:
            self._driver.wake()

    def hurry(self) -> None:
        """Try at once; a person asked for it."""
        if self._driver is not None:
            self._driver.hurry()

    def _on_address(self, url: str) -> None:
        self._url = url
        self._stop_driver()  # the hub of this PC comes back at another port
        self._jobs.device(
            LANE,
            partial(member, self._settings.data, self._replica),
            self._on_member,
            self._on_failed,
        )

    def _on_member(self, found: Membership | None) -> None:
        if found is not None:
            self._begin(found)
        elif self._hub is not None:
            self._hub.ask_code()
        else:
            self._jobs.device(LANE, partial(_not_enrolled, self._replica), self._on_reported)

    def _on_code(self, code: str) -> None:
        work = partial(enrol, self._settings.data, self._replica, self._url, code)
        self._jobs.device(LANE, work, self._on_member, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        logger.error("no exchange: %s", error if isinstance(error, IntakeError) else type(error))
        self._jobs.device(LANE, partial(_not_enrolled, self._replica), self._on_reported)

    def _begin(self, found: Membership) -> None:
        from intake_app.sync.carrying import Carrier  # noqa: PLC0415 - after the first paint
        from intake_app.sync.driver import SyncDriver  # noqa: PLC0415 - asyncio

        connect = partial(found.client, self._url)
        self._driver = SyncDriver(self._replica, connect, self._reported.emit, now=self._now)
        self._driver.carrier = Carrier(self.cargo, connect) if self.cargo is not None else None
        self._driver.prepare = self.prepare
        self._driver.start()
        self._member = found
        self._keep_up(found)

    def _keep_up(self, found: Membership) -> None:
        from intake_app.app import belonging  # noqa: PLC0415 - after the first paint
        from intake_app.sync.secrets import open_secrets  # noqa: PLC0415 - keyring is slow

        secrets = open_secrets(self._settings.data)
        named = self._replica.name_desks
        keep_up = partial(belonging.keep_up, self._url, found, secrets, self._vault, named)
        work = partial(_kept_up, keep_up, self.hold_keys)
        self._upkeep = Repeating(self._jobs, LANE, work, _UPKEEP_S)
        self._upkeep.answered.connect(self._on_kept_up)
        self._upkeep.start()

    def _on_kept_up(self, now: Membership) -> None:
        """A changed token counts at once: the line is opened anew."""
        if now != self._member:
            self._stop_driver()
            self._begin(now)

    def _stop_driver(self) -> None:
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep = None
        if self._driver is not None:
            self._driver.stop()
            self._driver = None

    def _on_reported(self, status: SyncStatus) -> None:
        self.status_changed.emit(status)


def _kept_up(keep_up: Callable[[], Membership], hold_keys: Callable[[], object]) -> Membership:
    try:
        return keep_up()
    finally:  # a key may have come before the line was cut
        hold_keys()


def _nothing() -> None:
    """What a desk does that has nobody to hold its keys."""


def enrol(data: Path, replica: StoreReplica, url: str, code: str, name: str = "") -> Membership:
    """Join the hub and keep what it gave; runs in a lane. Raises as `sync.enrolment` does."""
    from intake_app.sync import enrolment, membership  # noqa: PLC0415 - after the first paint
    from intake_app.sync.secrets import open_secrets  # noqa: PLC0415 - keyring is slow

    origin, secrets = replica.standing().origin, open_secrets(data)
    reply = enrolment.enrol(url, code, name or socket.gethostname(), origin=origin, secrets=secrets)
    replica.grant(reply.inc, reply.prefix)
    found = membership.kept(secrets, origin)
    if found is None:
        raise UnavailableError(Problem.READ_ONLY, "the token was not kept")
    return found


def member(data: Path, replica: StoreReplica) -> Membership | None:
    """What makes this store a member, None before it was enrolled; runs in a lane."""
    from intake_app.sync import membership  # noqa: PLC0415 - after the first paint
    from intake_app.sync.secrets import open_secrets  # noqa: PLC0415 - see above

    return membership.kept(open_secrets(data), replica.standing().origin)


def _wrapping(data: Path) -> bytes:
    """What wraps the key of our own hub's file; nothing where our own store is plain, too."""
    from intake_app.services.store_keys import StoreKeys  # noqa: PLC0415 - in a lane

    keys = StoreKeys(data)
    return keys.known().derived(b"hub") if keys.is_encrypted else b""


def _not_enrolled(replica: StoreReplica) -> SyncStatus:
    standing = replica.standing()
    return Stuck(StuckWhy.REVOKED, standing.pending, standing.oldest_pending_at)
