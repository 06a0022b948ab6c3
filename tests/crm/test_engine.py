"""The road to a CRM: what a shop writes arrives there once and right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import outbox
from intake_hub.crm.engine.composing import ERASED_NAME
from intake_hub.crm.engine.outbox import State
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.feed.keeping import LogKeeping
from tests.crm.counter import Counter
from tests.crm.equal import hold_equal
from tests.crm.plain import PlainCrm

if TYPE_CHECKING:
    from uuid import UUID

    from intake_hub.store.engine import HubStore

WEEK_S = 7 * 24 * 3600


def resend(shop: Counter) -> int:
    with shop.store.writing() as connection:
        return outbox.resend(connection, shop.road)


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


def test_what_changed_often_is_sent_once(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    before = counter.crm.calls.count("push")
    for at in range(5):
        counter.edit("client", client, "name", f"Имя {at}")
        counter.phone(client, f"+7912000000{at}")
    counter.settle()
    assert counter.crm.calls.count("push") == before + 1
    assert counter.there(Kind.CLIENT, client)["name"] == "Имя 4"


def test_what_does_not_concern_the_crm_is_not_sent(shop: Counter) -> None:
    client = shop.client()
    shop.settle()
    before = shop.crm.calls.count("push")
    shop.edit("client", client, "note", "звонить после шести")
    shop.settle()
    assert shop.crm.calls.count("push") == before
    assert shop.owed() == {}


def test_an_edit_during_the_call_is_sent_after_it(counter: Counter) -> None:
    """A reply settles what was sent, not what was written meanwhile."""
    client = counter.client()

    def once() -> None:
        if counter.crm.calls and counter.crm.calls[-1] == "push":
            counter.crm.moment = lambda: None
            counter.edit("client", client, "name", "Белова")
            counter.following().follow()

    counter.crm.moment = once
    counter.settle()
    assert counter.there(Kind.CLIENT, client)["name"] == "Белова"
    assert counter.crm.calls.count("push") == 2


def test_of_a_batch_only_what_changed_meanwhile_is_sent_again(counter: Counter) -> None:
    """The others of the batch are settled, this one is not, whatever comes between."""
    same = counter.client("Белов", "+79120000002")
    client = counter.client()
    left: list[dict[tuple[str, UUID], str]] = []

    def after_the_call() -> None:
        if counter.crm.calls[-1:] == ["push"] and not left:
            left.append(counter.owed())
            counter.edit("client", client, "name", "Белова")
            counter.following().follow()
            counter.crm.trouble = lambda _call: "503"

    counter.crm.moment = after_the_call
    counter.turn()
    assert left[0].keys() == {("client", same), ("client", client)}
    assert counter.owed() == {("client", client): State.WAITING}
    counter.crm.trouble = lambda _call: ""
    counter.settle()
    assert counter.there(Kind.CLIENT, client)["name"] == "Белова"
    assert counter.owed() == {}


def test_a_refused_record_waits_with_the_words_of_the_crm(shop: Counter) -> None:
    bad, good = shop.client(inn="12"), shop.client("Белов", "+79120000002")
    order = shop.order(bad)
    shop.settle()
    assert shop.owed()["client", bad] == State.REFUSED
    assert shop.link(Kind.CLIENT, good) is not None
    assert shop.link(Kind.ORDER, order) is None
    shop.edit("client", bad, "inn", "")
    shop.settle()
    assert shop.there(Kind.ORDER, order)["client"] == shop.remote(Kind.CLIENT, bad)
    assert shop.owed() == {}


def test_a_refused_record_is_sent_again_on_a_word(shop: Counter) -> None:
    client = shop.client(inn="12")
    shop.settle()
    assert resend(shop) == 1
    shop.settle()
    assert shop.owed() == {("client", client): State.REFUSED}
    shop.crm.refused = {"inn": "13"}
    resend(shop)
    shop.settle()
    assert shop.link(Kind.CLIENT, client) is not None


def test_after_a_week_without_the_crm_all_arrives_in_order(shop: Counter) -> None:
    known = shop.client("Первая", "+79120000001")
    shop.settle()
    shop.crm.trouble = lambda _call: "503"
    orders: list[UUID] = []
    for day in range(7):
        client = shop.client(f"День {day}", f"+7913000000{day}")
        orders.append(shop.order(client, f"A-{day:06}"))
        shop.edit("client", known, "name", f"Первая {day}")
        shop.wait(WEEK_S / 7)
        shop.turn(3)
    assert len(shop.crm.records(Kind.CLIENT)) == 1
    shop.crm.trouble = lambda _call: ""
    shop.wait(1000)
    shop.settle()
    hold_equal(shop)
    remotes = [int(shop.remote(Kind.ORDER, order)) for order in orders]
    assert remotes == sorted(remotes)
    assert shop.there(Kind.CLIENT, known)["name"] == "Первая 6"


def test_a_failing_crm_is_left_alone_longer_and_longer(shop: Counter) -> None:
    shop.client()
    shop.crm.trouble = lambda _call: "503"
    for _ in range(200):
        shop.wait(5)
        shop.engine.turn()
    assert 8 < len(shop.crm.calls) < 16


@pytest.mark.parametrize("why", Stop)
@pytest.mark.expects_log("is stopped")
def test_what_a_person_must_mend_stops_this_crm_and_no_other(shop: Counter, why: Stop) -> None:
    other = Counter(shop.store, PlainCrm(), "other")
    other.desk, other.ids = shop.desk, shop.ids
    shop.crm.stop = StoppedError(why, "in its own words")
    client = shop.client()
    shop.turn(3)
    other.settle()
    assert (shop.system()["state"], shop.system()["why"]) == ("stopped", why)
    assert shop.system()["words"] == "in its own words"
    assert len(shop.crm.calls) == 1
    assert other.there(Kind.CLIENT, client)["name"] == "Орлова Анна"
    shop.crm.stop = None
    shop.say(state="running", why="", words="")
    shop.settle()
    hold_equal(shop)


def test_a_first_transfer_can_stop_and_go_on(shop: Counter) -> None:
    for at in range(25):
        shop.client(f"Клиент {at}", f"+791200000{at:02}")

    def pause() -> None:
        if shop.crm.calls.count("push") == 1:
            shop.say(state="paused")

    shop.crm.moment = pause
    shop.turn(3)
    assert len(shop.crm.records(Kind.CLIENT)) == 10
    assert len(shop.owed()) == 15
    shop.crm.moment = lambda: None
    shop.say(state="running")
    shop.settle()
    hold_equal(shop)


def test_the_orders_of_a_merged_client_hang_on_the_survivor(counter: Counter) -> None:
    kept, merged = counter.client(), counter.client("Орлова А.", "+79120000002")
    order = counter.order(merged)
    counter.settle()
    merge = counter.merge(kept, merged)
    counter.settle()
    assert counter.there(Kind.ORDER, order)["client"] == counter.remote(Kind.CLIENT, kept)
    assert counter.there(Kind.CLIENT, merged)["archived"] is True
    assert counter.there(Kind.CLIENT, kept)["archived"] is False
    counter.put("unmerge", merge_id=str(merge), at=counter.at(), by="")
    counter.settle()
    assert counter.there(Kind.ORDER, order)["client"] == counter.remote(Kind.CLIENT, merged)
    assert counter.there(Kind.CLIENT, merged)["archived"] is False
    hold_equal(counter)


def test_a_card_merged_before_it_was_told_is_not_told(shop: Counter) -> None:
    kept, merged = shop.client(), shop.client("Орлова А.", "+79120000002")
    order = shop.order(merged)
    shop.merge(kept, merged)
    shop.settle()
    assert shop.link(Kind.CLIENT, merged) is None
    assert shop.there(Kind.ORDER, order)["client"] == shop.remote(Kind.CLIENT, kept)
    assert shop.owed() == {}


def test_of_an_erased_client_nothing_is_left_there_or_here(counter: Counter) -> None:
    client = counter.client("Тайнова Мария", "+79129998877", email="tainova@example.org")
    order = counter.order(client, fault="секрет в телефоне")
    counter.settle()
    remote = counter.remote(Kind.CLIENT, client)
    counter.crm.edit(Kind.CLIENT, remote, {"name": "Тайнова М.", "email": ""})
    counter.crm.edit(Kind.CLIENT, remote, {"is_company": True})
    counter.settle()
    counter.crm.trouble = lambda _call: "503"
    counter.erase(client)
    counter.turn()
    kept = counter.everything()
    for word in ("Тайнова", "9998877", "tainova", "секрет"):
        assert word not in kept
    counter.crm.trouble = lambda _call: ""
    counter.wait(1000)
    counter.settle()
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["name"], seen["archived"], seen["phone"]) == (ERASED_NAME, True, None)
    assert not counter.there(Kind.ORDER, order)["fault"]
    kept = counter.everything()
    for word in ("Тайнова", "9998877", "tainova", "секрет"):
        assert word not in kept
    hold_equal(counter)


def test_one_erased_before_he_was_told_is_not_told(shop: Counter) -> None:
    shop.crm.trouble = lambda _call: "503"
    client = shop.client()
    shop.turn()
    shop.erase(client)
    shop.crm.trouble = lambda _call: ""
    shop.wait(1000)
    shop.settle()
    assert shop.crm.records(Kind.CLIENT) == {}
    assert shop.owed() == {}


def test_without_the_log_everything_is_gone_through(counter: Counter) -> None:
    client = counter.client()
    merged = counter.client("Орлова А.", "+79120000002")
    order = counter.order(merged)
    counter.move(order, "accepted", "ready")
    counter.put("unmerge", merge_id=str(counter.merge(client, merged)), at=counter.at(), by="")
    counter.merge(client, merged)
    counter.settle()
    counter.pay(order, 500)
    counter.edit("client", client, "name", "Белова")
    LogKeeping(counter.store, lambda: counter.now_ms + 1000).fold(0)
    pushes = counter.crm.calls.count("push")
    counter.settle()
    hold_equal(counter)
    assert counter.there(Kind.ORDER, order)["paid_minor"] == 500
    assert counter.crm.calls.count("push") == pushes + 2


def test_a_filling_that_was_broken_off_begins_anew(shop: Counter) -> None:
    for at in range(3):
        shop.order(shop.client(f"Клиент {at}", f"+7912000000{at}"), f"A-{at}")
    steps = iter([True, True, False])
    assert not shop.following().follow(lambda: next(steps))
    shop.settle()
    hold_equal(shop)


def test_a_restored_hub_doubles_nothing(counter: Counter) -> None:
    """Its copy does not know of what was sent since; this CRM would take everything twice."""
    counter.crm.has_upsert = False
    client = counter.client()
    order = counter.order(client)
    counter.settle()
    counter.forget_links()
    LogKeeping(counter.store, lambda: counter.now_ms).restored()
    counter.new_engine()
    counter.settle()
    hold_equal(counter)
    assert counter.link(Kind.ORDER, order) is not None
    assert len(counter.crm.records(Kind.CLIENT)) == len(counter.crm.records(Kind.ORDER)) == 1


def test_a_record_that_is_not_there_is_not_owed(shop: Counter) -> None:
    with shop.store.writing() as connection:
        outbox.mark(connection, shop.road, {(Kind.CLIENT, uuid4()): 1}, shop.now_ms)
    shop.settle()
    assert shop.owed() == {}


def test_another_worker_keeps_this_one_away(store: HubStore) -> None:
    counter = Counter(store, PlainCrm())
    counter.client()
    counter.say(worker="once-1", worker_ms=counter.now_ms + 60_000)
    counter.turn()
    assert counter.crm.calls == []
    assert not counter.engine.once()
    counter.turn(2)
    assert len(counter.crm.records(Kind.CLIENT)) == 1
    counter.engine.end()
    assert counter.system()["worker"] == ""
