"""What goes wrong at one desk: killed, stopped, put to sleep, put back, copied, turned away."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from typing_extensions import override

from intake_app.errors import RejectedError, UnavailableError
from intake_app.sync.core.refusal import HubRejectedError
from tests.sim import invariants
from tests.sim.desk import Desk
from tests.sim.disk import AT_COMMIT, Killed, Mishap
from tests.sim.faults import Fault
from tests.sim.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sim.hub import Hub

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
_CLOCKS = {
    Fault.CLOCK_HOUR: timedelta(hours=1),
    Fault.CLOCK_BACK: timedelta(days=-400),
    Fault.CLOCK_AHEAD: timedelta(days=5 * 365),
    Fault.CLOCK_1970: datetime(1970, 1, 1, tzinfo=UTC) - START,
}
_MOST_DESKS = 4
_MISHAPS = (*((Mishap.KILL,) * 3), *tuple(Mishap))


class Place(Stage, Protocol):
    """The world with its desks and its hub open to harm."""

    has_revoked: bool
    first_desks: int

    @property
    @override
    def hub(self) -> Hub: ...
    @property
    @override
    def desks(self) -> list[Desk]: ...


def harm_desk(world: Place, desk: Desk) -> None:
    harms = (_mishap, _mishap, _kill, _clock, _sleep, _stop)
    world.rolls.choice((*harms, *((_disk,) * 3)))(world, desk)


def _mishap(world: Place, desk: Desk) -> None:
    mishap = world.rolls.choice(_MISHAPS)
    most = 3 if mishap in AT_COMMIT else 60
    desk.disk.plan(mishap, world.rolls.randrange(most))


def _kill(world: Place, desk: Desk) -> None:
    world.meet(Fault.DESK_KILLED_IDLE, desk)
    desk.die()
    world.later(world.rolls.random() * 20, desk.boot_later)


def _clock(world: Place, desk: Desk) -> None:
    fault = world.meet(world.rolls.choice(tuple(_CLOCKS)), desk)
    desk.clock_off = _CLOCKS[fault]


def _sleep(world: Place, desk: Desk) -> None:
    world.meet(Fault.DESK_ASLEEP, desk)
    desk.line.snap()


def _stop(world: Place, desk: Desk) -> None:
    world.meet(Fault.DESK_STOPPED, desk)
    desk.stop.on()
    world.later(world.rolls.choice((1, 20, 120)), desk.go_on)


def revoke(world: Place, desk: Desk) -> None:
    """Turn a desk away, and let it in again; its clones would stay outside for good."""
    if not (world.hub.is_up and desk.is_up) or len(world.desks) > world.first_desks:
        return
    world.has_revoked = True
    world.meet(Fault.REVOKED, desk)
    with suppress(Killed, UnavailableError, RejectedError):
        world.hub.stations().revoke(desk.name)

    async def again() -> None:
        let_in(world, desk)

    world.later(world.rolls.random() * 60, again)


def let_in(world: Place, desk: Desk) -> None:
    """Whoever is turned away gets a new code from the owner."""
    if not (world.hub.is_up and desk.is_up):
        return
    stations = world.hub.stations()
    with suppress(Killed, UnavailableError):
        try:
            stations.by_token(desk.card.token)
        except HubRejectedError:
            desk.enrol_again(stations.new_code(), stations)


def _disk(world: Place, desk: Desk) -> None:
    """Take an image now, or put the one of an earlier day back."""
    if desk.image is None:
        desk.take_image()
        return
    may_clone = len(world.desks) < _MOST_DESKS and not world.has_revoked
    if may_clone and world.rolls.random() < 0.3:
        _clone(world, desk, desk.image)
        return
    put_back(world, desk, whole=world.rolls.random() < 0.5)


def put_back(world: Place, desk: Desk, *, whole: bool) -> None:
    """Let the image of an earlier day be there again."""
    world.meet(Fault.ROLLED_BACK if whole else Fault.STORE_PUT_BACK, desk)
    desk.put_back(whole=whole)
    world.books.excused |= _only_there(world, desk)
    desk.image = None
    desk.boot()


def _clone(world: Place, desk: Desk, image: Path) -> None:
    """Another PC is set up from an image of this one, keys and all."""
    world.meet(Fault.CLONED, desk)
    card = replace(desk.card, name=f"{desk.name}-twin{len(world.desks)}")
    twin = Desk(world, card, world.folder / card.name)
    shutil.copytree(image / "data", twin.folder)
    shutil.copytree(image / "side", twin.side)
    twin.forget(invariants.own_ops(desk))
    world.desks.append(twin)
    twin.boot()


def _only_there(world: Place, desk: Desk) -> set[bytes]:
    """What nobody but the vanished disk knew is gone: physics."""
    mine = {op for op, name in world.books.saved.items() if name == desk.name}
    return mine - invariants.known_anywhere(world)
