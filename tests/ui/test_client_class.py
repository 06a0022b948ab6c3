"""The class a person gives: why, by whom, until when; and two cards that are two clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from intake_app.models.people import Client
from intake_app.ui.clients.differences import Comparison
from tests.ui.cards import another, board, client_of, opened, stored

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.ui.clients.class_rows import ClassRows
    from tests.ui.counter import Counter


@pytest.fixture
def client(counter: Counter) -> UUID:
    return opened(counter)


@pytest.fixture
def grade(counter: Counter, client: UUID) -> ClassRows:
    return board(counter).page.fields.grade


def choose(counter: Counter, grade: ClassRows, arrow: str = "Right") -> None:
    grade.grade.take_focus()
    counter.press(arrow, "Return")


def test_a_class_waits_for_its_reason(counter: Counter, client: UUID, grade: ClassRows) -> None:
    choose(counter, grade)
    assert counter.focused() == "clients.class_reason"
    assert stored(counter, client).chosen_class == ""
    counter.type("возит партии")
    counter.press("Return")
    card = stored(counter, client)
    assert (card.chosen_class, card.facts.class_reason) == ("wholesale", "возит партии")
    counter.settle()
    assert "Анна" in grade.said.text()
    assert "разовый" in grade.said.text()
    assert counter.focused() == "clients.class_until"


def test_a_term_is_typed_as_people_say_it(counter: Counter, client: UUID, grade: ClassRows) -> None:
    choose(counter, grade)
    counter.type("возит партии")
    counter.press("Return")
    counter.type("31.03.2027")
    counter.press("Return")
    assert stored(counter, client).facts.class_until == "2027-03-31"
    counter.settle()
    assert grade.until.text() == "31.03.2027"
    counter.press("Ctrl+Z", "Ctrl+Z")
    assert stored(counter, client).chosen_class == ""


@pytest.mark.parametrize("typed", ["когда-нибудь", "01.02.2020"])
def test_a_term_nobody_can_keep_stays_to_be_corrected(
    counter: Counter, client: UUID, grade: ClassRows, typed: str
) -> None:
    choose(counter, grade)
    counter.type("возит партии")
    counter.press("Return")
    counter.type(typed)
    counter.press("Return")
    counter.settle()
    assert grade.until.is_marked()
    assert grade.until.text() == typed
    assert stored(counter, client).facts.class_until == ""


def test_the_rule_decides_again_at_once(counter: Counter, client: UUID, grade: ClassRows) -> None:
    counter.desk.shop.services.clients.set_class(client, "wholesale", "возит партии")
    stored(counter, client)
    board(counter).notice(frozenset({"client"}))
    counter.settle()
    assert grade.grade.value() == "wholesale"
    choose(counter, grade, "Left")
    assert stored(counter, client).facts.client_class == ""


def test_another_class_may_have_the_same_reason(
    counter: Counter, client: UUID, grade: ClassRows
) -> None:
    counter.desk.shop.services.clients.set_class(client, "regular", "договор")
    board(counter).notice(frozenset({"client"}))
    counter.settle()
    choose(counter, grade, "Left")
    assert grade.reason.is_marked()
    counter.type("договор")
    counter.press("Return")
    assert stored(counter, client).chosen_class == "wholesale"


def test_a_class_that_ran_out_says_so(counter: Counter, client: UUID, grade: ClassRows) -> None:
    today = counter.desk.now().date()
    clients = counter.desk.shop.services.clients
    change = clients.set_class(client, "wholesale", "возит партии", today)
    with clients.store.writing() as session:
        session.get_one(Client, client).class_until = "2020-02-01"
    board(counter).notice(frozenset({"client"}))
    counter.settle()
    assert change.after
    assert "01.02.2020" in grade.said.text()
    assert grade.grade.value() == ""


def twins(counter: Counter) -> tuple[UUID, UUID]:
    one = client_of(counter)
    other = client_of(counter, another("Петрова Анна", "+79161234567"))
    counter.press("Ctrl+3")
    counter.settle()
    _doubles_are_in(counter, 1)
    return one, other


def _doubles_are_in(counter: Counter, count: int) -> None:
    found = board(counter).found
    counter.qtbot.waitUntil(lambda: len(found.pairs.rows) == count)


def test_the_switch_tells_how_many_doubles_there_are(counter: Counter) -> None:
    twins(counter)
    assert board(counter).found.lists.buttons[1].text().endswith("(1)")


def test_one_key_leads_from_a_pair_to_the_comparison(counter: Counter) -> None:
    twins(counter)
    found = board(counter).found
    found.lists.buttons[1].click()
    found.pairs.setFocus(Qt.FocusReason.TabFocusReason)
    counter.press("Return")
    counter.settle()
    assert board(counter).currentWidget() is board(counter).merging
    assert board(counter).merging.table.rows


def test_a_pair_is_told_apart_and_that_is_taken_back(counter: Counter) -> None:
    one, _ = twins(counter)
    found = board(counter).found
    found.lists.buttons[1].click()
    counter.press("F7")
    _doubles_are_in(counter, 0)
    assert stored(counter, one).near == ()
    counter.press("Ctrl+Z")
    _doubles_are_in(counter, 1)


def test_the_comparison_can_end_in_two_clients(counter: Counter) -> None:
    one, other = twins(counter)
    board(counter)._compare(one, other)
    counter.settle()
    counter.press("F7")
    assert stored(counter, one).near == ()
    assert board(counter).currentWidget() is board(counter).page


def test_a_card_tells_its_like_apart(counter: Counter) -> None:
    one, _ = twins(counter)
    board(counter).open(one)
    counter.settle()
    counter.press("F7")
    assert stored(counter, one).near == ()


def test_the_comparison_tells_all_a_card_has(counter: Counter) -> None:
    clients = counter.desk.shop.services.clients
    one, other = client_of(counter), client_of(counter, another())
    clients.set_class(other, "regular", "жена механика")
    clients.set_conflict(other, 2, "спорил о сроке")
    clients.edit(other, {"birthday": "17.05.1990", "language": "en", "discount_bp": 500,
                         "source": "рядом живёт", "archived": True})  # fmt: skip
    clients.add_contact(other, {"name": "Ольга"})
    rows = Comparison(counter.desk).rows(clients.card(one), clients.card(other))
    told = {row.title: row for row in rows}
    assert told["Класс"].after == "Постоянный · жена механика"
    assert told["Язык бумаг"].after == "English"
    assert told["Только для сотрудников"].after == "◆◆"
    assert "спорил" not in str(rows)
    assert told["Скидка, %"].after == "5"
    assert told["День рождения"].after == "17.05.1990"
    assert told["Откуда узнал"].after == "рядом живёт"
    assert told["Контакты"].after == "Ольга"
    assert told["Карточка клиента"].after == ""
    assert told["Телефоны"].after.count("+7") == 2
    assert {"Согласие: персональные данные", "Согласие: реклама"} <= told.keys()
    assert told["Заказы"].after == "2"
