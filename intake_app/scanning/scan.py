"""What a scanner delivered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scan:
    """One code. A suspicious one (wrong speed, broken bytes) is shown, never searched for."""

    text: str
    symbology: str = ""  # AIM identifier without its bracket, e.g. "C0"; empty when not sent
    suspicious: bool = False
