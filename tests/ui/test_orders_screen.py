"""The list of orders: found while typing, opened by Enter, current after every change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from intake_app.services.drafts import ClientDraft, IntakeDraft
from intake_app.ui.tables.orders_table import (
    NUMBER,
    PAID,
    PROMISED,
    STAGE,
    OrdersTable,
    OrdersTableModel,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

ANNA = IntakeDraft(client=ClientDraft(name="Сидорова Анна", phone="9035554433"), fault="искрит")


def _anna(counter: Counter) -> str:
    device = replace(ANNA.device, kind="утюг")
    return counter.give(replace(ANNA, device=device, prepayment_minor=100_000)).number


def test_the_newest_order_stands_first(counter: Counter) -> None:
    first, second = counter.give().number, _anna(counter)
    counter.press("Ctrl+2")
    assert _column(counter, NUMBER) == [second, first]


def test_typing_finds_by_name_phone_and_number(counter: Counter) -> None:
    first, second = counter.give().number, _anna(counter)
    counter.press("Ctrl+2")
    for typed, found in (("анн", second), ("4567", first), (first, first)):
        counter.type(typed)
        assert _column(counter, NUMBER) == [found]
        counter.press("Escape")
    assert len(_column(counter, NUMBER)) == 2


def test_enter_opens_the_highlighted_order(counter: Counter) -> None:
    first, _ = counter.give(), _anna(counter)
    counter.press("Ctrl+2", "Down", "Return")
    assert counter.parts.card.order == first.order_id


def test_enter_in_the_list_itself_opens_too(counter: Counter) -> None:
    order = counter.give()
    counter.press("Ctrl+2", "Tab", "Return")
    assert counter.parts.card.order == order.order_id


def test_a_change_elsewhere_is_shown_and_keeps_the_choice(counter: Counter) -> None:
    first = counter.give()
    counter.press("Ctrl+2")
    second = _anna(counter)
    counter.window.show_changes(frozenset({"order"}))
    assert _column(counter, NUMBER) == [second, first.number]
    chosen = counter.parts.orders.table.chosen()
    assert chosen is not None
    assert chosen.number == first.number


def test_changes_of_other_kinds_are_left_alone(counter: Counter) -> None:
    counter.press("Ctrl+2")
    _anna(counter)
    counter.window.show_changes(frozenset({"printer"}))
    assert _column(counter, NUMBER) == []


def test_cells_are_written_for_people(counter: Counter) -> None:
    _anna(counter)
    counter.press("Ctrl+2")
    assert _column(counter, STAGE) == ["Принят"]
    assert _column(counter, PROMISED) == ["пн\u00a007.12 18:00"]
    assert _column(counter, PAID) == ["1\u00a0000\u00a0₽"]


def test_seven_in_the_list_moves_the_chosen_order(counter: Counter) -> None:
    order = counter.give()
    counter.press("Ctrl+2", "F7")
    counter.qtbot.waitUntil(lambda: bool(counter.offered()))
    counter.press("Return")
    counter.settle()
    card = counter.desk.shop.services.orders.card(order.order_id)
    assert card.row.stage == "diagnostics"


def test_an_empty_list_says_what_would_be_here(counter: Counter) -> None:
    counter.press("Ctrl+2")
    assert counter.parts.orders.table.empty == "Заказов пока нет. F2 примет первый"
    counter.type("ъъъ")
    assert counter.parts.orders.table.empty == "Ничего не найдено. Esc очистит строку"


def test_columns_fit_the_window_at_every_size(
    desk: Desk, at_size: Callable[[Desk, int], Desk], at_counter: Callable[[Desk], Counter]
) -> None:
    for points in (9, 16):
        counter = at_counter(at_size(desk, points))
        counter.give()
        counter.press("Ctrl+2")
        table = counter.parts.orders.table
        counter.qtbot.waitUntil(lambda table=table: _width(table) <= table.viewport().width() + 3)
        counter.window.hide()


def test_the_model_obeys_qt(
    counter: Counter, qtbot: QtBot, qtmodeltester: ModelTester, desk: Desk
) -> None:
    counter.give()
    model = OrdersTableModel(desk, counter.parts.orders.table)
    qtmodeltester.check(model)
    model.set_rows(desk.shop.finder.orders(""))
    qtmodeltester.check(model)
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def _width(table: OrdersTable) -> int:
    return table.horizontalHeader().length()


def _column(counter: Counter, column: int) -> list[str]:
    model = counter.parts.orders.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]
