"""The road to a CRM: what a shop writes arrives there once and right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.documents import Kind

if TYPE_CHECKING:
    from tests.crm.counter import Counter


def test_a_client_and_his_order_arrive(counter: Counter) -> None:
    client = counter.client()
    order = counter.order(client)
    counter.settle()
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["name"], seen["phone"]) == ("Орлова Анна", "+79123456701")
    seen = counter.there(Kind.ORDER, order)
    assert seen["client"] == counter.remote(Kind.CLIENT, client)
    assert (seen["device"], seen["total_minor"]) == ("Смартфон Samsung A52", 150_000)
    assert counter.owed() == {}


def test_an_edit_there_reaches_the_desks_once(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    counter.crm.edit(Kind.CLIENT, counter.remote(Kind.CLIENT, client), {"name": "Орлова А."})
    counter.settle()
    pulled = counter.desk.pull()
    assert [one.op.value for one in pulled if one.op.field == "name"] == ["Орлова А."]
    assert counter.heads == [pulled[-1].seq]
