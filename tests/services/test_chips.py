from __future__ import annotations

import pytest

from intake_app.services import chips
from intake_app.services.chips import EVERY_KIND, SHIPPED, Group


def test_a_kind_has_its_own_chips_before_everybodys() -> None:
    found = chips.lists(Group.ACCESSORIES, None).of("Смартфон ")

    assert found[:2] == ("зарядное устройство", "кабель")
    assert found[-1] == "без комплекта"


def test_an_unknown_kind_gets_what_every_kind_has() -> None:
    lists = chips.lists(Group.SIGNS, None)
    assert lists.of("самовар") == lists.of("") == tuple(SHIPPED[Group.SIGNS][EVERY_KIND])


def test_the_owners_list_stands_in_place_of_the_shipped_one_of_that_kind_alone() -> None:
    lists = chips.lists(Group.ACCESSORIES, {"смартфон": ["скрепка"], EVERY_KIND: []})

    assert lists.of("смартфон") == ("скрепка",)
    assert lists.of("ноутбук") == tuple(SHIPPED[Group.ACCESSORIES]["ноутбук"])
    assert set(lists.kinds()) >= {EVERY_KIND, "смартфон", "ноутбук"}


@pytest.mark.parametrize("nonsense", [None, 7, "x", [], {"смартфон": "чехол"}, {"смартфон": None}])
def test_nonsense_in_a_preference_changes_nothing(nonsense: object) -> None:
    shipped_lists = chips.lists(Group.ACCESSORIES, None)
    assert chips.lists(Group.ACCESSORIES, nonsense).of("смартфон") == shipped_lists.of("смартфон")


@pytest.mark.parametrize("group", Group)
def test_no_chip_is_asked_twice(group: Group) -> None:
    lists = chips.lists(group, None)
    for kind in lists.kinds():
        assert len(set(lists.of(kind))) == len(lists.of(kind))


def test_the_commonest_kinds_have_lists_of_their_own() -> None:
    for kind in ("смартфон", "планшет", "ноутбук", "телевизор", "принтер"):
        for group in (Group.ACCESSORIES, Group.FUNCTIONS):
            assert chips.lists(group, None).own(kind)
