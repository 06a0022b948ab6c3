"""What is told when a device is given to another workshop. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDraft:
    """`eta` is an ISO 8601 day, the one on which it should be back."""

    partner: str
    eta: str
    act: str = ""
    cost_minor: int | None = None
    note: str = ""
