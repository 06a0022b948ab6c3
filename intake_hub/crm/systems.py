"""The CRMs of the shops: adding, trying, starting, and what people ask about them."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, update

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.sync.core.wire_crm import MAX_NAME, MAX_TEXT, MAX_WORDS, ProbeReply
from intake_hub.crm import field_map, standing
from intake_hub.crm.adapter import Access
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import deciding, notices, outbox
from intake_hub.crm.engine.engine import Engine, World
from intake_hub.crm.engine.following import UNFILLED
from intake_hub.crm.engine.rehearsing import Rehearsal
from intake_hub.crm.engine.road import Road, in_turn, system_of
from intake_hub.crm.faults import StoppedError
from intake_hub.crm.keys import Kept, secrets_of
from intake_hub.crm.offers import offered
from intake_hub.store.crm_tables import (
    CrmCursor,
    CrmLink,
    CrmMember,
    CrmNotice,
    CrmOutbox,
    CrmSystem,
)
from intake_hub.store.engine import CollidedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from intake_app.sync.core.wire_crm import AddRequest, CrmState
    from intake_app.sync.core.wire_crm_work import (
        CrmLinkInfo,
        CrmRefusal,
        DecideRequest,
        DryReply,
    )
    from intake_app.sync.core.wire_crm_work import CrmNotice as WireNotice
    from intake_app.sync.secrets import Secrets
    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.offers import Offer
    from intake_hub.store.engine import HubStore

_ADDRESS = re.compile(r"(?P<host>https?://[^/\s]+)(?P<secret>/\S*[^/\s])")

MOST_OF_A_SHOP = 20
"""Each has a thread of the hub."""

_TABLES = (CrmNotice, CrmLink, CrmOutbox, CrmMember, CrmCursor, CrmSystem)


class Connected(NamedTuple):
    """An adapter with the map it works by."""

    adapter: CrmAdapter
    fields: FieldMap


@dataclass(frozen=True, slots=True)
class Systems:
    """See `asked.CrmWork`. Each verb uses an adapter of its own; changes are told to `heard`."""

    store: HubStore
    now_ms: Callable[[], int]
    kept_in: Secrets | None = None
    heard: list[Callable[[], None]] = field(default_factory=list["Callable[[], None]"])
    _ended: threading.Event = field(default_factory=threading.Event)

    def states(self, shop: UUID) -> Sequence[CrmState]:
        """See `CrmWork`."""
        with self.store.reading() as connection:
            return [standing.state(connection, one) for one in standing.systems(connection, shop)]

    def add(self, shop: UUID, asked: AddRequest) -> None:
        """See `CrmWork`. The key is kept first: without its row it is of no use to anybody."""
        name, offer = asked.name.strip(), offered(asked.adapter)
        _refuse_unfit(name, asked, offer)
        origin = uuid4()
        self._kept(origin).replace(asked.key)
        row: dict[str, object] = {
            "shop": shop,
            "system": name,
            "origin": origin,
            "adapter": offer.name,
            "address": _without_key(asked),
            "options": json.dumps(dict(asked.options), ensure_ascii=False, sort_keys=True),
            "fields": offer.usual_map().to_json(),
            "state": "new",
            "epoch": UUID(int=0),
            "cursor": UNFILLED,
            "key_ms": self.now_ms(),
            "added_ms": self.now_ms(),
            "swept_ms": self.now_ms(),
        }
        row |= dict.fromkeys(("why", "words", "product", "worker"), "")
        row |= dict.fromkeys(("key_ends_ms", "contact_ms", "worker_ms"), 0)
        try:
            with self.store.writing() as connection:
                if len(standing.systems(connection, shop)) >= MOST_OF_A_SHOP:
                    raise RejectedError(Problem.MALFORMED, "too many CRMs")
                connection.execute(insert(CrmSystem), row)
        except CollidedError as error:
            self._kept(origin).erase()
            raise RejectedError(Problem.MALFORMED, "a CRM of that name is there") from error
        except IntakeError:
            self._kept(origin).erase()
            raise
        self._changed()

    def change_key(self, shop: UUID, name: str, key: str) -> None:
        """See `CrmWork`. What stood for want of a key goes on."""
        if not key.strip():
            raise RejectedError(Problem.MISSING, "no key was given")
        road = Road(shop, name)
        with self.store.reading() as connection:
            system = system_of(connection, road)
        self._kept(system["origin"]).replace(key.strip())
        goes_on = {"state": "running", "why": "", "words": ""}
        self._set(road, key_ms=self.now_ms(), **goes_on if system["state"] == "stopped" else {})
        self._changed()

    def remove(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        road = Road(shop, name)

        def forget(connection: Connection) -> UUID:
            origin: UUID = system_of(connection, road)["origin"]
            for table in _TABLES:
                connection.execute(delete(table).where(road.of(table)))
            return origin

        self._kept(in_turn(self.store, forget)).erase()
        self._changed()

    def probe(self, shop: UUID, name: str) -> ProbeReply:
        """See `CrmWork`."""
        road = Road(shop, name)
        adapter = self.connected(road).adapter
        try:
            found, fields = adapter.probe(), adapter.missing_schema()
        finally:
            adapter.close()
        product = " ".join(filter(None, (found.product, found.version)))[:MAX_TEXT]
        now = {"product": product, "key_ends_ms": found.key_ends_ms, "contact_ms": self.now_ms()}
        self._set(road, **now)
        return ProbeReply(
            product=found.product[:MAX_TEXT],
            version=found.version[:MAX_TEXT],
            account=found.account[:MAX_TEXT],
            key_ends_ms=found.key_ends_ms,
            lacks=tuple(one[:MAX_WORDS] for one in found.lacks),
            fields=tuple(one[:MAX_WORDS] for one in fields),
        )

    def add_schema(self, shop: UUID, name: str, admin_key: str) -> tuple[str, ...]:
        """See `CrmWork`."""
        adapter = self.connected(Road(shop, name), admin_key).adapter
        try:
            return adapter.ensure_schema()
        finally:
            adapter.close()

    def dry_run(
        self, shop: UUID, name: str, show: Callable[[int, int], bool] | None = None
    ) -> DryReply:
        """See `CrmWork`."""
        road = Road(shop, name)
        engine = self.engine(road, worker=f"dry-{uuid4()}")
        try:
            setting = engine.rehearsed()
            return Rehearsal(setting, show or _silent).run()
        finally:
            engine.adapter.close()

    def start(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._set(Road(shop, name), state="running", why="", words="")
        self._changed()

    def pause(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._set(Road(shop, name), state="paused", why="", words="")

    def run_once(self, shop: UUID, name: str) -> None:
        """See `CrmWork`. Raises RejectedError(MALFORMED) while a hub does this by itself."""
        road = Road(shop, name)
        self._need_running(road)
        engine = self.engine(road, worker=f"once-{uuid4()}")
        try:
            if not engine.once():
                raise RejectedError(Problem.MALFORMED, "the hub is at it")
        finally:
            engine.end()
            engine.adapter.close()

    def sweep(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        road = Road(shop, name)
        self._need_running(road)
        self._set(road, swept_ms=0)
        self._changed()

    def field_map(self, shop: UUID, name: str) -> FieldMap:
        """See `CrmWork`."""
        with self.store.reading() as connection:
            return field_map.from_json(system_of(connection, Road(shop, name))["fields"])

    def set_field_map(self, shop: UUID, name: str, fields: FieldMap) -> None:
        """See `CrmWork`. Everything is gone through again; what looks the same is not sent."""
        self._set(Road(shop, name), fields=fields.to_json(), cursor=UNFILLED)
        self._changed()

    def refused(self, shop: UUID, name: str, limit: int) -> Sequence[CrmRefusal]:
        """See `CrmWork`."""
        with self.store.reading() as connection:
            system_of(connection, Road(shop, name))
            return standing.refused(connection, Road(shop, name), limit)

    def resend(self, shop: UUID, name: str, kind: str, uid: UUID | None) -> int:
        """See `CrmWork`."""
        road = Road(shop, name)

        def again(connection: Connection) -> int:
            system_of(connection, road)
            return outbox.resend(connection, road, kind, uid)

        count = in_turn(self.store, again)
        self._changed()
        return count

    def notices(self, shop: UUID, name: str, limit: int) -> Sequence[WireNotice]:
        """See `CrmWork`."""
        with self.store.reading() as connection:
            system_of(connection, Road(shop, name))
            found = notices.open_ones(connection, Road(shop, name), limit)
        return [standing.noticed(one) for one in found]

    def decide(self, shop: UUID, asked: DecideRequest) -> None:
        """See `CrmWork`."""
        road = Road(shop, asked.name)
        in_turn(self.store, lambda on: deciding.decide(on, road, asked, self.now_ms()))
        self._changed()

    def links(self, shop: UUID, kind: str, uid: UUID) -> Sequence[CrmLinkInfo]:
        """See `CrmWork`."""
        if kind not in tuple(Kind):
            raise RejectedError(Problem.MALFORMED, "no such kind")
        with self.store.reading() as connection:
            found = [
                standing.linked(connection, one, Kind(kind), uid)
                for one in standing.systems(connection, shop)
            ]
        return [one for one in found if one is not None]

    def connected(self, road: Road, key: str = "") -> Connected:
        """Make an adapter, with the kept key or with another one that is not kept.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as connection:
            system = system_of(connection, road)
        kept = self._kept(system["origin"])
        fields = field_map.from_json(system["fields"])
        access = Access(
            system["address"],
            key or kept.current(),
            json.loads(system["options"]),
            None if key else kept,
        )
        return Connected(offered(system["adapter"]).connect(access, fields), fields)

    def engine(
        self,
        road: Road,
        *,
        worker: str,
        world: World | None = None,
        announce: Callable[[int], None] = lambda _head: None,
    ) -> Engine:
        """Make the engine of one CRM, for whoever does its work now."""
        made = self.connected(road)
        return Engine(
            self.store,
            road,
            made.adapter,
            made.fields,
            world or World(self.now_ms, time.monotonic, self._wait, lambda: True),
            announce,
            worker,
        )

    def _changed(self) -> None:
        for heard in self.heard:
            heard()

    def _wait(self, seconds: float) -> bool:
        return not self._ended.wait(seconds)

    def _kept(self, origin: UUID) -> Kept:
        return Kept(self.kept_in or secrets_of(self.store.address), origin)

    def _need_running(self, road: Road) -> None:
        with self.store.reading() as connection:
            if system_of(connection, road)["state"] != "running":
                raise RejectedError(Problem.MALFORMED, "it is not started")

    def _set(self, road: Road, **values: object) -> None:
        def change(connection: Connection) -> None:
            system_of(connection, road)
            at_system = update(CrmSystem).where(road.of(CrmSystem))
            connection.execute(at_system.values(**values))

        in_turn(self.store, change)


def _refuse_unfit(name: str, asked: AddRequest, offer: Offer) -> None:
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise RejectedError(Problem.MALFORMED, "bad name")
    if not asked.key.strip():
        raise RejectedError(Problem.MISSING, "no key was given")
    lacking = [one for one in offer.needs if not asked.options.get(one, "").strip()]
    if lacking:
        raise RejectedError(Problem.MISSING, f"option {lacking[0]}")
    unknown = asked.options.keys() - {*offer.needs, *offer.may}
    if unknown:
        raise RejectedError(Problem.MALFORMED, f"no such option: {min(unknown)}")
    try:
        access = Access(asked.address.strip(), asked.key, asked.options)
        offer.connect(access, offer.usual_map()).close()
    except StoppedError as error:
        raise RejectedError(Problem.ADDRESS_INVALID, error.words) from error


def _without_key(asked: AddRequest) -> str:
    """A key that is an address is pasted into both fields; an address is kept and shown."""
    address, key = asked.address.strip(), _ADDRESS.match(asked.key.strip())
    return key["host"] if key is not None and key["secret"] in address else address


def _silent(_done: int, _total: int) -> bool:
    return True
