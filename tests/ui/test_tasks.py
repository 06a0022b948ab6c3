"""Tasks by keys: on the page of an order, and all that wait for one person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.services.operators import Operator
from intake_app.ui.tasks.sheet import TasksSheet

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted
    from intake_app.ui.tasks.page import TasksPage
    from tests.ui.counter import Counter


@pytest.fixture
def order(counter: Counter) -> Accepted:
    counter.desk.shop.services.staff.add("Илья", "technician")
    found = counter.give()
    counter.window.open_order(found.order_id)
    counter.settle()
    return found


def page(counter: Counter) -> TasksPage:
    return cast("TasksPage", counter.parts.card.pages.page)


def rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def sheet(counter: Counter) -> TasksSheet:
    counter.press("Shift+F5")
    rest(counter)
    return counter.window.findChildren(TasksSheet)[0]


def test_a_task_is_asked_and_done_on_the_page(counter: Counter, order: Accepted) -> None:
    counter.press("Alt+6")
    assert counter.focused() == "order.task"
    counter.type("@Ил")
    counter.press("Return")
    counter.type("закажи шлейф")
    counter.press("Return")
    rest(counter)
    (task,) = page(counter).table.rows
    assert (task.whose, task.done_at) == ("Илья", None)
    page(counter).table.setFocus()
    counter.press("Return")
    rest(counter)
    (task,) = page(counter).table.rows
    assert task.done_by == "Анна"
    counter.press("Return")
    rest(counter)
    assert page(counter).table.rows[0].done_at is None
    counter.press("Insert")
    assert counter.focused() == "order.task"


def test_what_waits_for_me_is_one_key_away(counter: Counter, order: Accepted) -> None:
    services = counter.desk.shop.services
    soon = counter.desk.now() + timedelta(hours=1)
    services.tasks.give("позвонить клиенту", None, soon, order.order_id)
    services.tasks.give("вынести мусор", None, soon + timedelta(hours=1))
    counter.press("Ctrl+1")
    found = sheet(counter)
    assert [task.text for task in found.table.rows] == ["позвонить клиенту", "вынести мусор"]
    counter.press("Down", "Space")
    rest(counter)
    assert [task.text for task in found.table.rows] == ["позвонить клиенту"]
    counter.press("Return")
    rest(counter)
    assert not found.isVisible()
    assert counter.parts.card.order == order.order_id


def test_a_task_about_nothing_opens_nothing(counter: Counter) -> None:
    services = counter.desk.shop.services
    services.tasks.give("вынести мусор", None, counter.desk.now())
    found = sheet(counter)
    counter.press("Return")
    assert found.isVisible()
    counter.press("Escape")
    assert not found.isVisible()
    assert "Нет поручений" not in [label.text() for label in counter.window.findChildren(QLabel)]


def test_the_status_bar_counts_what_waits(counter: Counter) -> None:
    bar, services = counter.parts.status, counter.desk.shop.services
    bar.refresh()
    assert not bar.tasks.isVisible()
    ilya = services.staff.add("Илья", "technician")
    services.tasks.give("позвонить", ilya.id, counter.desk.now() - timedelta(hours=1))
    bar.refresh()
    assert not bar.tasks.isVisible()
    counter.desk.shop.switch(Operator(ilya.id, "Илья", "technician"))
    bar.refresh()
    assert bar.tasks.isVisible()
    assert bar.tasks.tone == "bad"
    bar.tasks.click()
    rest(counter)
    (found,) = counter.window.findChildren(TasksSheet)
    assert found.isVisible()
    assert not counter.parts.messages.isVisible()
