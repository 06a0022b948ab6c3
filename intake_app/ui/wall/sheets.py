"""What stands on which page of the wall: columns of so many rows, so many side by side; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.bench_rows import WallColumn, WallRow

MOST_PIECES = 3
"""So often a long stage is continued; who waits behind that is told as a number."""
ORDER = (
    Stage.ACCEPTED,
    Stage.DIAGNOSTICS,
    Stage.IN_REPAIR,
    Stage.TESTING,
    Stage.AWAITING_APPROVAL,
    Stage.AWAITING_PREPAYMENT,
    Stage.AWAITING_PARTS,
    Stage.OUTSOURCED,
    Stage.ON_HOLD,
    Stage.READY,
    Stage.READY_NO_REPAIR,
    Stage.UNCLAIMED,
)
"""Work first, then what is waited for, then what is done."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One column on a page; `rest` counts those of its stage that have no place anywhere."""

    stage: str
    count: int
    late: int
    rows: tuple[WallRow, ...]
    rest: int = 0


def pages(
    columns: Sequence[WallColumn], rows: int, side_by_side: int
) -> tuple[tuple[Piece, ...], ...]:
    """All pages in their order; none where nothing is in the shop."""
    places = {stage.value: at for at, stage in enumerate(ORDER)}
    known = sorted(columns, key=lambda column: places.get(column.stage, len(places)))
    pieces = [piece for column in known for piece in _pieces(column, max(1, rows))]
    wide = max(1, side_by_side)
    return tuple(tuple(pieces[at : at + wide]) for at in range(0, len(pieces), wide))


def _pieces(column: WallColumn, rows: int) -> list[Piece]:
    shown = column.rows[: rows * MOST_PIECES]
    parts = [shown[at : at + rows] for at in range(0, len(shown), rows)]
    last = len(parts) - 1
    return [
        Piece(
            column.stage,
            column.count,
            column.late,
            part,
            column.count - len(shown) if at == last else 0,
        )
        for at, part in enumerate(parts)
    ]
