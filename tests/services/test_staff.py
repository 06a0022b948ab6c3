"""People of the shop: names, roles, badges, and who works at this desk now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks import ticket
from intake_app.checks.ticket import TicketKind
from intake_app.errors import Problem, RejectedError
from intake_app.services.operators import Operator
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.staff import Staffs
    from intake_app.services.use_cases import Services

NOBODY = UUID(int=7)


@pytest.fixture
def staff(services: Services) -> Staffs:
    return services.staff


def test_somebody_new_has_a_badge(staff: Staffs) -> None:
    ilya = staff.add("  Илья ", "technician")
    assert (ilya.name, ilya.role, ilya.is_active) == ("Илья", "technician", True)
    assert ticket.kind_of(ilya.badge) is TicketKind.STAFF
    assert staff.by_badge(ilya.badge) == ilya
    assert staff.all() == (ilya,)


@pytest.mark.parametrize(
    ("name", "problem"),
    [(" ", Problem.MISSING), ("Я" * 101, Problem.TOO_LONG), ("Анна", Problem.NAME_TAKEN)],
)
def test_a_name_is_one_persons(staff: Staffs, name: str, problem: Problem) -> None:
    staff.add("Анна")
    with pytest.raises(RejectedError) as refused:
        staff.add(name)
    assert refused.value.fields == {"name": problem}
    assert len(staff.all()) == 1


def test_a_person_may_keep_his_own_name(staff: Staffs) -> None:
    anna = staff.add("Анна")
    staff.rename(anna.id, "Анна")
    staff.rename(anna.id, "Анна К.")
    assert staff.all()[0].name == "Анна К."


def test_roles_are_those_of_the_shop(staff: Staffs) -> None:
    anna = staff.add("Анна")
    staff.give_role(anna.id, "manager")
    assert staff.all()[0].role == "manager"
    with pytest.raises(RejectedError, match="malformed"):
        staff.give_role(anna.id, "king")


def test_a_lost_badge_opens_nothing(staff: Staffs) -> None:
    anna = staff.add("Анна")
    fresh = staff.give_badge(anna.id)
    assert staff.by_badge(fresh).id == anna.id
    for digits in (anna.badge, "", "7"):
        with pytest.raises(RejectedError, match="badge_unknown"):
            staff.by_badge(digits)


def test_whoever_left_may_come_back(staff: Staffs) -> None:
    anna = staff.add("Анна")
    staff.archive(anna.id)
    assert staff.all() == ()
    assert staff.all(archived=True) == (replace(anna, is_active=False),)
    with pytest.raises(RejectedError, match="badge_unknown"):
        staff.by_badge(anna.badge)
    staff.restore(anna.id)
    assert staff.all() == (anna,)


def test_a_name_taken_meanwhile_keeps_him_out(staff: Staffs) -> None:
    anna = staff.add("Анна")
    staff.archive(anna.id)
    staff.add("Анна")
    with pytest.raises(RejectedError, match="name_taken"):
        staff.restore(anna.id)


def test_nobody_is_changed(staff: Staffs) -> None:
    with pytest.raises(RejectedError, match="unknown_record"):
        staff.archive(NOBODY)


def test_the_settings_say_who_is_here_first(shop: Shop) -> None:
    assert shop.operator == Operator(None, "Анна")


def test_what_is_done_bears_the_name_of_who_is_here(shop: Shop) -> None:
    ilya = shop.services.staff.add("Илья").operator
    first = shop.services.intakes.receive(INTAKE).order_id
    assert shop.switch(ilya) == ilya
    assert shop.operator == ilya
    second = shop.services.intakes.receive(INTAKE).order_id
    shop.services.tasks.remark(first, "готово")
    assert shop.services.orders.card(first).accepted_by == "Анна"
    assert shop.services.orders.card(second).accepted_by == "Илья"
    assert shop.services.orders.card(first).story[-1].by == "Илья"


def test_somebody_may_come_before_the_store_is_open(shop: Shop) -> None:
    shop.close()
    shop.switch(Operator(None, "Илья"))
    shop.open()
    order = shop.services.intakes.receive(INTAKE).order_id
    assert shop.services.orders.card(order).accepted_by == "Илья"
