"""How a consent stands, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks.consent_rules import Act

if TYPE_CHECKING:
    from intake_app.checks.consent_rules import Standing
    from intake_app.ui.desk import Desk


def told(found: Standing, desk: Desk) -> str:
    """Given or withdrawn and when, until when, or none at all."""
    tr, zone = desk.tr, ZoneInfo(desk.settings.shop.timezone)
    fact = found.fact
    if fact is None:
        return tr("none")
    day = f"{fact.at.astimezone(zone):%d.%m.%Y}"
    if found.holds:
        until = fact.valid_until
        said = tr("given %s") % day
        if until is not None:
            said += " " + tr("until %s") % f"{until.astimezone(zone):%d.%m.%Y}"
        return said
    if fact.act == Act.GRANTED:
        return tr("ran out, given %s") % day
    return tr("withdrawn %s") % day
