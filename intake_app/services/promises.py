"""The promised date: every change of it is kept, with the reason and whether the client knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from intake_app.checks.rights import Right
from intake_app.errors import Problem
from intake_app.models.agreeing import Notice
from intake_app.services import agreeing, allowed, calendar, preferences, terms_checks
from intake_app.services.agreement_rows import TOLD, Cause, NoticeKind
from intake_app.services.drafts import RepairKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from intake_app.config import ShopSettings
    from intake_app.models.orders import Order
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.agreement_rows import PromiseDraft
    from intake_app.services.paperwork import Paperwork

FIRST = (
    "coalesce((SELECT n.before FROM notice n WHERE n.order_id = o.id AND n.kind = 'promise'"
    " ORDER BY n.at, n.id LIMIT 1), o.promised_at)"
)
"""What was promised at the intake, of an order called `o`: figures ask in these words."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why a promise was moved, for whose sake, and how the client was told; empty: not yet."""

    reason: str
    cause: str = Cause.SHOP
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Promises:
    """The use case: one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = agreeing.SHOWS

    def move(self, order: UUID, said: PromiseDraft) -> None:
        """Promise another moment.

        Raises RejectedError, then nothing has changed: NOT_ALLOWED, UNKNOWN_RECORD, or one with
        `fields` (`until`, `reason`, `cause`, `channel`).
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.APPROVE)
            header = agreeing.known(session, order)
            shop = self.paperwork.settings.shop
            agreeing.refuse(
                until=_fault(header, said.until, session.now, shop),
                reason=agreeing.worded(said.reason),
                cause=agreeing.one_of(said.cause, tuple(Cause)),
                channel=agreeing.one_of(said.channel, ("", *TOLD)),
            )
            write(session, header, said.until, Told(said.reason, said.cause, said.channel))


def write(session: Writing, header: Order, until: datetime, told: Told) -> None:
    """Keep the change and what it was before, in the transaction that is under way."""
    session.create(
        Notice,
        order_id=header.id,
        kind=NoticeKind.PROMISE.value,
        channel=told.channel,
        text=told.reason.strip(),
        said_at=session.now,
        cause=told.cause,
        before=header.promised_at,
        until=until,
        at=session.now,
        by=session.operator,
    )
    header.promised_at = until


def closing(session: Writing, shop: ShopSettings, day: str) -> datetime:
    """The moment the shop closes on an ISO 8601 day: a day that is promised is promised whole."""
    chosen = preferences.in_force(session, calendar.KEY)
    found = calendar.read(chosen, ZoneInfo(shop.timezone), shop.region)
    return found.closing(date.fromisoformat(day))


def _fault(header: Order, until: datetime, now: datetime, shop: ShopSettings) -> Problem | None:
    if until < now:
        return Problem.DATE_PAST
    if until == header.promised_at:
        return Problem.PROMISE_SAME
    zone = ZoneInfo(shop.timezone)
    last = terms_checks.last_warranty_day(header.accepted_at.astimezone(zone).date())
    limited = header.repair_kind == RepairKind.WARRANTY and shop.legal_profile == "ru"
    return Problem.WARRANTY_TERM if limited and until.astimezone(zone).date() > last else None
