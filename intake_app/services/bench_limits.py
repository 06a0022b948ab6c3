"""Since when a repair has been at its stage for too long, as the owner chose. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import stage_choices
from intake_app.services import alarms, calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo


def in_force(
    chosen: Callable[[str], object], now: datetime, zone: ZoneInfo, region: str
) -> Mapping[str, datetime]:
    """By stage the moment before which whoever came there has stood too long."""
    rules = stage_choices.read(chosen(stage_choices.KEY))
    return alarms.limits(rules, calendar.read(chosen(calendar.KEY), zone, region), now)
