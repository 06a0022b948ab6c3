from __future__ import annotations

import pytest

from intake_app.checks.rights import HELD_BY, Right, holds, read, written
from intake_app.services.operators import ROLES


@pytest.mark.parametrize(
    ("role", "has_roles", "may"),
    [
        ("technician", True, True),
        ("manager", True, True),
        ("owner", True, True),
        ("reception", True, False),
        ("", True, False),
        ("", False, True),
        ("reception", False, True),
    ],
)
def test_who_may_see_a_passcode(role: str, has_roles: bool, may: bool) -> None:
    assert holds(role, Right.SEE_PASSCODE, shop_has_roles=has_roles) is may


@pytest.mark.parametrize("right", Right)
def test_the_owner_may_everything_and_every_role_exists(right: Right) -> None:
    assert "owner" in HELD_BY[right]
    assert set(ROLES) >= HELD_BY[right]


def test_the_owner_hands_rights_out_and_keeps_the_rules() -> None:
    held = read({"refund": ["cashier", "nobody"], "rules": ["technician"], "move": 5})
    assert held[Right.REFUND] == {"cashier", "owner"}
    assert held[Right.RULES] == HELD_BY[Right.RULES]
    assert held[Right.MOVE] == HELD_BY[Right.MOVE]
    assert holds("cashier", Right.REFUND, shop_has_roles=True, held=held)
    assert written(held) == {"refund": ["cashier", "owner"]}


@pytest.mark.parametrize("chosen", [None, "x", [], {"refund": None}])
def test_what_cannot_be_understood_is_as_shipped(chosen: object) -> None:
    assert dict(read(chosen)) == dict(HELD_BY)
