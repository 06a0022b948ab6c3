"""The day that is promised when nobody says another one: the same in the form and on saving."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.services import calendar, promise, usual_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from intake_app.config import ShopSettings
    from intake_app.services.calendar import Calendar
    from intake_app.services.drafts import IntakeDraft

    Chosen = Callable[[str], object]
    """What the owner chose under a key."""

    Queues = Callable[[Calendar, datetime, UUID | None], promise.Queue]
    """The queue in front of a technician, or of all."""


def calendar_of(shop: ShopSettings, chosen: Chosen) -> Calendar:
    """The owner's calendar in the shop's own time."""
    return calendar.read(chosen(calendar.KEY), ZoneInfo(shop.timezone), shop.region)


def proposal(
    draft: IntakeDraft,
    now: datetime,
    shop: ShopSettings,
    sources: tuple[Chosen, Queues],
    parts_days: int = 0,
) -> promise.Proposal:
    """What to promise for this draft."""
    chosen, queues = sources
    working = calendar_of(shop, chosen)
    term = usual_terms.read(chosen(usual_terms.KEY), shop.repair_days)[draft.repair_kind]
    queue = queues(working, now, draft.technician_id)
    wish = promise.Wish(draft.repair_kind, draft.urgent, parts_days, shop.legal_profile)
    return promise.proposal(working, term, queue, wish, now)
