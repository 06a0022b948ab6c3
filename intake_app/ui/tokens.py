"""The colours of the product, by meaning; widgets name tokens and never a colour."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tokens:
    """One appearance. A test computes the contrast of every text on what it stands on."""

    window: str
    surface: str
    raised: str  # rail, bars: a step away from the window
    text: str
    muted: str
    line: str
    field: str  # the edge of what can be typed into
    accent: str
    on_accent: str
    hover: str
    chosen: str  # the highlighted row of a list
    good: str
    caution: str
    bad: str
    caution_wash: str
    bad_wash: str
    good_wash: str


LIGHT = Tokens(
    window="#F4F5F7",
    surface="#FFFFFF",
    raised="#EBEDF1",
    text="#1A1D21",
    muted="#565E68",
    line="#D9DDE3",
    field="#8B95A1",
    accent="#0B57D0",
    on_accent="#FFFFFF",
    hover="#EEF1F5",
    chosen="#DCE8FC",
    good="#176B3A",
    caution="#8A5300",
    bad="#B3261E",
    caution_wash="#FFF4DF",
    bad_wash="#FCEBEA",
    good_wash="#E6F4EA",
)
DARK = Tokens(
    window="#14171B",
    surface="#1C2026",
    raised="#101316",
    text="#E9ECEF",
    muted="#A7B0BB",
    line="#2E343C",
    field="#66717E",
    accent="#8AB4F8",
    on_accent="#10151C",
    hover="#252A31",
    chosen="#22375A",
    good="#6DD58C",
    caution="#F2B84B",
    bad="#FF8A80",
    caution_wash="#2E2614",
    bad_wash="#33201F",
    good_wash="#17291E",
)
CONTRAST = Tokens(
    window="#000000",
    surface="#000000",
    raised="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    field="#FFFFFF",
    accent="#FFEB3B",
    on_accent="#000000",
    hover="#333333",
    chosen="#4A4400",
    good="#7CFC9A",
    caution="#FFC400",
    bad="#FF8A80",
    caution_wash="#000000",
    bad_wash="#000000",
    good_wash="#000000",
)

ON_STAGE = "#FFFFFF"
_REST = "#5B6B7F"
_WAITING = "#8A5300"
_WORK = "#0B57D0"
_READY = "#176B3A"
_CLOSED = "#565E68"
_PROBLEM = "#B3261E"

STAGES: Mapping[Stage, str] = MappingProxyType(
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
