"""The value-added tax inside a price, by the day the work was done."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

STANDARD: tuple[tuple[date, str], ...] = (
    (date(2004, 1, 1), "18"),
    (date(2019, 1, 1), "20"),
    (date(2026, 1, 1), "22"),
)
"""The Russian standard rate by its first day, oldest first."""


def rate(kind: str, day: date) -> str:
    """The rate in per cent; empty for a shop that pays no VAT. `standard` follows the day."""
    if kind == "none":
        return ""
    if kind != "standard":
        return kind
    return next((per_cent for since, per_cent in reversed(STANDARD) if since <= day), "18")


def inside(minor: int, per_cent: str) -> int:
    """How much of a price is the tax, rounded half up, as law wants it of each line."""
    if not per_cent:
        return 0
    share = Decimal(minor) * Decimal(per_cent) / (100 + Decimal(per_cent))
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))
