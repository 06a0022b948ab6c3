"""Who may do what: a right for each thing that not everybody in a shop may do; pure data."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping


class Right(StrEnum):
    """What is asked for; services ask, menus only follow."""

    SEE_PASSCODE = "see_passcode"
    MOVE = "move"
    HOLD = "hold"
    DISPOSE = "dispose"
    TAKE_NEXT = "take_next"
    SEE_PASSED = "see_passed"
    DIAGNOSE = "diagnose"
    WORK = "work"
    APPROVE = "approve"
    ISSUE = "issue"
    ISSUE_IN_DEBT = "issue_in_debt"
    TAKE_MONEY = "take_money"
    REFUND = "refund"
    SHIFT = "shift"
    CASH_OUT = "cash_out"
    STOCK = "stock"
    PRICES = "prices"
    STORE = "store"
    LEND = "lend"
    FIGURES = "figures"
    CRM = "crm"
    RULES = "rules"


Role = str
TECHNICIAN, RECEPTION, MANAGER, OWNER = "technician", "reception", "manager", "owner"
STOREKEEPER, CASHIER = "storekeeper", "cashier"
ROLES: tuple[Role, ...] = (RECEPTION, TECHNICIAN, STOREKEEPER, CASHIER, MANAGER, OWNER)
_COUNTER = frozenset({RECEPTION, CASHIER, MANAGER, OWNER})
_BENCH = frozenset({TECHNICIAN, MANAGER, OWNER})
_HEADS = frozenset({MANAGER, OWNER})
_ANYBODY = frozenset({TECHNICIAN, RECEPTION, MANAGER, OWNER, STOREKEEPER, CASHIER})

HELD_BY: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.SEE_PASSCODE: _BENCH,
        Right.MOVE: _ANYBODY,
        Right.HOLD: _HEADS,
        Right.DISPOSE: frozenset({OWNER}),
        Right.TAKE_NEXT: _BENCH,
        Right.SEE_PASSED: frozenset({OWNER}),
        Right.DIAGNOSE: _BENCH,
        Right.WORK: _BENCH,
        Right.APPROVE: _ANYBODY,
        Right.ISSUE: frozenset({RECEPTION, CASHIER, MANAGER, OWNER}),
        Right.ISSUE_IN_DEBT: _HEADS,
        Right.TAKE_MONEY: _COUNTER,
        Right.REFUND: _HEADS,
        Right.SHIFT: _COUNTER,
        Right.CASH_OUT: _HEADS,
        Right.STOCK: frozenset({STOREKEEPER, MANAGER, OWNER}),
        Right.PRICES: _HEADS,
        Right.STORE: _ANYBODY,
        Right.LEND: frozenset({RECEPTION, MANAGER, OWNER}),
        Right.FIGURES: _HEADS,
        Right.CRM: frozenset({OWNER}),
        Right.RULES: frozenset({OWNER}),
    }
)
"""As shipped; the owner may hand out more or less, except for the rules themselves."""

KEY = "rights"


def read(chosen: object) -> Mapping[Right, frozenset[Role]]:
    """Who holds what by the owner's choice; what cannot be understood of it is as shipped.

    The owner himself may always do all, and nobody else may change the rules.
    """
    empty: Mapping[str, object] = {}
    found = cast("Mapping[str, object]", chosen) if isinstance(chosen, dict) else empty
    return MappingProxyType({right: _held(right, found.get(right.value)) for right in Right})


def written(held: Mapping[Right, frozenset[Role]]) -> dict[str, Any]:
    """As the preference holds it: what differs from what is shipped."""
    return {
        right.value: [role for role in ROLES if role in roles]
        for right, roles in held.items()
        if roles != HELD_BY[right]
    }


def _held(right: Right, roles: object) -> frozenset[Role]:
    if right is Right.RULES or not isinstance(roles, list):
        return HELD_BY[right]
    named = cast("list[object]", roles)
    return frozenset({OWNER, *(role for role in ROLES if role in named)})


def holds(
    role: Role,
    right: Right,
    *,
    shop_has_roles: bool,
    held: Mapping[Right, frozenset[Role]] = HELD_BY,
) -> bool:
    """Whether a role has a right; everybody has all where nobody was given a role yet."""
    return not shop_has_roles or role in held[right]
