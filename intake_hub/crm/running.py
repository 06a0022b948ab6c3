"""The workers of a serving hub: one thread for each CRM, and one that looks after them."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem
from intake_hub.crm import standing
from intake_hub.crm.engine.engine import World
from intake_hub.crm.engine.lease import HUB
from intake_hub.crm.engine.road import Road, system_of
from intake_hub.crm.faults import CrmError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy import RowMapping

    from intake_hub.crm.engine.engine import Engine
    from intake_hub.crm.systems import Systems

logger = logging.getLogger(__name__)

LOOK_S = 5.0
"""How often it is looked for CRMs that were added by another program, and for dead workers."""

PATIENCE_S = 1.0
_LEAST_S = 0.05


@dataclass(frozen=True, slots=True)
class Look:
    """What a worker was made for; with another one it begins anew."""

    origin: UUID
    address: str
    options: str
    fields: str
    key_ms: int
    is_running: bool

    @classmethod
    def at(cls, system: RowMapping) -> Look:
        """As the row says."""
        return cls(
            system["origin"],
            system["address"],
            system["options"],
            system["fields"],
            system["key_ms"],
            system["state"] == "running",
        )


@dataclass(slots=True)
class _Worker:
    """One thread. A call under way at the end is left alone: what it does is looked up later."""

    systems: Systems
    road: Road
    look: Look
    announce: Callable[[UUID, int], None]
    look_s: float
    changed: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        name = f"crm-{self.road.system}"
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Ask it to end."""
        self.ended.set()
        self.changed.set()

    def _run(self) -> None:
        while not self.ended.is_set():
            try:
                self._work()
            except IntakeError as error:
                if error.problem is Problem.UNKNOWN_RECORD or not self._is_there():
                    return  # it was removed, perhaps in the middle of a transaction of ours
                logger.warning("CRM %s waits: %s", self.road.system, error.problem)
                self.ended.wait(self.look_s)
            except CrmError as error:  # no adapter can be made, or it says what nobody expected
                said = type(error).__name__  # its words may be about a person
                logger.warning("CRM %s cannot be reached: %s", self.road.system, said)
                self.ended.wait(self.look_s)

    def _is_there(self) -> bool:
        try:
            with self.systems.store.reading() as connection:
                return bool(system_of(connection, self.road))
        except IntakeError as error:
            return error.problem is not Problem.UNKNOWN_RECORD

    def _work(self) -> None:
        world = World(self.systems.now_ms, time.monotonic, self._wait, self._goes_on)
        engine = self.systems.engine(
            self.road,
            worker=HUB,
            world=world,
            announce=lambda head: self.announce(self.road.shop, head),
        )
        try:
            while self._goes_on():
                self._rest(engine)
            engine.end()
        finally:
            engine.adapter.close()

    def _rest(self, engine: Engine) -> None:
        wait_s = engine.turn()
        self.changed.wait(max(wait_s, _LEAST_S))
        self.changed.clear()

    def _wait(self, seconds: float) -> bool:
        return not self.ended.wait(seconds)

    def _goes_on(self) -> bool:
        return not self.ended.is_set()


class Running:
    """Starts a worker for every CRM, and another one when how it is reached has changed."""

    def __init__(
        self, systems: Systems, announce: Callable[[UUID, int], None], look_s: float = LOOK_S
    ) -> None:
        self._systems = systems
        self._announce = announce
        self._look_s = look_s
        self._workers: dict[Road, _Worker] = {}
        self._changed = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="crm", daemon=True)

    def start(self) -> None:
        """Begin; what was under way when the hub ended goes on."""
        self._thread.start()

    def wake(self) -> None:
        """There is news in a feed, or about a CRM."""
        self._changed.set()

    def stop(self) -> None:
        """End within a second or so; no call is cut off, but none is waited for longer."""
        self._ended.set()
        self._changed.set()
        ends_at = time.monotonic() + PATIENCE_S
        self._thread.join(PATIENCE_S)
        workers = list(self._workers.values())
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.thread.join(max(0.0, ends_at - time.monotonic()))

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._look()
            except IntakeError as error:
                logger.warning("CRMs cannot be looked after: %s", error.problem)
            for worker in self._workers.values():
                worker.changed.set()
            self._changed.wait(self._look_s)
            self._changed.clear()

    def _look(self) -> None:
        with self._systems.store.reading() as connection:
            rows = standing.systems(connection)
        wanted = {Road(row["shop"], row["system"]): Look.at(row) for row in rows}
        for road, worker in list(self._workers.items()):
            if wanted.get(road) != worker.look:
                worker.end()
            if not worker.thread.is_alive():
                del self._workers[road]
        for road, look in wanted.items():
            if road not in self._workers and not self._ended.is_set():
                self._workers[road] = self._worker(road, look)

    def _worker(self, road: Road, look: Look) -> _Worker:
        return _Worker(self._systems, road, look, self._announce, self._look_s)
