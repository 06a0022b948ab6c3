"""Since when a repair has been at its stage for too long, in hours of work. Light."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.checks import stage_choices
from intake_app.services import calendar
from intake_app.services.calendar import Calendar, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from intake_app.checks.stage_rules import StageRule
    from intake_app.checks.stages import Stage

_DAYS_BACK = 3 * 366


def in_force(
    chosen: Callable[[str], object], now: datetime, zone: ZoneInfo, region: str
) -> Mapping[str, datetime]:
    """As the owner chose the limits and the hours."""
    rules = stage_choices.read(chosen(stage_choices.KEY))
    return limits(rules, calendar.read(chosen(calendar.KEY), zone, region), now)


def limits(
    rules: Mapping[Stage, StageRule], calendar: Calendar, now: datetime
) -> Mapping[str, datetime]:
    """By stage the moment before which whoever came there has stood too long."""
    return {
        stage.value: hours_before(calendar, now, rule.limit_hours)
        for stage, rule in rules.items()
        if rule.limit_hours
    }


def hours_before(calendar: Calendar, now: datetime, hours: float) -> datetime:
    """The moment from which to `now` the shop was open for so many hours.

    Where it hardly ever opens, hours of the clock count.
    """
    left, today = timedelta(hours=hours), now.astimezone(calendar.zone).date()
    for back in range(_DAYS_BACK):
        day = today - timedelta(days=back)
        opened = calendar.hours(day)
        if opened is None:
            continue
        end = min(now, moment(day, opened.closes, calendar.zone))
        span = max(timedelta(), end - moment(day, opened.opens, calendar.zone))
        if span >= left:
            return end - left
        left -= span
    return now - timedelta(hours=hours)
