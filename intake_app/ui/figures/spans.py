"""Two days as typed: `01.10 – 31.10`, `1.10 31.10`, `вчера`; one day alone is a span, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.figures_rows import Span
from intake_app.ui import typed_dates

if TYPE_CHECKING:
    from datetime import date

_BETWEEN = ("–", "—", "..", "-", " ")


def typed_span(text: str, today: date) -> Span | None:
    """The days that were meant, in their order; None when they cannot be read."""
    alone = typed_dates.parse_past(text.strip(), today)
    if alone is not None:
        return Span(alone, alone)
    for mark in _BETWEEN:
        first, _, last = text.strip().partition(mark)
        days = [typed_dates.parse_past(part.strip(), today) for part in (first, last)]
        known = sorted(day for day in days if day is not None)
        if len(known) == len(days):
            return Span(known[0], known[-1])
    return None
