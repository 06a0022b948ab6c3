"""One shop PC: the shipped shop, driver and client, on a disk and a clock of the world's."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import ssl
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.errors import UnavailableError
from intake_app.services.identity import STATE
from intake_app.services.shop import FILE_NAME, Shop
from intake_app.sync.carrying import Carrier
from intake_app.sync.client import HubClient
from intake_app.sync.core.state import State
from intake_app.sync.core.wire_enrol import EnrolRequest
from intake_app.sync.driver import SyncDriver
from intake_app.sync.signing import KeySigner
from tests.sim import invariants
from tests.sim.disk import SLOW_S, Disk, Killed, Mishap
from tests.sim.faults import Fault, ProtocolState, state_of
from tests.sim.net import Line
from tests.sim.stopping import Stop, inside
from tests.sim.surroundings import LINES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from intake_app.services.use_cases import Services
    from intake_app.sync.core.events import Event
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.hands import Hands
    from intake_hub.stations import Stations
    from tests.sim.stage import Stage

_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # no socket is ever opened with it
_MET = {
    Mishap.KILL: Fault.DESK_KILLED_IN_STATEMENT,
    Mishap.KILL_BEFORE_COMMIT: Fault.DESK_KILLED_BEFORE_COMMIT,
    Mishap.KILL_AFTER_COMMIT: Fault.DESK_KILLED_AFTER_COMMIT,
    Mishap.FULL: Fault.DESK_FULL,
    Mishap.EIO: Fault.DESK_EIO,
    Mishap.BUSY: Fault.DESK_BUSY,
    Mishap.SLOW: Fault.DESK_SLOW,
}


class WatchedDriver(SyncDriver):
    """The shipped driver; it lets the world see where its machine stands."""

    seen = State()

    @override
    async def _take(self, state: State, event: Event, hands: Hands) -> State:
        self.seen = state
        self.seen = await super()._take(state, event, hands)
        return self.seen


@dataclass(frozen=True, slots=True)
class Pass:
    """What enrolment gave a desk."""

    name: str
    token: str
    signer: KeySigner


class Desk:
    """Its folder outlives every crash."""

    def __init__(self, world: Stage, card: Pass, folder: Path) -> None:
        self._world = world
        self.card = card
        self.folder = folder
        self.side = folder.with_name(f"{folder.name}.side")
        self.disk = Disk(folder, self._on_mishap)
        self.line = Line(world, self)
        self.clock_off = timedelta()
        self.image: Path | None = None
        self.is_up = False
        self.stop = Stop()
        self.forgotten: set[bytes] = set()  # ops of its own that its disk does not know any more
        self.was_told = False  # a hub that knew of one of them has greeted it since
        self._shop: Shop | None = None
        self._driver: WatchedDriver | None = None
        self._running: asyncio.Task[None] | None = None
        LINES[card.name] = self.line.carry

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def root(self) -> str:
        """The desk that this one is, or was cloned from."""
        return self.name.partition("-")[0]

    @property
    def shop(self) -> Shop:
        assert self._shop is not None
        return self._shop

    @property
    def services(self) -> Services:
        return self.shop.services

    @property
    def machine(self) -> State:
        """What its machine thinks."""
        return State() if self._driver is None else self._driver.seen

    @property
    def state(self) -> ProtocolState:
        """Where its machine stands, in one word."""
        return state_of(self.machine) if self.is_up else ProtocolState.DOWN

    @property
    def is_blind(self) -> bool:
        """Whether it cannot know yet that its disk was rolled back.

        No hub that has seen one of the ops it forgot has spoken to it, and none came back to it.
        """
        lost = self.forgotten and not self.was_told
        return bool(lost) and self.forgotten.isdisjoint(invariants.known_here(self))

    def now(self) -> datetime:
        """Its wall clock, right or wrong."""
        return self._world.wall() + self.clock_off

    def boot(self) -> None:
        """Start the program; a disk that does not let it is tried again."""
        if self.is_up:
            return
        self.bury()
        self.disk.reopened()
        os.environ[STATE] = str(self.side)
        shop = Shop(self._settings(), self.now)
        try:
            shop.open()
        except UnavailableError:
            self._world.later(5, self.boot_later)
            return
        self._shop, self.is_up = shop, True
        roll = random.Random(self._world.rolls.getrandbits(32))
        self._driver = WatchedDriver(
            shop.services.replica,
            self._connected,
            self._report,
            now=self.now,
            roll=roll.random,
        )
        self._driver.carrier = Carrier(shop.services.cargo, self._connected)
        shop.listen(lambda _changes: self._wake())
        self._running = asyncio.get_running_loop().create_task(
            self._driver._exchange(), context=inside(self.stop)
        )
        self._running.add_done_callback(self._world.ended)

    async def boot_later(self) -> None:
        """As `boot`, by the clock."""
        self.boot()

    async def go_on(self) -> None:
        """After SIGCONT."""
        self.stop.off()

    def enrol_again(self, code: str, stations: Stations) -> None:
        """With a new token and key, as the same desk in another life."""
        shop, signer = self.shop, KeySigner(self._world.rolls.randbytes(32))
        asked = EnrolRequest(
            code=code,
            name=self.root,
            origin=shop.services.replica.standing().origin,
            key=signer.public,
            seal_key=self._world.rolls.randbytes(32),
        )
        reply = stations.enrol(asked)
        shop.services.replica.grant(reply.inc, reply.prefix)
        self.card = Pass(self.name, reply.token, signer)
        self.die()
        self.boot()

    def _settings(self) -> Settings:
        desk = DeskSettings(operator=self.name)
        return Settings(data=self.folder, desk=desk, shop=ShopSettings(name="Shop"))

    def _connected(self) -> HubClient:
        signer = self.card.signer
        return HubClient(f"https://{self.name}", self.card.token, signer=signer, context=_TLS)

    def _wake(self) -> None:
        if self._driver is not None:
            self._driver.wake()

    def _report(self, status: SyncStatus) -> None:
        if self.forgotten and self.machine.greeted:
            self.was_told |= not self.forgotten.isdisjoint(invariants.known_to_hub(self._world))
        self._world.told(self, status)

    def do(self, deed: Callable[[Desk], None]) -> bool:
        """Let a person do something; tells whether the screen would have said "saved"."""
        try:
            deed(self)
        except (Killed, UnavailableError):
            return False
        return True

    def _on_mishap(self, mishap: Mishap) -> None:
        self._world.meet(_MET[mishap], self)
        if mishap is Mishap.SLOW:
            self._world.pass_time(SLOW_S)
        if self.disk.is_dead:
            self.die()
            self._world.later(self._world.rolls.random() * 30, self.boot_later)

    def die(self) -> None:
        """The process is gone, whatever it was doing."""
        self.is_up = False
        self.stop.off()
        if self._running is not None:
            self._running.cancel()
        self._driver = None

    def bury(self) -> None:
        """Let go of what the dead process held."""
        self.die()
        if self._shop is not None:
            self._shop.close()
            self._shop = None

    def take_image(self) -> None:
        """Copy its disk as it is now."""
        self.image = self._world.folder / f"{self.name}.image"
        shutil.rmtree(self.image, ignore_errors=True)
        ignored = shutil.ignore_patterns("*-shm")
        shutil.copytree(self.folder, self.image / "data", ignore=ignored)
        self.side.mkdir(exist_ok=True)
        shutil.copytree(self.side, self.image / "side")

    def put_back(self, *, whole: bool) -> None:
        """The old image is there again: the whole disk, or the store alone."""
        assert self.image is not None
        self.bury()
        before = invariants.own_ops(self)
        self._copy_back(self.image, whole=whole)
        if whole:  # what stands beside the store tells at once otherwise
            self.forget(before)

    def forget(self, made: set[bytes]) -> None:
        """Of what was made in this life nothing is known here but what is in the store."""
        self.forgotten = (self.forgotten | made) - invariants.known_here(self)
        self.was_told = False

    def _copy_back(self, image: Path, *, whole: bool) -> None:
        if whole:
            for part, folder in (("data", self.folder), ("side", self.side)):
                shutil.rmtree(folder)
                shutil.copytree(image / part, folder)
            return
        for file in self.folder.glob(f"{FILE_NAME}*"):
            file.unlink()
        for file in (image / "data").glob(f"{FILE_NAME}*"):
            shutil.copy(file, self.folder)
