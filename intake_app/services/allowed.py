"""Asks, inside a transaction, whether whoever stands at the desk may do a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import rights
from intake_app.checks.rights import OWNER, Right
from intake_app.errors import Problem, RejectedError
from intake_app.services.chosen import chosen

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.stage_rules import StageRule

_ROLES = "SELECT role FROM staff WHERE name = ? AND active"
_HAS_ROLES = "SELECT EXISTS (SELECT 1 FROM staff WHERE role <> '' AND active)"
_HAS_OWNER = "SELECT EXISTS (SELECT 1 FROM staff WHERE role = ? AND active)"


def may(driver: Connection, operator: str, right: Right) -> bool:
    """Whether somebody, by the name his records bear, has a right; none of the staff has none.

    A shop in which nobody was given a role yet asks nobody; one without an owner lets everybody
    change the rules, for else nobody could.
    """
    roles = _roles(driver, operator)
    if roles is None or (right is Right.RULES and not _has_owner(driver)):
        return True
    held = rights.read(chosen(driver, rights.KEY))
    # Two people of one name: nobody can say which of them it is, so both must be allowed.
    return all(rights.holds(role, right, shop_has_roles=True, held=held) for role in roles)


def demand(driver: Connection, operator: str, right: Right) -> None:
    """Go on only if he has it. Raises RejectedError(NOT_ALLOWED) with the right's code."""
    if not may(driver, operator, right):
        raise RejectedError(Problem.NOT_ALLOWED, right.value)


def may_move(driver: Connection, operator: str, rule: StageRule) -> bool:
    """Whether he may move an order to a stage: by its right, or by the roles the owner named."""
    if not may(driver, operator, Right.MOVE):
        return False
    if rule.roles is None:
        return may(driver, operator, rule.right)
    roles = _roles(driver, operator)
    return roles is None or all(role in {OWNER, *rule.roles} for role in roles)


def _roles(driver: Connection, operator: str) -> list[str] | None:
    """What he is; None where nobody is anything yet."""
    if not driver.execute(_HAS_ROLES).fetchone()[0]:
        return None
    return [role for (role,) in driver.execute(_ROLES, (operator,))] or [""]


def _has_owner(driver: Connection) -> bool:
    return bool(driver.execute(_HAS_OWNER, (OWNER,)).fetchone()[0])
