"""The money of an order by keys: a sum, a way, Enter; and every way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.models.orders import Order
from intake_app.services.drafts import IntakeDraft
from intake_app.ui.money.page import MoneyPage
from tests.ui.counter import IPHONE, PETER, ROMASHKA

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.money_rows import OrderMoney
    from tests.ui.counter import Counter

DRAFT = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается", estimate_minor=500_000)


@pytest.fixture
def order(counter: Counter) -> UUID:
    found = counter.give(DRAFT).order_id
    at(counter, found)
    return found


def at(counter: Counter, order: UUID) -> None:
    """Bring the money of an order into sight."""
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+C")
    rest(counter)


def rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def page(counter: Counter) -> MoneyPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, MoneyPage)
    return found


def money(counter: Counter, order: UUID) -> OrderMoney:
    return counter.desk.shop.services.payments.of(order)


def keys(counter: Counter, *pressed: str) -> None:
    for key in pressed:
        counter.press(key)
        rest(counter)  # nobody presses the next key before he sees what the last one did


def box(counter: Counter) -> None:
    counter.desk.shop.services.shifts.add_box("Касса 1")


def test_enter_takes_what_is_left(counter: Counter, order: UUID) -> None:
    shown = page(counter)
    assert counter.focused() == "money.sum"
    assert shown.payer.sum.text() == "5000"
    keys(counter, "Return")
    assert money(counter, order).account.rest == 0
    assert shown.head.rest.text() == "0\u00a0₽"
    assert [row.method for row in shown.table.rows] == ["cash"]
    keys(counter, "Return")
    assert len(money(counter, order).payments) == 1


def test_cash_gives_change(counter: Counter, order: UUID) -> None:
    counter.type("6000")
    assert "1\u00a0000" in page(counter).payer.told.text()
    keys(counter, "Return")
    assert money(counter, order).account.paid == 500_000
    assert "1\u00a0000" in counter.said()


def test_a_way_has_a_key(counter: Counter, order: UUID) -> None:
    for key, method in (("Alt+B", "card"), ("Alt+T", "transfer"), ("Alt+Q", "qr")):
        counter.press(key)
        counter.type("100")
        keys(counter, "Return")
        assert money(counter, order).payments[-1].method == method
    counter.press("Alt+C", "Down")
    assert page(counter).payer.method == "card"
    counter.press("Up", "Up")
    assert page(counter).payer.method == "qr"


def test_several_ways_are_one_act(counter: Counter, order: UUID) -> None:
    counter.type("1000")
    counter.press("Insert")
    assert page(counter).payer.method == "card"
    assert page(counter).payer.sum.text() == "4000"
    keys(counter, "Return")
    rows = money(counter, order).payments
    assert [(row.method, row.minor) for row in rows] == [("cash", 100_000), ("card", 400_000)]


def test_esc_gives_the_parts_up(counter: Counter, order: UUID) -> None:
    counter.type("1000")
    counter.press("Insert", "Insert")
    assert page(counter).payer.sum.is_marked()
    counter.press("Escape")
    counter.press("Escape")
    assert page(counter).payer.told.text() == ""
    assert money(counter, order).payments == ()


def test_only_cash_gives_change(counter: Counter, order: UUID) -> None:
    counter.press("Alt+B")
    counter.type("6000")
    keys(counter, "Return")
    assert page(counter).payer.refused.isVisible()
    assert page(counter).payer.sum.text() == "6000"
    counter.type("x")
    keys(counter, "Return")
    assert page(counter).payer.sum.is_marked()
    assert money(counter, order).payments == ()


def test_a_slow_lane_takes_money_once(counter: Counter, order: UUID) -> None:
    counter.press("Return", "Return", "Return")
    rest(counter)
    assert money(counter, order).account.paid == 500_000


def test_without_a_shift_the_way_out_keeps_what_was_typed(counter: Counter, order: UUID) -> None:
    box(counter)
    counter.type("1234")
    keys(counter, "Return")
    assert "Alt+O" in page(counter).payer.refused.text()
    keys(counter, "Alt+O")
    assert counter.focused() == "shift.float"
    counter.type("500")
    keys(counter, "Return")
    assert counter.focused() == "money.sum"
    assert page(counter).payer.sum.text() == "1234"
    keys(counter, "Return")
    assert money(counter, order).account.paid == 123_400


def test_the_slip_comes_by_one_key_more(counter: Counter, order: UUID) -> None:
    keys(counter, "Ctrl+Return")
    assert money(counter, order).account.rest == 0
    states = counter.desk.shop.services.printouts.states()
    keys(counter, "Alt+J")
    assert counter.desk.shop.services.printouts.states() != states


def test_money_goes_back_with_a_reason(counter: Counter, order: UUID) -> None:
    keys(counter, "Return")
    keys(counter, "Alt+W")
    assert counter.focused() == "money.entry.sum"
    counter.type("700")
    counter.press("Return", "Return")
    rest(counter)
    assert page(counter).entry.text.is_marked()
    counter.type("скидка")
    keys(counter, "Return")
    assert money(counter, order).account.paid == 430_000
    assert money(counter, order).payments[-1].note == "скидка"
    assert counter.focused() == "money.sum"


def test_a_mistake_is_taken_back_whole(counter: Counter, order: UUID) -> None:
    keys(counter, "Return")
    page(counter).table.setFocus()
    keys(counter, "Delete", "Return")
    counter.type("не та сумма")
    keys(counter, "Return")
    assert money(counter, order).payments[-1].kind == "correction"
    assert money(counter, order).account.paid == 0
    page(counter).table.setFocus()
    keys(counter, "Delete")
    assert page(counter).entry.isHidden()


def test_esc_leaves_the_question(counter: Counter, order: UUID) -> None:
    keys(counter, "Return")
    keys(counter, "Alt+W", "Escape")
    assert page(counter).entry.isHidden()
    assert counter.focused() == "money.sum"


def test_a_company_pays_later(counter: Counter) -> None:
    company = counter.give(replace(DRAFT, client=ROMASHKA)).order_id
    at(counter, company)
    keys(counter, "Alt+L", "Return")
    counter.type("договор 12")
    keys(counter, "Return")
    assert money(counter, company).account.owed == 500_000
    assert "5\u00a0000" in page(counter).head.told.text()
    keys(counter, "Alt+W")
    counter.type("заплатят сразу")
    keys(counter, "Return")
    assert money(counter, company).account.owed == 0


def test_a_person_does_not(counter: Counter, order: UUID) -> None:
    keys(counter, "Alt+L")
    assert page(counter).entry.isHidden()
    assert counter.said()


def test_money_of_another_order_is_brought_here(counter: Counter, order: UUID) -> None:
    services = counter.desk.shop.services
    keys(counter, "Return")
    client = services.orders.card(order).client_id
    with services.payments.store.writing() as session:
        session.get_one(Order, order).stage = "ready_no_repair"
    known = replace(DRAFT, client=replace(PETER, id=client), estimate_minor=300_000)
    other = services.intakes.receive(known).order_id
    at(counter, other)
    assert "Alt+V" in page(counter).head.told.text()
    keys(counter, "Alt+V")
    assert money(counter, other).account.rest == 0
    assert money(counter, order).account.paid == 200_000


def payable(counter: Counter) -> None:
    """The shop says where its money goes, and has a screen for the client."""
    shop = counter.desk.shop
    account = {"account": "40702810938000000001", "bank": "ПАО Сбербанк", "bik": "044525225"}
    there = {"corr_account": "30101810400000000225", "inn": "7701234560"}
    requisites = replace(shop.settings.shop, **account, **there)
    desk = replace(shop.settings.desk, client_screen="window")
    shop.adopt(replace(shop.settings, shop=requisites, desk=desk))


def test_a_payment_code_is_shown_here_and_to_the_client(counter: Counter, order: UUID) -> None:
    assert page(counter).picture.isHidden()
    keys(counter, "Alt+Q")
    assert page(counter).hint.text()
    payable(counter)
    counter.window._client_hand.open()  # offscreen it takes the keys, so that none are pressed
    page(counter).choose("cash")
    page(counter).choose("qr")
    assert not page(counter).picture.isHidden()
    screen = counter.window._client_hand._screen
    assert screen is not None
    mirror = screen._mirror
    assert not mirror.picture.isHidden()
    assert "5\u00a0000" in mirror._title.text()
    counter.parts.card.pages.go_to("order")
    assert mirror.picture.isHidden()
    counter.window._client_hand.close()


def test_the_first_page_of_an_order_tells_of_a_missing_cheque(
    counter: Counter, order: UUID
) -> None:
    settings = counter.desk.settings
    counter.desk.shop.adopt(replace(settings, desk=replace(settings.desk, fiscal="manual")))
    counter.type("1000")
    keys(counter, "Return", "Alt+1")
    counter.window.open_order(order)
    rest(counter)
    shown = [label.text() for label in counter.parts.card.findChildren(QLabel)]
    assert "не пробит: 1, Alt+4" in shown
    code = "t=20261121T1200&s=1000.00&fn=8710000101125654&i=99456&fp=1250448795&n=1"
    payment = money(counter, order).payments[0].id
    counter.desk.shop.services.cheques.attach(payment, code)
    counter.window.open_order(order)
    rest(counter)
    shown = [label.text() for label in counter.parts.card.findChildren(QLabel)]
    assert "пробит" in shown


def test_the_slip_comes_with_the_change(counter: Counter, order: UUID) -> None:
    counter.type("6000")
    keys(counter, "Ctrl+Return")
    asked = "SELECT data FROM print_job WHERE document = 'cash_slip'"
    with counter.desk.shop.services.payments.store.reading() as session:
        (row,) = session.driver.execute(asked).fetchall()
    assert json.loads(row[0])["tendered"]["change"]["minor"] == 100_000
