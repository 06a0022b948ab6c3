"""What money says on paper: how it came, lines of a cheque, a box counted. Light, as `papers`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake_app.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MeansData:
    """How much came in which way: its code here, its tag on a cheque."""

    way: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderedData:
    """What came just now; `given` is the cash that was handed over, the change included."""

    means: tuple[MeansData, ...]
    given: Money | None = None
    change: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequeItem:
    """One line of what the emulator prints; the quantity in thousandths."""

    name: str
    quantity: int
    amount: Money
    vat: Money
    method: int  # tag 1214


@dataclass(frozen=True, slots=True, kw_only=True)
class CountData:
    """What must lie in a cash box and what was found there, in minor units."""

    box: str
    opened_at: datetime
    opened_by: str
    float_minor: int
    cash: int  # of orders: taken, and given back
    moved_in: int
    moved_out: int
    expected: int
    counted: int | None = None  # None while the shift goes on
    reason: str = ""
