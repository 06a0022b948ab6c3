"""What an order costs, what was paid, what is left: sums of facts, and nothing that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What a payment is of; codes as they are stored."""

    PREPAYMENT = "prepayment"
    PAYMENT = "payment"
    REFUND = "refund"  # the client got money back
    CORRECTION = "correction"  # it had been entered by mistake
    REVERSAL = "reversal"  # the order was taken back
    OFFSET = "offset"  # a prepayment of another order of his counts here
    ON_ACCOUNT = "on_account"  # no money: he pays later
    SETTLEMENT = "settlement"  # no money: the device goes out, and a cheque must say how it is paid


REVERSING = frozenset({Kind.REFUND, Kind.CORRECTION, Kind.REVERSAL})
CASH, OFFSET = "cash", "offset"
"""Methods that a till asks for: coins in the drawer, and no money at all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: `minor` is signed; `reverses` names the entry it takes back."""

    id: str
    kind: str
    method: str
    minor: int
    owed_minor: int = 0
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Minor units; `due` is None while no price is known."""

    due: int | None
    paid: int
    owed: int  # of the rest, what is agreed to be paid later

    @property
    def rest(self) -> int | None:
        """What is still to be paid; below nothing: what is to be given back."""
        return None if self.due is None else self.due - self.paid

    @property
    def open_rest(self) -> int | None:
        """What stands in the way of handing over: the rest that nobody agreed to wait for."""
        return None if self.rest is None else max(0, self.rest - self.owed)


def account(due: int | None, entries: Iterable[Entry]) -> Account:
    """Sum up. What is on account never counts for more than the rest."""
    known = tuple(entries)
    paid = sum(entry.minor for entry in known)
    owed = max(0, sum(entry.owed_minor for entry in known))
    if due is not None:
        owed = min(owed, max(0, due - paid))
    return Account(due, paid, owed)


def left_of(entry: Entry, entries: Iterable[Entry]) -> int:
    """How much of a payment has not been taken back yet."""
    back = sum(one.minor for one in entries if one.reverses == entry.id)
    return max(0, entry.minor + back) if entry.minor > 0 else 0


def change(given: int, rest: int) -> tuple[int, int]:
    """Of cash that was handed over: what stays here, and what goes back."""
    kept = min(given, max(0, rest))
    return kept, given - kept
