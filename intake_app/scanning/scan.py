"""What a scanner delivered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """The way a code came in."""

    SERIAL = "serial"
    WEDGE = "wedge"  # a scanner that plays a keyboard


@dataclass(frozen=True, slots=True)
class Scan:
    """One code. A suspicious one (wrong speed, broken bytes) is shown, never searched for."""

    text: str
    symbology: str = ""  # AIM identifier without its bracket, e.g. "C0"; empty when not sent
    suspicious: bool = False
    source: Source = Source.SERIAL
    pace_ms: float = 0.0  # between the keys of a wedge
    typed: str = ""  # what the layout in force made of a wedge's keys
