"""One seed, one world: desks, a hub, people, and everything that goes wrong between them."""

from __future__ import annotations

import asyncio
import hashlib
import random
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.sync.core.status import Synced
from tests.sim import books, harms, invariants, pictures, template
from tests.sim.clockwork import VirtualLoop
from tests.sim.desk import Desk
from tests.sim.disk import AT_COMMIT, Killed, Mishap
from tests.sim.faults import Fault, ProtocolState, Tally, Violation
from tests.sim.harms import START
from tests.sim.hub import Hub
from tests.sim.people import People
from tests.sim.stage import Books
from tests.sim.surroundings import Ids, given

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from intake_app.sync.core.status import SyncStatus
    from tests.sim.people import Deed
    from tests.sim.stage import Someone

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - where fsync costs nothing
SCRATCH = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else Path(tempfile.gettempdir())
_AIMS = (ProtocolState.GREETING, ProtocolState.PUSHING, ProtocolState.BOTH, ProtocolState.IDLE)
_HUB_MISHAPS = tuple(set(Mishap) - {Mishap.BUSY})


class World:
    """Made, lived through, judged and thrown away."""

    def __init__(self, seed: int, ids: Ids, *, desks: int = 3, steps: int = 36) -> None:
        self.seed = seed
        self.ids = ids
        self.steps = steps
        self.has_revoked = False
        self.rolls = random.Random(seed)
        self.badness = 0.25
        self.oddness = 0.06
        self.restoring = 0.5
        self.tally = Tally(worlds=1)
        self.books = Books()
        self.loop = VirtualLoop()
        self.trace = hashlib.sha256()
        self.story: Callable[[str], object] | None = None  # told on demand
        self.in_the_morning: list[Callable[[], None]] = []
        self.bugs: list[BaseException] = []
        self._leap = timedelta()
        self.hub_clock_off = timedelta()
        self.beside: Desk | None = None  # backed up in the same night as the hub
        self._spawned: set[asyncio.Task[None]] = set()
        self.folder = Path(tempfile.mkdtemp(prefix="intake-sim-", dir=SCRATCH))
        self.people = People(self)
        shutil.copytree(template.hub(), self.folder / "hub")
        self.hub = Hub(self, self.folder / "hub")
        self.desks: list[Desk] = []
        for card, source in template.desks()[:desks]:
            desk = Desk(self, card, self.folder / card.name)
            shutil.copytree(source, desk.folder)
            shutil.copytree(source.with_name(f"{source.name}.side"), desk.side)
            self.desks.append(desk)
        self.first_desks = desks

    # -- time ----------------------------------------------------------------------------------

    def wall(self) -> datetime:
        """The right time."""
        return START + self._leap + timedelta(seconds=self.loop.now_s)

    def pass_time(self, seconds: float) -> None:
        """Somebody's disk takes its time; whatever was to happen meanwhile comes late."""
        self.loop.now_s += seconds

    def hub_ms(self) -> int:
        """What the hub's clock says."""
        return max(0, int((self.wall() + self.hub_clock_off).timestamp() * 1000))

    def later(self, delay_s: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do something after a while."""

        async def wait() -> None:
            await asyncio.sleep(delay_s)
            await work()

        self.spawn(wait())

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Let something run beside the story."""
        task = self.loop.create_task(work)
        self._spawned.add(task)
        task.add_done_callback(self.ended)

    def ended(self, task: asyncio.Task[None]) -> None:
        """Notice a bug; death is none."""
        self._spawned.discard(task)
        bug = None if task.cancelled() else task.exception()
        if bug is not None and not isinstance(bug, Killed):
            self.bugs.append(bug)
            self.note("bug", repr(bug))

    # -- the record ----------------------------------------------------------------------------

    def note(self, *words: object) -> None:
        """Add a line to the trace, which must be the same in every run of this seed."""
        line = f"{self.loop.now_s:.6f} " + " ".join(map(_plain, words))
        self.trace.update(line.encode(errors="surrogatepass"))
        if self.story is not None:
            self.story(line[:400])

    def meet(self, fault: Fault, desk: Someone | None) -> Fault:
        """Count a fault at a desk, or at the hub in the eyes of every desk."""
        self.note("fault", desk.name if desk else "hub", fault.value)
        for one in self.desks if desk is None else [desk]:
            self.tally.meet(fault, one.state)
        return fault

    def told(self, desk: Someone, status: SyncStatus) -> None:
        """A desk shows something new; I14: never "synced" while something of ours waits."""
        self.note("told", desk.name, status)
        if isinstance(status, Synced):
            waiting = invariants.waiting(desk)
            if waiting:
                self.bugs.append(Violation("I14", f"{desk.name} says synced, {waiting} wait"))

    # -- the story -----------------------------------------------------------------------------

    async def live(self) -> None:
        """Everything that happens, good days after bad ones."""
        await self.hub.start()
        for desk in self.desks:
            desk.boot()
        await asyncio.sleep(1)
        for _ in range(self.steps):
            await self.step()
            await asyncio.sleep(self.rolls.random() ** 2 * 12)
            if self.bugs:
                raise self.bugs[0]
            invariants.step_by_step(self, self.rolls.choice(self.desks))
        await self.heal()

    async def step(self) -> None:
        """A person does something, or something happens to somebody's machine."""
        desk = self.rolls.choice(self.desks)
        roll = self.rolls.random()
        if roll < 0.34 and self.rolls.random() < 0.3:
            await self._aim(desk)
        if roll < 0.01:
            harms.revoke(self, desk)
        elif roll < 0.14:
            harms.harm_desk(self, desk)
        elif roll < 0.24:
            await self._harm_hub()
        elif roll < 0.32:
            self._harm_net(desk)
        elif roll < 0.36:
            self._two_at_once()
        else:
            name, deed = self.people.any_deed()
            self.do(desk, name, deed)

    async def _aim(self, desk: Desk) -> None:
        """Wait a little for a desk to be where harm is seldom."""
        wanted = self.rolls.choice(_AIMS)
        for _ in range(60):
            if desk.state is wanted:
                return
            await asyncio.sleep(0.005)

    def do(self, desk: Desk, name: str, deed: Deed) -> None:
        """Let somebody act, and note what his screen calls saved."""
        if not desk.is_up or desk.stop.is_on:
            return
        before = invariants.outbox_end(desk)
        is_saved = desk.do(deed)
        self.note("deed", desk.name, name, is_saved)
        self.tally.deeds[name] += 1
        if desk.is_blind or self._has_double(desk, before[0]):
            self.books.blind |= {UUID(bytes=op) for op in invariants.ops_since(desk, before)}
        if is_saved:
            self.books.saved.update(dict.fromkeys(invariants.ops_since(desk, before), desk.name))

    def _has_double(self, desk: Desk, inc: int) -> bool:
        """Whether a clone leads the same life: until one of them is heard, nobody can know."""
        others = [one for one in self.desks if one is not desk and one.root == desk.root]
        return any(invariants.outbox_end(one)[0] == inc for one in others)

    async def _harm_hub(self) -> None:
        roll = self.rolls.random()
        if roll < 0.5:
            mishap = self.rolls.choice(sorted(_HUB_MISHAPS))
            most = 3 if mishap in AT_COMMIT else 60
            self.hub.plan(mishap, self.rolls.randrange(most))
        elif roll < 0.65:
            self.hub.restart()
        elif roll < 0.75:
            self.meet(Fault.HUB_CLOCK, None)
            self.hub_clock_off = timedelta(hours=self.rolls.randint(-9000, 9000))
        elif roll < 0.85 and self.hub.is_up:
            self.books.is_cut = True
            self.hub.fold()
        elif self.hub.image is None:
            self._back_up()
        elif self.rolls.random() < self.restoring:
            await self._restore_hub()

    def _back_up(self) -> None:
        """The hub, and one PC in the same night."""
        self.hub.take_image()
        self.beside = self.rolls.choice(self.desks)
        self.beside.take_image()

    async def _restore_hub(self) -> None:
        """What only the newer database knew is gone, unless a machine that saw it is alive.

        Half of the time the PC that was backed up in the same night burned as well.
        """
        if self.beside is not None and self.beside.image is not None and self.rolls.random() < 0.5:
            harms.put_back(self, self.beside, whole=True)
        self.books.is_cut = self.books.is_back = True
        await self.hub.put_back(by_tool=self.rolls.random() < 0.6)
        self.books.excused |= self.books.saved.keys() - invariants.known_anywhere(self)

    def _harm_net(self, desk: Desk) -> None:
        roll = self.rolls.random()
        if roll < 0.2:
            self._night()
            return
        fault, desks = (
            (Fault.PARTED_ONE, [desk])
            if roll < 0.5
            else (Fault.PARTED_MANY, self.desks[:2])
            if roll < 0.75
            else (Fault.PARTED_ALL, self.desks)
        )
        for one in desks:
            self.meet(fault, one)
            one.line.is_parted = True
            one.line.snap()
            self.later(self.rolls.random() * 60, _mended(one))

    def _night(self) -> None:
        """Everybody's machine sleeps for hours; what was stuck somewhere arrives in the morning."""
        days = 60 if self.rolls.random() < 0.3 else 0
        self._leap += timedelta(days=days, hours=self.rolls.randint(2, 14))
        for desk in self.desks:
            desk.line.snap()
            if days:
                self.meet(Fault.LONG_OFFLINE, desk)
        late, self.in_the_morning = self.in_the_morning, []
        for arrive in late:
            arrive()

    def _two_at_once(self) -> None:
        """Two counters do the same at the same moment."""
        one, other = self.rolls.sample(self.desks, 2)
        lines = invariants.known_to_both(one, other, "line")
        if lines and self.rolls.random() < 0.3:
            line = self.rolls.choice(lines)
            self.meet(Fault.SAME_LINE, one)
            self.do(one, "edit", lambda desk: self.people.workshop.edit_line(desk, line))
            self.do(other, "edit", lambda desk: self.people.workshop.edit_line(desk, line))
            return
        both = invariants.known_to_both(one, other, "client")
        if len(both) < 2:
            return
        first, second = self.rolls.sample(both, 2)
        roll = self.rolls.random()
        if roll < 0.2:
            self.meet(Fault.ERASED_EDITED, other)
            other.line.snap()
            self.do(one, "forget", lambda desk: self.people.forget(desk, first))
            self.do(other, "note", lambda desk: self.people.note(desk, first))
        elif roll < 0.5:
            self.meet(Fault.SAME_FIELD, one)
            self.do(one, "note", lambda desk: self.people.note(desk, first))
            self.do(other, "note", lambda desk: self.people.note(desk, first))
        else:
            self.meet(Fault.CROSSING_MERGES, one)
            self.do(one, "merge", lambda desk: self.people.unite(desk, first, second))
            self.do(other, "merge", lambda desk: self.people.unite(desk, second, first))

    async def heal(self) -> None:
        """From now on everything works; only the clocks stay as wrong as they are.

        What was done in the last moment met the worst of it, and nobody does anything after.
        """
        self.badness = 0.8
        for desk in self.rolls.sample(self.desks, 2):
            self.do(desk, *self.people.any_deed())
        await asyncio.sleep(1)
        self.badness = 0.0
        late, self.in_the_morning = self.in_the_morning, []
        for arrive in late:
            arrive()
        self.hub.disk.calm()
        await self.hub.start()
        for desk in self.desks:
            desk.disk.calm()
            desk.line.is_parted = False
            desk.stop.off()
            desk.boot()
            harms.let_in(self, desk)
        await self._settled()

    async def _settled(self) -> None:
        """I12: within the time one back-off, one stall and one long poll take, all is quiet."""
        for _ in range(60):
            await asyncio.sleep(4)
            if self.bugs:
                raise self.bugs[0]
            if self.hub.is_up and all(desk.is_up and self._quiet(desk) for desk in self.desks):
                await self._carried()
                return
        waiting = {desk.name: desk.machine.told for desk in self.desks}
        raise Violation("I12", f"not quiet: {waiting}")

    async def _carried(self) -> None:
        """I12 of pictures, which may wait for ten minutes after a refusal."""
        left: dict[str, set[str]] = {}
        for _ in range(80):
            left = {desk.name: pictures.under_way(self, desk) for desk in self.desks}
            if not any(left.values()):
                return
            await asyncio.sleep(20)
            if self.bugs:
                raise self.bugs[0]
        raise Violation("I12", f"pictures not carried: {left}")

    def _quiet(self, desk: Desk) -> bool:
        return desk.state is not ProtocolState.DOWN and invariants.is_quiet(self, desk)

    def close(self) -> None:
        """Leave nothing behind."""
        self.loop.run_until_complete(self._end())
        self.loop.close()
        books.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _end(self) -> None:
        for desk in self.desks:
            desk.bury()
        await self.hub.end()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _mended(desk: Desk) -> Callable[[], Awaitable[None]]:
    async def mend() -> None:
        desk.line.is_parted = False

    return mend


def _plain(word: object) -> str:
    return word.decode(errors="replace") if isinstance(word, bytes) else str(word)


def lived(seed: int, *, story: Callable[[str], object] | None = None) -> World:
    """Live through one world and judge it. Raises Violation, or what a bug raised."""
    rolls = random.Random(f"ids {seed}")
    world: World | None = None

    def now_ms() -> int:
        return int((world.wall() if world else START).timestamp() * 1000)

    def hub_ms() -> int:
        assert world is not None
        return world.hub_ms()

    ids = Ids(rolls, now_ms)
    template.hub()
    with given(ids, hub_ms):
        world = World(seed, ids)
        world.story = story
        asyncio.set_event_loop(world.loop)
        try:
            world.loop.run_until_complete(world.live())
            invariants.judge(world)
        finally:
            try:
                world.close()
            finally:
                asyncio.set_event_loop(None)
    return world
