"""A stock-take of devices under way: what was scanned, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from intake_app.services.place_rows import StockTake, StoredRow

State = Literal["missing", "stray", "found"]


@dataclass(frozen=True, slots=True)
class TakenLine:
    """One device, and what the scanning says of it."""

    row: StoredRow
    state: State


def lines(result: StockTake) -> tuple[TakenLine, ...]:
    """What is missing first, then what should not be here, then what is right."""
    return (
        *(TakenLine(row, "missing") for row in result.missing),
        *(TakenLine(row, "stray") for row in result.stray),
        *(TakenLine(row, "found") for row in result.found),
    )
