"""One CRM's turn: follow the feed, send, listen, sweep; and what to do when it fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from intake_app.sync.core.wire_crm import MAX_TEXT
from intake_hub.crm.engine import lease
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
    worker: str = lease.HUB
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
        if not self._is_ours() or not self._following.follow(self._goes_on):
            return LOOK_S
        if not self._is_running():
            return LOOK_S
        if self.back_off.left_s() > 0:
            return min(self.back_off.left_s(), LOOK_S)
        return self._tried()

    def _tried(self) -> float:
        try:
            self._exchange()
        except StoppedError as error:
            self._stop(error)
            return LOOK_S
        except TransientError as error:
            self.back_off.failed(error.after_s)
            logger.info("CRM %s does not answer: %s", self.road.system, error.words)
            return min(self.back_off.left_s(), LOOK_S)
        self.back_off.went_well()
        return self._idle_s()

    def once(self) -> bool:
        """Do all that is due, whatever went wrong before; False while somebody else is at it.

        Raises StoppedError, TransientError, UnavailableError.
        """
        self.poll_now()
        if not self._is_ours():
            return False
        self._following.follow(self._goes_on)
        try:
            self._exchange()
        except StoppedError as error:
            self._stop(error)
            raise
        return True

    def rehearsed(self) -> Setting:
        """Know all that is owed, and be ready to ask there, started or not."""
        self._following.follow(self._goes_on)
        return replace(self.setting(), pause=self._paced)

    def end(self) -> None:
        """Let go of the CRM."""
        in_turn(self.store, lambda on: lease.release(on, self.road, self.worker))

    def _is_ours(self) -> bool:
        now_ms = self.world.now_ms()
        with self.store.reading() as connection:
            system = system_of(connection, self.road)
        if system["worker"] == self.worker and system["worker_ms"] - now_ms > lease.RENEW_MS:
            return True
        return in_turn(self.store, lambda on: lease.take(on, self.road, self.worker, now_ms))

    def _is_running(self) -> bool:
        with self.store.reading() as connection:
            return system_of(connection, self.road)["state"] == "running"

    def _stop(self, error: StoppedError) -> None:
        logger.warning("CRM %s is stopped: %s", self.road.system, error.why)
        self._note(state="stopped", why=error.why.value, words=error.words)

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
            self._look_at_key()
            sweep(setting)

    def _look_at_key(self) -> None:
        """Once a day: when the key ends, and what the CRM calls itself by now."""
        if not self._take_turn():
            return
        found = self.adapter.probe()
        product = " ".join(filter(None, (found.product, found.version)))[:MAX_TEXT]
        self._note(product=product, key_ends_ms=found.key_ends_ms)

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
        if not self._paced():
            return False
        with self.store.reading() as connection:
            system = system_of(connection, self.road)
        return system["state"] == "running" and self._is_ours()

    def _paced(self) -> bool:
        if not self._goes_on():
            return False
        wait_s = self._bucket.wait_s()
        return wait_s <= 0 or self.world.wait(wait_s)

    def _goes_on(self) -> bool:
        return self.world.goes_on()

    def _note(self, **values: object) -> None:
        at_system = update(CrmSystem).where(self.road.of(CrmSystem))
        in_turn(self.store, lambda on: on.execute(at_system.values(**values)))
