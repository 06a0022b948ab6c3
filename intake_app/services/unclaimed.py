"""Orders that wait for their clients, and the papers that go to those who do not come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.services import agreeing, allowed, orders, unclaimed_reading

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.agreement_rows import WaitRow
    from intake_app.services.paperwork import Paperwork

LONGEST = 500
"""Rows of a list; what waits longest is among them."""


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = agreeing.SHOWS | {"device", "phone"}

    def waiting(self, which: str, limit: int = LONGEST) -> tuple[WaitRow, ...]:
        """One of `unclaimed_reading.LISTS`: what is to be done about whom, what is due first."""
        shop = self.paperwork.settings.shop
        law = (shop.legal_profile, ZoneInfo(shop.timezone))
        now = self.store.recorder.now()
        with self.store.reading() as session:
            return unclaimed_reading.waiting(session.driver, which, law, now, limit)

    def print_warning(self, order: UUID) -> UUID:
        """Queue the notice that is due now; when it has gone out, `Notices.tell` keeps the proof.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, NOT_UNCLAIMED.
        """
        shop = self.paperwork.settings.shop
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.APPROVE)
            agreeing.known(session, order)
            law = (shop.legal_profile, ZoneInfo(shop.timezone))
            if unclaimed_reading.ladder_of(session.driver, order, *law) is None:
                raise RejectedError(Problem.NOT_UNCLAIMED)
            made = orders.papers(self.paperwork, session.driver, session.now)
            paper = made.fresh(order, "unclaimed")
            return self.paperwork.queue_new(session, order, ("unclaimed", paper))
