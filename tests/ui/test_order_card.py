"""The card of one order: read, comment, move on, print again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.money import Money
from intake_app.services.drafts import IntakeDraft
from intake_app.services.rows import EventRow
from intake_app.ui import story_words
from tests.rigs.watch import NOON
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted, OrderCard
    from tests.ui.counter import Counter

FULL = IntakeDraft(
    client=PETER,
    device=IPHONE,
    fault="не заряжается",
    accessories="чехол",
    estimate_minor=400_000,
    prepayment_minor=100_000,
    urgent=True,
    note="вечером",
)


@pytest.fixture
def order(counter: Counter) -> Accepted:
    found = counter.give(FULL)
    _open(counter, found.order_id)
    return found


def test_everything_known_is_shown(counter: Counter, order: Accepted) -> None:
    shown = _texts(counter)
    for text in (order.number, "Петров Пётр", "не заряжается", "чехол", "4\u00a0000\u00a0₽"):
        assert text in shown
    assert counter.parts.card._chip.accessibleName() == "Принят"
    assert counter.parts.card._urgent.isVisible()


def test_the_side_pane_shows_whose_it_is(counter: Counter, order: Accepted) -> None:
    assert counter.parts.pane._name.text() == "Петров Пётр"


def test_a_comment_is_added_by_enter(counter: Counter, order: Accepted) -> None:
    assert counter.focused() == "card.comment"
    counter.type("ждём деталь")
    counter.press("Return")
    counter.settle()
    assert "ждём деталь" in {event.text for event in _card(counter, order).story}
    assert counter.parts.card.comment.text() == ""


def test_a_colleague_is_asked_by_his_name(counter: Counter, order: Accepted) -> None:
    counter.desk.shop.services.staff.add("Илья Королёв", "technician")
    counter.type("@кор")
    assert counter.offered() == ["Илья Королёв"]
    counter.press("Return")
    counter.type("проверь шлейф")
    counter.press("Return")
    counter.settle()
    (task,) = counter.desk.shop.services.tasks.of_order(order.order_id)
    assert (task.text, task.whose) == ("@Илья Королёв проверь шлейф", "Илья Королёв")
    assert counter.parts.card.comment.text() == ""


def test_a_remark_that_is_refused_stands_in_the_line_again(
    counter: Counter, order: Accepted
) -> None:
    counter.type("@Мария позвони")
    counter.press("Return")
    counter.settle()
    counter.settle()
    assert counter.parts.card.comment.text() == "@Мария позвони"
    assert counter.parts.card.comment.is_marked()
    other = counter.give(FULL)
    counter.press("Return")
    counter.settle()
    counter.settle()
    _open(counter, other.order_id)
    assert counter.parts.card.comment.text() == ""
    _open(counter, order.order_id)
    assert counter.parts.card.comment.text() == "@Мария позвони"


def test_an_empty_comment_is_none(counter: Counter, order: Accepted) -> None:
    before = len(_card(counter, order).story)
    counter.press("Return")
    counter.settle()
    assert len(_card(counter, order).story) == before


def test_a_half_typed_comment_stays_with_its_order(counter: Counter, order: Accepted) -> None:
    other = counter.give(FULL)
    counter.type("ждём")
    _open(counter, other.order_id)
    assert counter.parts.card.comment.text() == ""
    counter.type("другой")
    _open(counter, order.order_id)
    counter.type(" деталь")
    counter.press("Return")
    counter.settle()
    assert "ждём деталь" in {event.text for event in _card(counter, order).story}
    assert "ждём" not in {event.text for event in _card(counter, other).story}


def test_the_next_stage_is_one_key_away(counter: Counter, order: Accepted) -> None:
    counter.press("F7")
    assert counter.offered()[0] == "На диагностике"
    counter.press("Return")
    counter.settle()
    assert _card(counter, order).row.stage == "diagnostics"
    assert counter.said() == f"{order.number} · На диагностике"
    counter.settle()
    assert counter.parts.card._chip.accessibleName() == "На диагностике"


def test_a_stage_is_found_by_its_word(counter: Counter, order: Accepted) -> None:
    counter.press("F7")
    counter.type("рем")
    assert counter.offered() == ["В ремонте", "Готов без ремонта"]
    counter.press("Down", "Return")
    assert counter.offered()[0] == "Не согласована цена"
    counter.press("Return")
    counter.settle()
    assert _card(counter, order).row.stage == "ready_no_repair"


def test_escape_leaves_the_choice_then_the_card(counter: Counter, order: Accepted) -> None:
    counter.press("F7", "Escape")
    assert not counter.parts.card.stage.isVisible()
    assert counter.focused() == "card.comment"
    counter.press("Escape")
    assert counter.parts.in_sight(counter.parts.orders)


def test_a_move_no_longer_allowed_is_explained(counter: Counter, order: Accepted) -> None:
    counter.press("F7")
    counter.desk.shop.services.moves.move(order.order_id, "cancelled", comment="x")
    counter.press("Return")
    counter.settle()
    assert counter.said().startswith("С нынешнего этапа сюда перейти нельзя")


def test_a_move_made_elsewhere_is_shown(counter: Counter, order: Accepted) -> None:
    counter.desk.shop.services.moves.move(order.order_id, "in_repair")
    counter.window.show_changes(frozenset({"stage"}))
    counter.settle()
    assert counter.parts.card._chip.accessibleName() == "В ремонте"


@pytest.mark.parametrize(("key", "document"), [("Ctrl+P", "receipt"), ("Ctrl+L", "label")])
def test_papers_are_printed_again(
    counter: Counter, order: Accepted, key: str, document: str
) -> None:
    queue = _queued(counter)
    counter.press(key)
    counter.settle()
    assert _queued(counter) == {**queue, document: queue[document] + 1}
    assert counter.said() == "Бумага снова в очереди печати"


def test_the_order_just_taken_in_opens_by_key(counter: Counter) -> None:
    counter.press("Ctrl+O")
    assert counter.said() == "Здесь ещё ничего не приняли"
    _take_in(counter)
    counter.press("Ctrl+O")
    assert counter.parts.card.order == counter.received[0].order_id


def test_its_papers_are_printed_again_from_the_intake(counter: Counter) -> None:
    counter.press("Ctrl+P")
    assert counter.said() == "Здесь ещё ничего не приняли"
    _take_in(counter)
    queue = _queued(counter)
    counter.press("Ctrl+P")
    counter.settle()
    assert _queued(counter) == {name: count + 1 for name, count in queue.items()}


def test_an_order_that_is_gone_is_explained(counter: Counter) -> None:
    _open(counter, UUID(int=7))
    assert counter.said().startswith("Такой записи больше нет")


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (EventRow(NOON, "Анна", "accepted", ""), "Принят в ремонт"),
        (EventRow(NOON, "Анна", "stage", "нет детали", "on_hold"), "Приостановлен – нет детали"),
        (EventRow(NOON, "Анна", "stage", "", "ready"), "Готов к выдаче"),
        (EventRow(NOON, "", "comment", "ждём"), "ждём"),
        (
            EventRow(NOON, "", "payment", "", "card", Money(50_000)),
            "Оплачено 500\u00a0₽, карта",
        ),
        (EventRow(NOON, "", "payment", "", "cash"), "наличные"),
        (EventRow(NOON, "", "print", "", "receipt"), "Напечатано: Квитанция"),
        (EventRow(NOON, "", "photo", "", "2"), "2 фото"),
        (EventRow(NOON, "", "placement", "Сейф"), "Лежит: Сейф"),
        (EventRow(NOON, "", "placement", ""), "Вынуто со своего места"),
        (EventRow(NOON, "", "finding", "обрыв", "diagnosis"), "Диагностика – обрыв"),
        (EventRow(NOON, "", "finding", "обрыв", "newer"), "Найдено – обрыв"),
        (EventRow(NOON, "", "task", "закажи", "Илья"), "Поручение: Илья – закажи"),
        (EventRow(NOON, "", "task", "закажи"), "Поручение – закажи"),
        (EventRow(NOON, "", "dance", "вальс"), "вальс"),
        (
            EventRow(NOON, "", "payment", "ошибка", "cash", Money(-50_000)),
            "Возвращено 500\u00a0₽, наличные – ошибка",
        ),
    ],
)
def test_the_story_is_told_in_words(counter: Counter, event: EventRow, told: str) -> None:
    assert story_words.told(event, counter.desk) == told


def test_a_stage_of_a_newer_program_is_shown_as_it_is(counter: Counter, order: Accepted) -> None:
    card = _card(counter, order)
    newer = replace(card, row=replace(card.row, stage="polishing"))
    counter.parts.card._on_card(newer)
    assert counter.parts.card._chip.accessibleName() == "polishing"


def _open(counter: Counter, order: UUID) -> None:
    counter.window.open_order(order)
    counter.settle()


def _take_in(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.press("Ctrl+Return")
    counter.order()


def _card(counter: Counter, order: Accepted) -> OrderCard:
    return counter.desk.shop.services.orders.card(order.order_id)


def _queued(counter: Counter) -> dict[str, int]:
    states = counter.desk.shop.services.printouts.states()
    return {state.printer: state.queued for state in states}


def _texts(counter: Counter) -> set[str]:
    return {label.text() for label in counter.parts.card.findChildren(QLabel)}
