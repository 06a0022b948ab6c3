"""Who may do what: a right for each thing that not everybody in a shop may do; pure data."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Right(StrEnum):
    """What is asked for; services ask, menus only follow."""

    SEE_PASSCODE = "see_passcode"
    MOVE = "move"
    HOLD = "hold"
    DISPOSE = "dispose"
    TAKE_NEXT = "take_next"
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
    RULES = "rules"


Role = str
TECHNICIAN, RECEPTION, MANAGER, OWNER = "technician", "reception", "manager", "owner"
STOREKEEPER, CASHIER = "storekeeper", "cashier"
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
        Right.RULES: frozenset({OWNER}),
    }
)
"""As shipped; the owner may hand out more or less, except for the rules themselves."""


def holds(role: Role, right: Right, *, shop_has_roles: bool) -> bool:
    """Whether a role has a right; everybody has all where nobody was given a role yet."""
    return not shop_has_roles or role in HELD_BY[right]
