"""The engine over every adapter: what is sent settles, and an edit there comes back once."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.amo import adapter as amo
from intake_hub.crm.bitrix import adapter as bitrix
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.engine import Engine
from intake_hub.crm.odoo import adapter as odoo
from intake_hub.crm.tryton import adapter as tryton
from tests.crm.counter import Counter
from tests.crm.fake_odoo import ADMINISTRATOR, FakeOdoo
from tests.crm.odoo_rpc import Rpc
from tests.crm.plain import PlainCrm
from tests.crm.stand_amo import AmoStand
from tests.crm.stand_bitrix import BitrixStand
from tests.crm.test_odoo import ready, stand_on
from tests.crm.test_tryton import FakeStand

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager

    from intake_hub.crm.field_map import FieldMap
    from intake_hub.store.engine import HubStore
    from tests.crm.stand import Stand

TURNS = 6


@contextmanager
def odoo_stand() -> Generator[Stand]:
    fake = FakeOdoo((18, 0))
    person = Rpc(fake.url, *ADMINISTRATOR.split(":"))
    with closing(fake), closing(person):
        ready(fake)
        yield stand_on(fake, person)


STANDS: tuple[tuple[str, Callable[[], AbstractContextManager[Stand]], FieldMap], ...] = (
    ("odoo", odoo_stand, odoo.usual_map()),
    ("tryton", lambda: closing(FakeStand()), tryton.usual_map()),
    ("bitrix24", lambda: closing(BitrixStand()), bitrix.usual_map()),
    ("amocrm", lambda: closing(AmoStand()), amo.usual_map()),
)


class Beside(Counter):
    """A shop beside any stand."""

    def __init__(self, store: HubStore, stand: Stand, fields: FieldMap) -> None:
        super().__init__(store, PlainCrm())
        self.stand = stand
        world = self.engine.world
        self.engine = Engine(store, self.road, stand.adapter(), fields, world, self.heads.append)

    def close(self) -> None:
        """Let the connection go."""
        self.engine.adapter.close()

    def rest(self) -> None:
        """Let it work until there is nothing more to do."""
        for _ in range(TURNS):
            self.turn()


@pytest.mark.parametrize(
    ("make", "fields"), [one[1:] for one in STANDS], ids=[one[0] for one in STANDS]
)
def test_what_is_sent_settles_and_an_edit_there_comes_back_once(
    file_store: HubStore,
    make: Callable[[], AbstractContextManager[Stand]],
    fields: FieldMap,
) -> None:
    with make() as stand, closing(Beside(file_store, stand, fields)) as shop:
        client = shop.client(email="o@example.org", address="Москва, Тверская 1")
        shop.client("ООО Ромашка", "+74951234567", kind="company", inn="7707083893")
        order = shop.order(client, promised_at="2026-11-30T21:05:00.000000Z")
        shop.move(order, "accepted", "ready")
        shop.pay(order, 500)
        shop.rest()
        shop.desk.pull()
        assert shop.owed() == {}
        assert shop.notices() == []
        told = stand.records(Kind.ORDER)[shop.remote(Kind.ORDER, order)]
        assert told["client"] == shop.remote(Kind.CLIENT, client)
        remote = shop.remote(Kind.CLIENT, client)
        stand.edit(Kind.CLIENT, remote, {"name": "Орлова Алла", "phone": "+79137776655"})
        shop.rest()
        heard = [(one.op.entity, one.op.field) for one in shop.desk.pull()]
        assert sorted(heard) == [("client", "name"), ("phone", ""), ("phone", "archived")]
        assert shop.owed() == {}
        assert shop.notices() == []
        there = stand.records(Kind.CLIENT)
        assert (there[remote]["name"], there[remote]["phone"]) == ("Орлова Алла", "+79137776655")
        assert len(there) == 2
