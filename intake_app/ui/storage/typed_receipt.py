"""What is typed when parts come or go: `3 1200`, `SN1 SN2`, `1 разбит`; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake_app.checks.line_sums import UNIT
from intake_app.ui import typed_amounts
from intake_app.ui.work_words import read_quantity

_PARTS = re.compile(r"[\s,;]+")
_TIMES = re.compile(r"\s*(?:x|х|\*|по|at|шт\.?|pcs)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedReceipt:
    """So many thousandths at a price, or pieces by their numbers."""

    quantity: int = UNIT
    cost_minor: int | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedWriteOff:
    """How much is gone, and why."""

    quantity: int
    why: str
    serial: str = ""


def read_receipt(typed: str, *, by_serial: bool = False) -> TypedReceipt | None:
    """None when it cannot be understood."""
    text = typed.strip()
    if by_serial:
        serials = tuple(filter(None, _PARTS.split(text)))
        return TypedReceipt(len(serials) * UNIT, None, serials) if serials else None
    first, _, rest = _TIMES.sub(" ", text).strip().partition(" ")
    number = read_quantity(first)
    if not number:
        return None
    cost = typed_amounts.parse(rest) if rest.strip() else None
    return None if rest.strip() and cost is None else TypedReceipt(number, cost)


def read_write_off(typed: str, *, by_serial: bool = False) -> TypedWriteOff | None:
    """The number, or the serial number, stands first; the reason may be missing, but is asked."""
    first, _, why = typed.strip().partition(" ")
    if by_serial:
        return TypedWriteOff(UNIT, why.strip(), first) if first else None
    number = read_quantity(first)
    return TypedWriteOff(number, why.strip()) if number else None
