"""One CRM's turn: follow the feed, send, listen, sweep; and what to do when it fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import update

from intake_hub.crm.engine.following import Following
from intake_hub.crm.engine.pacing import BackOff, Bucket
from intake_hub.crm.engine.receiving import receive
from intake_hub.crm.engine.road import in_turn, system_of
from intake_hub.crm.engine.sending import Sending
from intake_hub.crm.engine.setting import Setting
from intake_hub.crm.engine.sweeping import sweep
from intake_hub.crm.faults import StoppedError, TransientError
from intake_hub.store.crm_tables import CrmSystem

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.engine.road import Road
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.store.engine import HubStore

logger = logging.getLogger(__name__)

POLL_S = 30.0
SWEEP_MS = 24 * 3600 * 1000
LOOK_S = 5.0
"""How long at most until it is looked at again, whatever was said."""


@dataclass(frozen=True, slots=True)
class World:
    """Time and waiting, given from outside; `wait(s)` returns False when all shall end."""

    now_ms: Callable[[], int]
    now_s: Callable[[], float]
    wait: Callable[[float], bool]
    goes_on: Callable[[], bool]


@dataclass(slots=True)
class Engine:
    """Belongs to one thread; `turn` is called again and again."""

    store: HubStore
    road: Road
    adapter: CrmAdapter
    fields: FieldMap
    world: World
    announce: Callable[[int], None] = lambda _head: None
    back_off: BackOff = field(init=False)
    _bucket: Bucket = field(init=False)
    _polled_s: float | None = None

    def __post_init__(self) -> None:
        caps = self.adapter.caps
        self.back_off = BackOff(self.world.now_s)
        self._bucket = Bucket(caps.per_s, caps.burst, self.world.now_s)

    def turn(self) -> float:
        """Do what is due; says how many seconds nothing more will be, unless the feed moves.

        Raises UnavailableError when the hub's own store does not answer.
        """
        with self.store.reading() as connection:
            state = system_of(connection, self.road)["state"]
        if not self._following.follow(self._goes_on) or state != "running":
            return LOOK_S
        left_s = self.back_off.left_s()
        if left_s > 0:
            return min(left_s, LOOK_S)
        try:
            self._exchange()
        except StoppedError as error:
            logger.warning("CRM %s is stopped: %s", self.road.system, error.why)
            self._note(state="stopped", why=error.why.value, words=error.words)
            return LOOK_S
        except TransientError as error:
            self.back_off.failed(error.after_s)
            logger.info("CRM %s does not answer: %s", self.road.system, error.words)
            return min(self.back_off.left_s(), LOOK_S)
        self.back_off.went_well()
        return self._idle_s()

    @property
    def _following(self) -> Following:
        return Following(self.store, self.road, self.world.now_ms)

    def _exchange(self) -> None:
        setting = self.setting()
        sent = Sending(setting).send()
        if sent.taken or sent.refused:
            self._note(contact_ms=self.world.now_ms())
        head = sent.head
        if self._polled_s is None or self.world.now_s() - self._polled_s >= POLL_S:
            head = max(head, receive(setting))
            self._polled_s = self.world.now_s()
            self._note(contact_ms=self.world.now_ms())
        if head:
            self.announce(head)
        if self._is_sweep_due():
            sweep(setting)

    def _is_sweep_due(self) -> bool:
        with self.store.reading() as connection:
            swept_ms: int = system_of(connection, self.road)["swept_ms"]
        return self.world.now_ms() - swept_ms >= SWEEP_MS

    def _idle_s(self) -> float:
        if self._following.is_behind():
            return 0.0
        since = self.world.now_s() - (self._polled_s or 0.0)
        return min(max(POLL_S - since, 0.0), LOOK_S)

    def setting(self) -> Setting:
        """What all parts of a turn work with."""
        return Setting(
            self.store,
            self.road,
            self.adapter,
            self.fields,
            self.fields.to_json(),
            self.world.now_ms,
            self._take_turn,
        )

    def poll_now(self) -> None:
        """Listen at the next turn, whenever it was done last, and try at once."""
        self._polled_s = None
        self.back_off.try_now()

    def _take_turn(self) -> bool:
        """Wait until another call may be made; the state is looked at before each."""
        if not self._goes_on():
            return False
        wait_s = self._bucket.wait_s()
        if wait_s > 0 and not self.world.wait(wait_s):
            return False
        with self.store.reading() as connection:
            return system_of(connection, self.road)["state"] == "running"

    def _goes_on(self) -> bool:
        return self.world.goes_on()

    def _note(self, **values: object) -> None:
        at_system = update(CrmSystem).where(self.road.of(CrmSystem))
        in_turn(self.store, lambda on: on.execute(at_system.values(**values)))
