"""Who is waited for: lists of the orders screen, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.agreement_rows import Alternative
from intake_app.ui.agreement.waits_list import WaitsList
from tests.ui.agreement_scenes import TAKEN, page, waiting

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.agreement_rows import WaitRow
    from tests.rigs.watch import Watch
    from tests.ui.counter import Counter


def test_who_owes_an_answer_is_one_key_away(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    assert [row.step for row in _rows(counter)] == ["answer", "answer"]
    assert counter.parts.orders._count.text() == "2 заказа"
    counter.press("Down", "Return")
    counter.settle()
    counter.settle()
    assert page(counter).panels["answer"].is_open()
    assert counter.focused() == "agreement.answer.verdict.yes"


def test_what_is_due_today_is_counted_and_stands_first(counter: Counter, watch: Watch) -> None:
    waiting(counter)
    watch.forward(days=2)
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    assert counter.parts.orders._count.text() == "2 заказа, на сегодня: 2"


def test_what_is_ready_is_told_from_its_list(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+3")
    counter.settle()
    (row,) = _rows(counter)
    assert row.step == "tell"
    counter.press("Return")
    counter.settle()
    counter.settle()
    tell = page(counter).panels["tell"]
    assert tell.is_open()
    assert tell.agreement is not None
    assert tell.agreement.order_id == row.order_id


def test_a_list_is_narrowed_by_typing(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    rows = _rows(counter)
    counter.type(rows[1].number)
    assert [row.number for row in _rows(counter)] == [rows[1].number]
    counter.type("zzz")
    assert _rows(counter) == ()
    counter.press("Escape", "Alt+1")
    assert counter.parts.orders.table.model().rowCount() == 3


def test_nobody_is_waited_for(counter: Counter) -> None:
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    assert _list(counter).empty == "Ответа ни от кого не ждём"
    counter.press("Alt+3")
    counter.settle()
    assert _list(counter).empty == "Всё забрали"
    counter.press("Return", "F7", "F9")
    assert counter.parts.in_sight(counter.parts.orders)


def test_the_stage_is_one_key_away_from_these_lists_too(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+3")
    counter.settle()
    (row,) = _rows(counter)
    counter.press("F7")
    counter.settle()
    assert counter.parts.card.order == row.order_id


def test_a_list_follows_what_happens(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    order = _one_more(counter)
    counter.window.show_changes(frozenset({"estimate", "stage", "order"}))
    counter.settle()
    assert order in {row.order_id for row in _rows(counter)}


def test_finding_goes_back_to_all(counter: Counter) -> None:
    waiting(counter)
    counter.press("Ctrl+2", "Alt+2")
    counter.settle()
    counter.parts.orders.look_for("Петров")
    assert counter.parts.orders.table.isVisible()


def _list(counter: Counter) -> WaitsList:
    found = counter.parts.orders.waits
    assert isinstance(found, WaitsList)
    return found


def _rows(counter: Counter) -> tuple[WaitRow, ...]:
    return _list(counter).rows


def _one_more(counter: Counter) -> UUID:
    services = counter.desk.shop.services
    order = counter.give(TAKEN).order_id
    services.estimates.make(order, [Alternative(990_000)])
    return order
