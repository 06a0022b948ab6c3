"""The cash box by keys: opened, filled, emptied, counted, closed; who owes, what is not settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.till import Move
from intake_app.scanning.scan import Scan
from intake_app.services.fiscal_rows import Refused
from intake_app.services.money_rows import Part, Taking, new_act
from intake_app.ui.money_commands import MoneyCommands
from tests.ui.counter import ROMASHKA
from tests.ui.test_money_page import DRAFT, keys, rest

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.money_rows import ShiftRow
    from intake_app.ui.cash.board import CashDesk
    from tests.rigs.watch import Watch
    from tests.ui.counter import Counter

QR = "t=20261121T1200&s=1000.00&fn=8710000101125654&i=99456&fp=1250448795&n=1"


def board(counter: Counter) -> CashDesk:
    return counter.parts.cash.board


@pytest.fixture
def box(counter: Counter) -> UUID:
    found = counter.desk.shop.services.shifts.add_box("Касса 1")
    keys(counter, "Ctrl+5")
    return found


def opened(counter: Counter, first: str = "500") -> None:
    keys(counter, "Alt+O")
    counter.type(first)
    keys(counter, "Return")
    keys(counter, "Ctrl+5")  # the root tells screens of changes; here nobody does


def shift(counter: Counter) -> ShiftRow:
    found = counter.desk.shop.services.shifts.board().shift
    assert found is not None
    return found


def test_a_shop_without_a_box_is_told_so(counter: Counter) -> None:
    keys(counter, "Ctrl+5")
    assert "Alt+5" in board(counter).head.state.text()
    keys(counter, "Alt+O")
    assert "Ctrl+5" in counter.said()
    keys(counter, "Alt+5", "Insert")
    counter.type("Касса 1")
    keys(counter, "Return")
    assert "Alt+O" in board(counter).head.state.text()
    assert [row.name for row in board(counter).tables.boxes.rows] == ["Касса 1"]


@pytest.mark.usefixtures("box")
def test_a_shift_from_its_opening_to_its_end(counter: Counter) -> None:
    opened(counter)
    assert counter.focused() == "cash.shift"
    assert "500" in board(counter).head.sums.text()
    for key, minor, reason in (
        ("Insert", "200", "размен"),
        ("F6", "50", "бумага"),
        ("F9", "600", "банк"),
    ):
        keys(counter, key)
        counter.type(minor)
        counter.press("Return")
        counter.type(reason)
        keys(counter, "Return")
    assert shift(counter).figures.expected == 5_000
    assert len(board(counter).tables.journal.rows) == 3
    keys(counter, "F7")
    keys(counter, "F8")
    assert "50" in board(counter).entry.title.text()
    counter.type("40")
    counter.press("Return", "Return")
    rest(counter)
    assert board(counter).entry.text.is_marked()
    counter.type("мелочь")
    keys(counter, "Return")
    assert counter.desk.shop.services.shifts.board().shift is None
    keys(counter, "Alt+4")
    (row,) = board(counter).tables.shifts.rows
    assert (row.counted, row.reason) == (4_000, "мелочь")
    keys(counter, "F7")


@pytest.mark.usefixtures("box")
def test_a_wrong_sum_stays_in_its_line(counter: Counter) -> None:
    opened(counter, "0")
    keys(counter, "F6")
    counter.type("x")
    keys(counter, "Return")
    assert board(counter).entry.sum.is_marked()
    counter.press("Ctrl+A")
    counter.type("50")
    counter.press("Return")
    counter.type("бумага")
    keys(counter, "Return")
    assert board(counter).entry.sum.is_marked()
    keys(counter, "Escape")
    assert board(counter).entry.isHidden()
    assert counter.focused() == "cash.shift"


@pytest.mark.usefixtures("box")
def test_without_a_shift_its_keys_ask_to_open_one(counter: Counter) -> None:
    for key in ("F8", "Insert", "F6", "F9"):
        keys(counter, key)
        assert counter.focused() == "shift.float"
        keys(counter, "Escape")
    keys(counter, "F7")
    assert counter.said()


@pytest.mark.usefixtures("box")
def test_an_open_shift_is_not_opened_again(counter: Counter) -> None:
    opened(counter)
    keys(counter, "Alt+O")
    assert "Касса 1" in counter.said()


@pytest.mark.usefixtures("box")
def test_no_float_that_is_no_sum(counter: Counter) -> None:
    keys(counter, "Alt+O")
    counter.type("x")
    keys(counter, "Return")
    assert counter.focused() == "shift.float"
    assert counter.desk.shop.services.shifts.board().shift is None


@pytest.mark.usefixtures("box")
def test_a_move_is_taken_back(counter: Counter) -> None:
    opened(counter)
    act = new_act()
    counter.desk.shop.services.shifts.move(act, shift(counter).id, Move.IN, 5_000, "x")
    keys(counter, "Ctrl+5", "Delete")
    counter.type("ошибка")
    keys(counter, "Return")
    assert shift(counter).figures.expected == 50_000


def paid(counter: Counter) -> UUID:
    order = counter.give(DRAFT).order_id
    part = Part("cash", 100_000)
    counter.desk.shop.services.payments.take(Taking(new_act(), order, (part,)))
    return order


@pytest.mark.usefixtures("box")
def test_money_of_an_order_leads_to_its_page(counter: Counter) -> None:
    opened(counter)
    order = paid(counter)
    keys(counter, "Ctrl+5", "Delete")
    assert counter.said()
    keys(counter, "Return")
    assert counter.parts.card.order == order
    assert counter.focused() == "money.sum"
    for _ in range(5):
        if counter.parts.shown == "card":
            keys(counter, "Escape")
    assert counter.parts.shown == "cash"


def test_who_owes_is_told(counter: Counter) -> None:
    order = counter.give(replace(DRAFT, client=ROMASHKA)).order_id
    counter.desk.shop.services.payments.put_on_account(new_act(), order, 500_000)
    keys(counter, "Ctrl+5", "Alt+3")
    (row,) = board(counter).tables.debts.rows
    assert (row.order, row.account.rest) == (order, 500_000)
    keys(counter, "Return")
    assert counter.parts.card.order == order


def fiscal(counter: Counter) -> None:
    shop = counter.desk.shop
    desk = replace(shop.settings.desk, fiscal="manual")
    shop.adopt(replace(shop.settings, desk=desk))


def test_a_missing_cheque_is_scanned_here(counter: Counter) -> None:
    fiscal(counter)
    paid(counter)
    keys(counter, "Ctrl+5", "Alt+2")
    assert len(board(counter).tables.cheques.rows) == 1
    counter.window.scan(Scan(QR))
    rest(counter)
    assert board(counter).tables.cheques.rows == ()
    counter.window.scan(Scan(QR))
    rest(counter)
    assert counter.said()


def test_a_missing_cheque_is_scanned_on_the_page(counter: Counter) -> None:
    fiscal(counter)
    order = paid(counter)
    counter.window.open_order(order)
    keys(counter, "Alt+H")
    counter.type("8710000101125654 99456")
    keys(counter, "Return")
    assert counter.focused() == "money.entry.text"
    keys(counter, "Escape")
    counter.window.scan(Scan(QR))
    rest(counter)
    (row,) = counter.desk.shop.services.payments.of(order).payments
    assert row.cheque is not None
    keys(counter, "Alt+H")
    assert counter.said()


def test_boxes_are_named_used_and_put_away(counter: Counter) -> None:
    shifts = counter.desk.shop.services.shifts
    shifts.add_box("А")
    shifts.add_box("Б")
    keys(counter, "Ctrl+5", "Alt+5", "Down", "Return")
    assert counter.desk.settings.desk.cash_box == "Б"
    keys(counter, "F4")
    counter.press("Ctrl+A")
    counter.type("Зал")
    keys(counter, "Return")
    assert counter.desk.settings.desk.cash_box == "Зал"
    keys(counter, "Delete")
    assert [row.name for row in shifts.board().boxes] == ["А"]


def test_of_several_boxes_one_is_chosen_at_the_opening(counter: Counter) -> None:
    shifts = counter.desk.shop.services.shifts
    shifts.add_box("А")
    shifts.add_box("Б")
    keys(counter, "Alt+O")
    counter.type("7")
    keys(counter, "Return")
    assert counter.desk.settings.desk.cash_box == "А"
    assert shift(counter).figures.expected == 700


def test_what_the_register_refused_is_sent_again(counter: Counter) -> None:
    shop = counter.desk.shop
    shop.adopt(replace(shop.settings, desk=replace(shop.settings.desk, fiscal="emulator")))
    order = paid(counter)
    jobs = shop.services.fiscal_jobs
    task = jobs.next_for("emulator")
    assert task is not None
    jobs.begin(task.key)
    jobs.recover()
    jobs.end(task.key, Refused("no paper"))
    keys(counter, "Ctrl+5", "Alt+2", "Ctrl+Return")
    assert shop.services.payments.of(order).payments[0].job_state == "new"


@pytest.mark.usefixtures("box")
def test_a_shift_of_more_than_a_day_is_told_of_once(counter: Counter, watch: Watch) -> None:
    opened(counter)
    commands = counter.window.findChild(MoneyCommands)
    assert commands is not None
    counter.parts.messages.dismiss()
    commands.remind()
    assert counter.said() == ""
    watch.forward(hours=25)
    commands.remind()
    assert "Касса 1" in counter.said()
    keys(counter, "Ctrl+5")
    assert "F8" in board(counter).head.state.text()
    counter.parts.messages.dismiss()
    commands.remind()
    assert counter.said() == ""


def test_a_register_without_a_box_is_closed_by_the_same_key(counter: Counter) -> None:
    settings = counter.desk.settings
    driven = replace(settings.desk, fiscal="emulator")
    counter.desk.shop.adopt(replace(settings, desk=driven))
    keys(counter, "Ctrl+5", "F7", "F8")
    assert "кассу" in counter.said()
    with counter.desk.shop.services.shifts.store.reading() as session:
        asked = "SELECT kind FROM fiscal_job ORDER BY kind DESC"
        kinds = [row[0] for row in session.driver.execute(asked).fetchall()]
    assert kinds == ["report", "close"]


def test_the_box_is_told_as_a_sum_that_adds_up(counter: Counter, box: UUID) -> None:
    opened(counter)
    order = counter.give(DRAFT).order_id
    parts = (Part("cash", 100_000), Part("card", 40_000))
    services = counter.desk.shop.services
    services.payments.take(Taking(new_act(), order, parts))
    shift_id = services.shifts.board().shift
    assert shift_id is not None
    services.shifts.move(new_act(), shift_id.id, Move.OUT, 20_000, "бумага")
    keys(counter, "Ctrl+5")
    head = board(counter).head
    assert head.expected.text() == "1\u00a0300\u00a0₽"
    told = head.sums.text().replace("\u00a0", " ")
    assert "500 ₽ на начало + 1 000 ₽ наличными − 200 ₽ выплачено" in told
    assert "Не в кассе: Карта 400 ₽" in told
