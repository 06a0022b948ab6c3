"""The barcodes of stages for the wall of a workshop: digits, the same in every shop for good."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import ticket
from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERS: Mapping[Stage, int] = MappingProxyType(
    {
        Stage.DIAGNOSTICS: 1,
        Stage.AWAITING_APPROVAL: 2,
        Stage.AWAITING_PREPAYMENT: 3,
        Stage.AWAITING_PARTS: 4,
        Stage.IN_REPAIR: 5,
        Stage.OUTSOURCED: 6,
        Stage.TESTING: 7,
        Stage.ON_HOLD: 8,
        Stage.READY: 9,
        Stage.READY_NO_REPAIR: 10,
    }
)
"""Sheets hang on walls for years: a number is never given to another stage."""
ON_WALL: tuple[Stage, ...] = tuple(_NUMBERS)
"""What a workshop moves to; handing over is the counter's."""
_STAGES = {number: stage for stage, number in _NUMBERS.items()}


def digits_of(stage: Stage) -> str:
    """What the barcode of a stage holds."""
    return ticket.stage_digits(_NUMBERS[stage])


def stage_of(digits: str) -> Stage | None:
    """The stage of a scanned code; None for one of a newer program."""
    return _STAGES.get(ticket.stage_number(digits))
