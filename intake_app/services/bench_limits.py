"""What is late on the bench now, by the owner's table of stages and his calendar. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import stage_choices
from intake_app.services import alarms, calendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo


def in_force(
    chosen: Callable[[str], object], now: datetime, zone: ZoneInfo, region: str
) -> alarms.Watch:
    """As the owner chose the limits and the hours."""
    rules = stage_choices.read(chosen(stage_choices.KEY))
    return alarms.watch(rules, calendar.read(chosen(calendar.KEY), zone, region), now)
