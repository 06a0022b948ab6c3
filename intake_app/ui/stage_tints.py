"""The colours of the stages of a repair; their words stand on them in white."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

ON_STAGE = "#FFFFFF"
_REST = "#5B6B7F"
_WAITING = "#8A5300"
_WORK = "#0B57D0"
_READY = "#176B3A"
_CLOSED = "#565E68"
_PROBLEM = "#B3261E"

TINTS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.ACCEPTED: _REST,
        Stage.DIAGNOSTICS: "#6750A4",
        Stage.AWAITING_APPROVAL: _WAITING,
        Stage.AWAITING_PREPAYMENT: _WAITING,
        Stage.AWAITING_PARTS: _WAITING,
        Stage.IN_REPAIR: _WORK,
        Stage.OUTSOURCED: _WORK,
        Stage.TESTING: "#00696E",
        Stage.ON_HOLD: _REST,
        Stage.READY: _READY,
        Stage.READY_NO_REPAIR: _READY,
        Stage.ISSUED: _CLOSED,
        Stage.ISSUED_NO_REPAIR: _CLOSED,
        Stage.UNCLAIMED: _PROBLEM,
        Stage.DISPOSED: _CLOSED,
        Stage.CANCELLED: _CLOSED,
    }
)
"""The fill of a stage's chip, the same in every appearance; its words stand on it in white."""
