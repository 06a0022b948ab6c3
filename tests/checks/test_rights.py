from __future__ import annotations

import pytest

from intake_app.checks.rights import HELD_BY, Right, holds
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
