"""A shop at work beside a CRM: what a desk writes, what people there type, and the clock."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from intake_app.clock import moment_text
from intake_hub.crm.engine import links, members, notices
from intake_hub.crm.engine.engine import POLL_S, Engine, World
from intake_hub.crm.engine.following import UNFILLED, Following
from intake_hub.crm.engine.road import Road, system_of
from intake_hub.feed.feed import Feed
from intake_hub.store.crm_tables import CrmLink, CrmMember, CrmNotice, CrmOutbox, CrmSystem
from intake_hub.store.tables import Head, Shop
from tests.crm.plain import usual_map
from tests.hub.conftest import Desk

if TYPE_CHECKING:
    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Kind
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.store.engine import HubStore
    from tests.crm.plain import PlainCrm

NOW_MS = 1_767_261_600_000
STATE = {"state": "running", "why": "", "words": ""}


class Ids:
    """Ids that are the same in every run, each later than the one before."""

    def __init__(self, seed: int = 0) -> None:
        self._rng, self._at = random.Random(seed), NOW_MS

    def __call__(self) -> UUID:
        self._at += 1
        value = (self._at << 80) | self._rng.getrandbits(76)
        return UUID(int=(value & ~(0xF << 76) & ~(0x3 << 62)) | (7 << 76) | (2 << 62))


class Counter:
    """A desk, its hub, the engine and the CRM, in one thread and on one clock."""

    def __init__(self, store: HubStore, crm: PlainCrm, system: str = "plain") -> None:
        self.store, self.crm, self.now_ms = store, crm, NOW_MS
        crm.now_s = lambda: self.now_ms // 1000
        with store.reading() as connection:
            shop = connection.execute(select(Shop.id)).scalar_one()
        self.road = Road(shop, system)
        self.desk = Desk(Feed(store, lambda: self.now_ms), shop)
        self.ids = self.desk.new_id = Ids()
        self.heads: list[int] = []
        self.add()
        self.engine = self.new_engine()

    def add(self) -> None:
        """Enter the CRM as running."""
        row = self.road.row(
            origin=self.ids(),
            adapter="plain",
            address="",
            options="{}",
            fields="",
            epoch=UUID(int=0),
            cursor=UNFILLED,
            product="",
            key_ms=NOW_MS,
            key_ends_ms=0,
            added_ms=NOW_MS,
            contact_ms=0,
            swept_ms=NOW_MS,
            worker="",
            worker_ms=0,
            **STATE,
        )
        with self.store.writing() as connection:
            connection.execute(insert(CrmSystem), row)

    def new_engine(self, fields: FieldMap | None = None) -> Engine:
        """As after a restart of the hub."""
        world = World(
            now_ms=lambda: self.now_ms,
            now_s=lambda: self.now_ms / 1000,
            wait=self.wait,
            goes_on=lambda: True,
        )
        self.engine = Engine(
            self.store,
            self.road,
            self.crm.adapter(),
            fields or usual_map(),
            world,
            self.heads.append,
        )
        self.engine.back_off.rng = random.Random(1)
        return self.engine

    def wait(self, seconds: float) -> bool:
        """Let time pass."""
        self.now_ms += max(1, int(seconds * 1000))
        return True

    def turn(self, times: int = 1) -> None:
        """Let the engine work, each time long enough after the last to listen as well."""
        for _ in range(times):
            self.wait(POLL_S + 1)
            self.engine.turn()

    def settle(self) -> None:
        """Let it work until a turn changes nothing any more."""
        for _ in range(60):
            before = (self.crm.calls.count("push"), self.head(), self.owed())
            self.turn()
            if before == (self.crm.calls.count("push"), self.head(), self.owed()):
                return
        raise AssertionError("it never comes to rest")

    def head(self) -> int:
        """How far the feed goes."""
        with self.store.reading() as connection:
            rows = select(Head.seq).where(Head.shop == self.road.shop)
            return connection.execute(rows).scalar_one()

    def owed(self) -> dict[tuple[str, UUID], str]:
        """What stands in the outbox."""
        rows = select(CrmOutbox.kind, CrmOutbox.uid, CrmOutbox.state).where(self.road.of(CrmOutbox))
        with self.store.reading() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(rows).all()}

    def system(self) -> dict[str, object]:
        """The row of the CRM."""
        with self.store.reading() as connection:
            return dict(system_of(connection, self.road))

    def say(self, **values: object) -> None:
        """Change the row of the CRM."""
        with self.store.writing() as connection:
            at_system = update(CrmSystem).where(self.road.of(CrmSystem))
            connection.execute(at_system.values(**values))

    def forget_links(self) -> None:
        """As in a copy of the hub from before they were made."""
        with self.store.writing() as connection:
            connection.execute(delete(CrmLink).where(self.road.of(CrmLink)))

    def following(self) -> Following:
        """What follows the feed."""
        return Following(self.store, self.road, lambda: self.now_ms)

    def everything(self) -> str:
        """All that is kept for this CRM, as text."""
        tables = (CrmLink, CrmNotice, CrmOutbox, CrmMember, CrmSystem)
        with self.store.reading() as connection:
            return "".join(
                str(tuple(row))
                for table in tables
                for row in connection.execute(select(*table.__table__.c)).all()
            )

    def link(self, kind: Kind, uid: UUID) -> links.Link | None:
        """How one record is linked."""
        with self.store.reading() as connection:
            return links.by_uid(connection, self.road, kind, [uid]).get(uid)

    def remote(self, kind: Kind, uid: UUID) -> str:
        """What it is called there."""
        link = self.link(kind, uid)
        assert link is not None, f"{kind} is not linked"
        return link.remote

    def notices(self) -> list[notices.Notice]:
        """What a person sees."""
        with self.store.reading() as connection:
            return notices.open_ones(connection, self.road, 100)

    def there(self, kind: Kind, uid: UUID) -> dict[str, Scalar]:
        """How it looks in the CRM."""
        return dict(self.crm.records(kind)[self.remote(kind, uid)])

    def at(self) -> str:
        """This moment, as ops write it."""
        return moment_text(datetime.fromtimestamp(self.now_ms / 1000, UTC))

    # What a receptionist does.

    def put(self, entity: str, **values: Scalar) -> UUID:
        """Make a record and hand it to the hub."""
        op = self.desk.put(entity, values)
        self.desk.push()
        self.wait(0.002)
        return op.rec

    def edit(self, entity: str, rec: UUID, field: str, value: Scalar) -> None:
        """Change a field, as it is known at this desk, and hand it over."""
        self.desk.edit(entity, rec, field, value, hlc=self.now_ms << 16)
        self.desk.push()
        self.wait(0.002)

    def client(
        self, name: str = "Орлова Анна", phone: str = "+79123456701", **more: Scalar
    ) -> UUID:
        """A client, with a phone number if he has one."""
        values: dict[str, Scalar] = {"created_at": self.at(), "kind": "person", "name": name}
        uid = self.put("client", **values | {"email": "", "archived": False} | more)
        if phone:
            self.phone(uid, phone)
        return uid

    def phone(self, client: UUID, number: str) -> UUID:
        """One more number."""
        values = {"client_id": str(client), "e164": number, "created_at": self.at()}
        return self.put("phone", **values, label="", archived=False)

    def order(self, client: UUID, number: str = "A-000001", **more: Scalar) -> UUID:
        """An order of a client on a device of his."""
        device = self.put(
            "device",
            created_at=self.at(),
            client_id=str(client),
            kind="Смартфон",
            brand="Samsung",
            model="A52",
            serial="R58R12",
            imei="",
            imei2="",
            colour="",
        )
        values: dict[str, Scalar] = {
            "number": number,
            "ticket": number,
            "client_id": str(client),
            "device_id": str(device),
            "accepted_at": self.at(),
            "accepted_by": "",
            "fault": "Не включается",
            "repair_kind": "paid",
            "urgent": False,
            "currency": "RUB",
            "estimate_minor": 150_000,
            "technician_id": None,
        }
        return self.put("order", **values | more)

    def devices(self, order: UUID) -> list[UUID]:
        """What an order is about."""
        with self.store.reading() as connection:
            told = members.of(connection, self.road, [order])
        return [one.rec for one in told if one.entity == "device"]

    def move(self, order: UUID, before: str, to: str) -> UUID:
        """Move an order."""
        fact = {"order_id": str(order), "from_stage": before, "to_stage": to}
        return self.put("stage", **fact, at=self.at(), by="", comment="", desk="A")

    def pay(self, order: UUID, minor: int) -> UUID:
        """Take money."""
        said = {"order_id": str(order), "kind": "payment", "method": "cash", "currency": "RUB"}
        return self.put("payment", **said, minor=minor, at=self.at(), by="")

    def merge(self, into: UUID, merged: UUID) -> UUID:
        """Make two cards one."""
        facts = {"client_id": str(into), "merged_id": str(merged)}
        return self.put("merge", **facts, at=self.at(), by="", reason="")

    def erase(self, client: UUID) -> None:
        """Erase somebody."""
        self.desk.forget(client)
        self.desk.push()
