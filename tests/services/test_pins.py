"""Coming by name and PIN; guessing gets slower; an owner's people are his."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.shop import Shop
    from tests.rigs.watch import Watch


def refused(act: Callable[[], object]) -> Problem:
    with pytest.raises(RejectedError) as told:
        act()
    return told.value.problem


def test_a_pin_is_asked_for_once_it_is_set(shop: Shop) -> None:
    staff = shop.services.staff
    ilya = staff.add("Илья", "technician")
    assert staff.by_pin(ilya.id, "") == ilya
    staff.set_pin(ilya.id, "1234")
    assert staff.all()[0].has_pin
    assert refused(lambda: staff.by_pin(ilya.id, "")) is Problem.PIN_WRONG
    assert staff.by_pin(ilya.id, "1234").name == "Илья"
    staff.set_pin(ilya.id, "")
    assert not staff.by_pin(ilya.id, "").has_pin
    assert refused(lambda: staff.set_pin(ilya.id, "12")) is Problem.PIN_SHAPE


def test_who_is_not_here_comes_by_no_pin(shop: Shop) -> None:
    staff = shop.services.staff
    ilya = staff.add("Илья")
    staff.archive(ilya.id)
    for nobody in (ilya.id, uuid4()):
        assert refused(lambda one=nobody: staff.by_pin(one, "1234")) is Problem.UNKNOWN_RECORD


def test_each_slip_behind_the_third_takes_longer(shop: Shop, watch: Watch) -> None:
    staff = shop.services.staff
    ilya, anna = staff.add("Илья"), staff.add("Анна")
    for person in (ilya, anna):
        staff.set_pin(person.id, "1234")
    for _ in range(3):
        assert refused(lambda: staff.by_pin(ilya.id, "0000")) is Problem.PIN_WRONG
    assert refused(lambda: staff.by_pin(ilya.id, "1234")) is Problem.PIN_PAUSE
    assert staff.by_pin(anna.id, "1234").name == "Анна"
    watch.forward(seconds=5)
    assert refused(lambda: staff.by_pin(ilya.id, "0000")) is Problem.PIN_WRONG
    watch.forward(seconds=5)
    assert refused(lambda: staff.by_pin(ilya.id, "1234")) is Problem.PIN_PAUSE
    watch.forward(seconds=5)
    assert staff.by_pin(ilya.id, "1234").name == "Илья"
    assert refused(lambda: staff.by_pin(ilya.id, "0000")) is Problem.PIN_WRONG
    assert staff.by_pin(ilya.id, "1234").name == "Илья"


def test_where_there_is_an_owner_only_he_changes_people_and_everybody_his_own_pin(
    shop: Shop,
) -> None:
    staff = shop.services.staff
    ilya = staff.add("Илья", "technician")
    owner = staff.add("Вера", "owner")
    shop.switch(ilya.operator)
    for change in (
        lambda: staff.add("Чужой"),
        lambda: staff.rename(owner.id, "Не Вера"),
        lambda: staff.give_role(ilya.id, "owner"),
        lambda: staff.give_badge(owner.id),
        lambda: staff.archive(owner.id),
        lambda: staff.restore(owner.id),
        lambda: staff.set_pin(owner.id, "1234"),
    ):
        assert refused(change) is Problem.NOT_ALLOWED
    staff.set_pin(ilya.id, "1234")
    shop.switch(owner.operator)
    staff.set_pin(ilya.id, "")
    staff.give_role(ilya.id, "manager")
    assert {row.role for row in staff.all()} == {"manager", "owner"}
