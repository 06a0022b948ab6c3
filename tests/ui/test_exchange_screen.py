"""The screen of the exchange by keys: each thing settled where it stands, and taken back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from intake_app.errors import Problem
from intake_app.sync.core.ops import Outcome
from intake_app.sync.core.standing import Receipt
from intake_app.sync.core.status import Off, Offline, Receiving, Synced, Waiting
from intake_app.upkeep.safety import SafetyState
from tests.rigs.feed import AT, ELSEWHERE, Feed, edit, put
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.disputes import Disputes
    from intake_app.ui.exchange.board import ExchangeBoard
    from tests.ui.counter import Counter

MANY = 500


def board(counter: Counter) -> ExchangeBoard:
    return counter.parts.exchange.board


def disputes(counter: Counter) -> Disputes:
    return counter.desk.shop.services.disputes


def arrived(counter: Counter) -> None:
    counter.press("Ctrl+8")
    rest(counter)


def rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def exchanged(counter: Counter) -> tuple[Feed, UUID]:
    order = counter.give().order_id
    replica = counter.desk.shop.services.replica
    feed = Feed(replica)
    feed.echo()
    replica.name_desks({ELSEWHERE: "Мастерская"})
    return feed, order


def in_conflict(counter: Counter) -> UUID:
    """Another desk gave a client two notes, one after the other without seeing it."""
    feed, order = exchanged(counter)
    client = counter.desk.shop.services.orders.card(order).client_id
    feed.bring(edit("client", client, "note", "утром"), edit("client", client, "note", "вечером"))
    feed.bring(edit("order", order, "estimate_minor", 400_000))
    feed.bring(edit("order", order, "estimate_minor", 550_000))
    return client


def put_aside(counter: Counter) -> UUID:
    _, order = exchanged(counter)
    services = counter.desk.shop.services
    services.tasks.remark(order, "звонить")
    (op,) = services.replica.unsent(9)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "bad_value")])
    return order


def queued(counter: Counter) -> int:
    return sum(state.queued for state in counter.desk.shop.services.printouts.states())


def note(counter: Counter, client: UUID) -> str:
    return counter.desk.shop.services.clients.card(client).facts.note


def test_all_is_well_is_said_in_words(counter: Counter) -> None:
    counter.window.show_sync(Synced(NOON))
    counter.window.show_backup(SafetyState(NOON, NOON, (), free=120 * 1024**3))
    arrived(counter)
    page = board(counter)
    assert page.tabs.value() == "health"
    assert page.health.well.text() == "Всё в порядке: разбирать нечего"
    assert "120 ГБ" in page.health.facts.accessibleDescription()
    assert page.state.text() == "Хаб 15:00 · 0 ждёт"
    empties = (page.conflicts.table, page.aside.table, page.noticed.table, page.waiting.table)
    assert all(table.empty for table in empties)


def test_money_stands_first_and_each_value_says_who_when_and_where(counter: Counter) -> None:
    in_conflict(counter)
    arrived(counter)
    page = board(counter).conflicts
    assert counter.focused() == "exchange.conflicts"
    assert [row.field for row in page.table.rows] == ["estimate_minor", "note"]
    assert (page.chosen.text, page.other.text) == ("5\u00a0500\u00a0₽", "4\u00a0000\u00a0₽")
    assert page.chosen.who == "Илья · вс\u00a022.11 15:00 · «Мастерская»"
    assert "Ориентировочная цена" in page.heading.text()


def test_keeping_and_taking_back(counter: Counter) -> None:
    client = in_conflict(counter)
    arrived(counter)
    counter.press("Down", "F7")
    rest(counter)
    assert note(counter, client) == "утром"
    assert [row.field for row in board(counter).conflicts.table.rows] == ["estimate_minor"]
    assert "Ctrl+Z" in counter.said()
    counter.press("Ctrl+Z")
    rest(counter)
    assert note(counter, client) == "вечером"
    assert len(board(counter).conflicts.table.rows) == 2
    counter.press("F6")
    rest(counter)
    assert len(disputes(counter).conflicts()) == 1


def test_neither_value_is_right(counter: Counter) -> None:
    in_conflict(counter)
    arrived(counter)
    counter.press("F8")
    assert counter.focused() == "exchange.conflicts.entry"
    counter.type("много")
    counter.press("Return")
    rest(counter)
    assert len(disputes(counter).conflicts()) == 2
    counter.press("F8")
    counter.type("4800")
    counter.press("Return")
    rest(counter)
    (left,) = disputes(counter).conflicts()
    assert left.field == "note"
    counter.press("F8", "Escape")
    assert counter.focused() == "exchange.conflicts"
    assert counter.parts.in_sight(counter.parts.exchange)


def test_what_was_put_aside_is_corrected_and_sent_again(counter: Counter) -> None:
    put_aside(counter)
    arrived(counter)
    page = board(counter).aside
    assert board(counter).tabs.value() == "aside"
    assert "звонить" in page.heading.text()
    assert page.sentence.text().startswith("Хаб не принимает такое значение")
    counter.press("F8")
    counter.type("позвонить")
    counter.press("Return")
    rest(counter)
    assert disputes(counter).aside() == []
    (op,) = counter.desk.shop.services.replica.unsent(9)
    assert dict(op.values)["text"] == "позвонить"


def test_what_was_put_aside_is_given_up_with_a_reason(counter: Counter) -> None:
    put_aside(counter)
    arrived(counter)
    counter.press("Delete", "Return")
    assert board(counter).aside.entry.is_marked()
    counter.type("набрано дважды")
    counter.press("Return")
    rest(counter)
    assert disputes(counter).aside() == []
    counter.press("Ctrl+Z")
    rest(counter)
    assert counter.said() == "Отменять нечего"


def test_what_was_put_aside_is_sent_as_it_was(counter: Counter) -> None:
    put_aside(counter)
    arrived(counter)
    counter.press("F6")
    rest(counter)
    assert counter.desk.shop.services.replica.standing().quarantined == 0


def test_what_was_noticed_is_opened_and_settled(counter: Counter) -> None:
    feed, order = exchanged(counter)
    moved = {"from_stage": "ready", "to_stage": "testing", "at": AT, "by": "Илья", "comment": ""}
    feed.bring(put("stage", order_id=str(order), **moved))
    arrived(counter)
    page = board(counter).noticed
    assert board(counter).tabs.value() == "noticed"
    assert "Проверка качества" in page.sentence.text()
    counter.press("F7", "F8", "F6")
    rest(counter)
    assert page.table.rows == ()
    counter.press("Ctrl+Z")
    rest(counter)
    assert len(page.table.rows) == 1
    counter.press("Alt+3", "Return")
    rest(counter)
    assert counter.parts.card.order == order


def test_a_number_that_was_printed_twice_gets_its_papers_again(counter: Counter) -> None:
    _, order = exchanged(counter)
    services = counter.desk.shop.services
    with services.replica.store.writing() as session:
        session.driver.execute(
            "INSERT INTO attention(kind, rec, about, code, resolved)"
            " VALUES ('number', ?1, ?1, 'A-00001-3/2', 0)",
            (order.bytes,),
        )
    before = queued(counter)
    arrived(counter)
    assert "A-00001-3/2" in board(counter).noticed.sentence.text()
    board(counter).noticed.buttons["other"].click()
    rest(counter)
    assert queued(counter) == before + 2


def test_what_waits_is_counted_and_listed(counter: Counter) -> None:
    counter.give()
    counter.window.show_sync(Offline(5, "", Problem.HUB_AWAY))
    arrived(counter)
    counter.press("Alt+4")
    page = board(counter).waiting
    assert page.told.text().startswith("5 ждут · ")
    assert len(page.table.rows) == 5
    assert board(counter).state.text() == "Без связи, работаем · 5 ждут"
    counter.press("Alt+5", "F6", "Alt+1", "F6", "F7", "F8", "Alt+2", "F8", "Delete")
    counter.window.show_sync(Off())
    assert "Хаб не задан" in board(counter).health.well.text()


def test_the_cell_of_the_hub_leads_here(counter: Counter) -> None:
    in_conflict(counter)
    counter.window.show_sync(Receiving(1, 4, 0))
    counter.press("Ctrl+B")
    while counter.focused() != "status.hub":
        assert counter.focused().startswith("status.")
        counter.press("Tab")
    counter.press("Return")
    rest(counter)
    assert counter.parts.in_sight(counter.parts.exchange)
    counter.press("Escape")
    assert counter.parts.in_sight(counter.parts.intake)


def test_from_a_conflict_to_the_card_where_the_field_is_marked(counter: Counter) -> None:
    client = in_conflict(counter)
    arrived(counter)
    counter.press("Down", "Return")
    rest(counter)
    card = counter.parts.clients.board
    assert card.saver.client == client
    field = card.page.fields.lines["note"]
    assert field.sentence() == "Внесены два разных значения: Ctrl+8 покажет оба"
    disputes(counter).keep(disputes(counter).conflicts()[1].loser)
    counter.window.show_changes(frozenset({"conflict"}))
    rest(counter)
    assert field.sentence() == ""


def test_the_mark_of_an_order_changes_by_itself(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    rest(counter)
    card = counter.parts.card
    assert card.place.text() == "на этом ПК"
    feed = Feed(counter.desk.shop.services.replica)
    feed.echo()
    counter.window.show_changes(frozenset({"order"}))
    rest(counter)
    assert card.place.text() == "передан на хаб"
    counter.desk.shop.services.replica.note_durable(feed.head)
    counter.window.show_changes(frozenset({"durable"}))
    rest(counter)
    assert card.place.text() == "в проверенной копии"


def test_the_bar_knows_of_a_change_before_the_exchange_does(counter: Counter) -> None:
    counter.window.show_sync(Synced(NOON))
    assert counter.parts.status.hub.text() == "Хаб 15:00 · 0 ждёт"
    counter.give()
    counter.window.show_changes(frozenset({"outbox"}))
    assert counter.parts.status.hub.text() == "Хаб · 5 ждут"
    counter.window.show_sync(Waiting(0, ""))
    assert counter.parts.status.hub.text() == "Хаб · 5 ждут"


def test_hundreds_of_conflicts_stay_quick(counter: Counter) -> None:
    feed, order = exchanged(counter)
    client = counter.desk.shop.services.orders.card(order).client_id
    told = (edit("client", client, "note", f"заметка {at}") for at in range(MANY + 1))
    feed.bring(*told)
    counter.press("Ctrl+8")
    counter.qtbot.waitUntil(lambda: len(board(counter).conflicts.table.rows) == MANY)
    begun = time.perf_counter()
    counter.press(*["Down"] * 20, "PageDown", "End")
    assert time.perf_counter() - begun < 2.0
