"""What colleagues ask of each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services import task_reading
from intake_app.services.operators import Operator
from intake_app.services.task_rows import TaskCount
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.tasks import Tasks
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

NOBODY = UUID(int=7)


@pytest.fixture
def tasks(services: Services) -> Tasks:
    return services.tasks


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(INTAKE).order_id


def test_a_remark_that_asks_somebody_makes_him_a_task(
    services: Services, tasks: Tasks, order: UUID, watch: Watch
) -> None:
    ilya = services.staff.add("Илья", "technician")
    now = watch()
    tasks.remark(order, "  @Илья проверь шлейф ")
    (task,) = tasks.of_order(order)
    assert (task.text, task.whose, task.by) == ("@Илья проверь шлейф", "Илья", "Анна")
    assert task.due_at - now < timedelta(hours=1, minutes=1)
    assert task.number
    assert task.order == order
    assert tasks.mine(ilya.id, "Илья") == (task,)
    assert [event.text for event in services.orders.card(order).story if event.text] == [task.text]


def test_a_remark_that_asks_nobody_is_a_remark(tasks: Tasks, order: UUID) -> None:
    assert tasks.remark(order, "звонил клиент") is None
    assert tasks.of_order(order) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("  ", Problem.MISSING),
        ("я" * 4001, Problem.TOO_LONG),
        ("@Мария позвони", Problem.MENTION_UNKNOWN),
    ],
)
def test_a_bad_remark_is_refused_and_nothing_is_written(
    services: Services, tasks: Tasks, order: UUID, text: str, problem: Problem
) -> None:
    before = services.orders.card(order).story
    with pytest.raises(RejectedError) as refused:
        tasks.remark(order, text)
    assert refused.value.fields == {"comment": problem}
    assert services.orders.card(order).story == before


def test_an_unknown_order_or_task_is_refused(tasks: Tasks) -> None:
    for ask in (
        lambda: tasks.remark(NOBODY, "что"),
        lambda: tasks.finish(NOBODY),
        lambda: tasks.reopen(NOBODY),
    ):
        with pytest.raises(RejectedError) as refused:
            ask()
        assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_task_is_done_once_and_may_be_taken_up_again(
    shop: Shop, tasks: Tasks, order: UUID, watch: Watch
) -> None:
    task = tasks.give("заказать", None, watch() + timedelta(hours=2), order)
    tasks.finish(task)
    shop.switch(Operator(None, "Илья"))
    tasks.finish(task)
    (done,) = tasks.of_order(order)
    assert done.done_by == "Анна"
    assert not done.is_late(watch() + timedelta(days=1))
    assert tasks.mine(None, "Анна") == ()
    tasks.reopen(task)
    (again,) = tasks.mine(None, "Илья")
    assert again.done_at is None
    assert again.is_late(watch() + timedelta(days=1))


def test_whoever_asked_sees_it_until_it_is_done(
    services: Services, tasks: Tasks, watch: Watch
) -> None:
    ilya = services.staff.add("Илья", "technician")
    tasks.give("позвонить поставщику", ilya.id, watch())
    (mine,) = tasks.mine(None, "Анна")
    assert (mine.order, mine.number, mine.whose) == (None, "", "Илья")
    assert tasks.mine(None, "Пётр") == ()


def test_how_many_are_open_and_late(services: Services, tasks: Tasks, watch: Watch) -> None:
    ilya = services.staff.add("Илья", "technician")
    now = watch()
    tasks.give("сейчас", ilya.id, now + timedelta(minutes=1))
    tasks.give("потом", ilya.id, now + timedelta(days=1))
    tasks.give("кто-нибудь", None, now + timedelta(days=1))
    with tasks.store.reading() as session:
        then = now + timedelta(hours=1)
        assert task_reading.count(session.driver, ilya.id, then) == TaskCount(3, 1)
        assert task_reading.count(session.driver, None, then) == TaskCount(1, 0)


def test_the_finder_names_and_counts(shop: Shop, services: Services, watch: Watch) -> None:
    ilya = services.staff.add("Илья", "technician")
    services.staff.archive(services.staff.add("Борис").id)
    services.tasks.give("позвонить", ilya.id, watch())
    assert shop.finder.staff_names() == ("Илья",)
    later = watch() + timedelta(minutes=1)
    assert shop.finder.task_count(ilya.id, later) == TaskCount(1, 1)


def test_a_finder_without_a_store_finds_nothing(shop: Shop, watch: Watch) -> None:
    shop.close()
    assert shop.finder.staff_names() == ()
    assert shop.finder.task_count(None, watch()) == TaskCount()
