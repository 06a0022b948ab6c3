"""The colours of the product, by meaning; widgets name tokens and never a colour."""

from __future__ import annotations

from dataclasses import dataclass


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
