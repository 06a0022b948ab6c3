"""The colours of the stages of a repair; their words stand on them in white."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import stage_choices
from intake_app.checks.stage_rules import SHIPPED, Tint
from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.ui.desk import Desk

ON_STAGE = "#FFFFFF"
_UNKNOWN = "#565E68"

PAINTS: Mapping[Tint, str] = MappingProxyType(
    {
        Tint.REST: "#5B6B7F",
        Tint.LOOKING: "#6750A4",
        Tint.WAITING: "#8A5300",
        Tint.WORK: "#0B57D0",
        Tint.CHECKING: "#00696E",
        Tint.READY: "#176B3A",
        Tint.CLOSED: "#565E68",
        Tint.PROBLEM: "#B3261E",
    }
)
"""What the owner may choose from; each carries white letters in every appearance."""

TINTS: Mapping[Stage, str] = MappingProxyType(
    {stage: PAINTS[rule.tint] for stage, rule in SHIPPED.items()}
)
"""The fill of a stage's chip as shipped."""


def fill(desk: Desk, code: str) -> str:
    """The colour of a stage in this shop."""
    if code not in tuple(Stage):
        return _UNKNOWN
    chosen = desk.shop.finder.preference(stage_choices.KEY)
    return PAINTS[stage_choices.tint(chosen, Stage(code))]
