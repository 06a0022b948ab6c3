"""What a cell of the status bar shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellText:
    """`tone` is a token: `muted` for off, `good`, `caution`, `bad`."""

    text: str
    tone: str
    detail: str
    icon: str = ""  # another than the cell has
