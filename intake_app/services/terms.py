"""The editions of the conditions on papers: an order keeps the one it was taken in under."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EDITIONS: Mapping[str, tuple[date, ...]] = MappingProxyType(
    {"ru": (date(2026, 1, 1),), "neutral": (date(2026, 1, 1),)}
)
"""The first day of each edition by legal profile, oldest first."""


def edition(legal_profile: str, day: date) -> date:
    """The edition in force on a day; the first one for a day before all."""
    known = EDITIONS[legal_profile]
    return next((since for since in reversed(known) if since <= day), known[0])


def version(legal_profile: str, day: date) -> str:
    """How an order names its edition: `ru 2026-01-01`."""
    return f"{legal_profile} {edition(legal_profile, day).isoformat()}"
