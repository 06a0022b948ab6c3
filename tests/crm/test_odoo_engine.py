"""The engine and Odoo together: nothing goes to and fro for ever or is put back for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from typing_extensions import override

from intake_hub.crm.documents import Kind
from intake_hub.crm.odoo.adapter import usual_map
from tests.crm.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.engine.engine import Engine
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.store.engine import HubStore
    from tests.crm.odoo_office import OdooOffice

_WRITES = frozenset({"load"})


class _Calls:
    """Counts what was written, as the engine's own CRM does."""

    def __init__(self, odoo: OdooOffice) -> None:
        self._odoo = odoo

    def count(self, _what: str) -> int:
        return sum(one.method in _WRITES for one in self._odoo.fake.done)


class _Crm:
    """An Odoo where the counter expects its CRM."""

    def __init__(self, odoo: OdooOffice) -> None:
        self._odoo = odoo
        self.calls = _Calls(odoo)
        self.now_s = lambda: 0

    def adapter(self) -> CrmAdapter:
        return self._odoo.connected()

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        return self._odoo.stand.records(kind)


class _Counter(Counter):
    def __init__(self, store: HubStore, odoo: OdooOffice) -> None:
        self.odoo = odoo
        super().__init__(store, cast("Any", _Crm(odoo)))

    @override
    def wait(self, seconds: float) -> bool:
        self.odoo.fake.clock.pass_by(seconds)
        return super().wait(seconds)

    @override
    def new_engine(self, fields: FieldMap | None = None) -> Engine:
        return super().new_engine(fields or usual_map())


@pytest.fixture
def counter(file_store: HubStore, odoo: OdooOffice) -> _Counter:
    return _Counter(file_store, odoo)


def test_a_client_and_his_order_arrive_and_then_there_is_peace(counter: _Counter) -> None:
    client = counter.client(email="orlova@example.org")
    order = counter.order(client)
    counter.settle()
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["name"], seen["phone"]) == ("Орлова Анна", "+79123456701")
    seen = counter.there(Kind.ORDER, order)
    assert seen["client"] == counter.remote(Kind.CLIENT, client)
    assert seen["total_minor"] == 150_000
    assert counter.owed() == {}
    written, head = counter.crm.calls.count("push"), counter.head()
    counter.turn(6)
    assert (counter.crm.calls.count("push"), counter.head()) == (written, head)
    assert counter.notices() == []


def test_what_a_manager_types_comes_back_once(counter: _Counter) -> None:
    client = counter.client(email="orlova@example.org")
    counter.settle()
    remote = counter.remote(Kind.CLIENT, client)
    head = counter.head()
    counter.odoo.stand.edit(
        Kind.CLIENT, remote, {"name": "Орлова-Белая", "phone": "8 912 000-00-09"}
    )
    counter.settle()
    counter.turn(4)
    there = counter.there(Kind.CLIENT, client)
    assert there["name"] == "Орлова-Белая"
    assert counter.head() > head
    counter.edit("client", client, "email", "white@example.org")
    counter.settle()
    there = counter.there(Kind.CLIENT, client)
    assert (there["name"], there["email"]) == ("Орлова-Белая", "white@example.org")
    written = counter.crm.calls.count("push")
    counter.turn(4)
    assert counter.crm.calls.count("push") == written


def test_what_is_ours_is_put_back_once(counter: _Counter) -> None:
    client = counter.client()
    order = counter.order(client)
    counter.settle()
    remote = counter.remote(Kind.ORDER, order)
    counter.odoo.stand.edit(Kind.ORDER, remote, {"fault": "Что-то другое"})
    counter.settle()
    assert counter.there(Kind.ORDER, order)["fault"] == "Не включается"
    written = counter.crm.calls.count("push")
    counter.turn(4)
    assert counter.crm.calls.count("push") == written


def test_two_merged_there_are_told_to_a_person(counter: _Counter) -> None:
    first, second = counter.client("Один"), counter.client("Другой", "+79123456702")
    counter.settle()
    loser, survivor = counter.remote(Kind.CLIENT, first), counter.remote(Kind.CLIENT, second)
    counter.odoo.stand.merge(Kind.CLIENT, loser, survivor)
    counter.edit("client", first, "name", "Один и тот же")
    counter.settle()
    counter.turn(4)
    assert {one.what.value for one in counter.notices()} & {"merged", "deleted"}
    assert counter.odoo.stand.records(Kind.CLIENT)[survivor]["name"] == "Другой"


def test_an_erased_client_is_emptied_there(counter: _Counter) -> None:
    client = counter.client(email="orlova@example.org", inn="500100732259")
    counter.settle()
    remote = counter.remote(Kind.CLIENT, client)
    counter.erase(client)
    counter.settle()
    row = counter.odoo.row("res.partner", remote)
    assert (row["name"], row["active"], row["phone"]) == ("Клиент удалён", False, False)
    assert (row["email"], row["vat"], row["x_intake_inn"]) == (False, False, False)
