"""What stands in a cell after it was typed over, as the value of its field; pure."""

from __future__ import annotations

from intake_app.ui import typed_amounts
from intake_app.ui.work_words import read_quantity

_SUMS = frozenset({"price_minor", "cost_minor"})


def read(field: str, typed: str) -> object | None:
    """None when it cannot be understood."""
    text = typed.strip().strip("–").strip()
    if field in _SUMS:
        return typed_amounts.parse(text) if text else 0
    if field == "quantity":
        return read_quantity(text.split("\u00a0")[0].split(" ")[0]) if text else None
    if field == "warranty_days":
        return int(text) if text.isdecimal() else (None if text else 0)
    return text or None
