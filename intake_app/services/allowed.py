"""Asks, inside a transaction, whether whoever stands at the desk may do a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import rights
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.rights import Right

_ROLES = "SELECT role FROM staff WHERE name = ? AND active"
_HAS_ROLES = "SELECT EXISTS (SELECT 1 FROM staff WHERE role <> '' AND active)"


def may(driver: Connection, operator: str, right: Right) -> bool:
    """Whether somebody, by the name his records bear, has a right; none of the staff has none.

    A shop in which nobody was given a role yet asks nobody.
    """
    has_roles = bool(driver.execute(_HAS_ROLES).fetchone()[0])
    roles = [role for (role,) in driver.execute(_ROLES, (operator,))] or [""]
    # Two people of one name: nobody can say which of them it is, so both must be allowed.
    return all(rights.holds(role, right, shop_has_roles=has_roles) for role in roles)


def demand(driver: Connection, operator: str, right: Right) -> None:
    """Go on only if he has it. Raises RejectedError(NOT_ALLOWED) with the right's code."""
    if not may(driver, operator, right):
        raise RejectedError(Problem.NOT_ALLOWED, right.value)
