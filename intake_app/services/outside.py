"""A device at another workshop: given with a paper, expected on a day, back with a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks import names
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.work import OutsideJob
from intake_app.services import allowed

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.outside_draft import OutsideDraft

_PARTNERS = "SELECT partner FROM outside_job GROUP BY partner ORDER BY count(*) DESC, partner"
_AWAY = "SELECT id FROM outside_job WHERE order_id = ? AND returned_on = '' LIMIT 1"


@dataclass(frozen=True, slots=True)
class Outside:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"outside_job", "order"})

    def partners(self) -> tuple[str, ...]:
        """Workshops that were asked before, the commonest first."""
        with self.store.reading() as session:
            return tuple(row[0] for row in session.driver.execute(_PARTNERS).fetchall())

    def send(self, order: UUID, draft: OutsideDraft) -> UUID:
        """Give the device to another workshop until a day.

        Raises RejectedError: MISSING with `fields`, ALREADY_AWAY, UNKNOWN_RECORD, NOT_ALLOWED.
        """
        partner = names.tidy(draft.partner)
        fields = {
            name: Problem.MISSING
            for name, said in (("partner", partner), ("eta", draft.eta))
            if not said
        }
        if fields:
            raise RejectedError(Problem.MISSING, fields=fields)
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.WORK)
            if session.get(Order, order) is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "order")
            if session.driver.execute(_AWAY, (order.bytes,)).fetchone() is not None:
                raise RejectedError(Problem.ALREADY_AWAY)
            return session.create(
                OutsideJob,
                order_id=order,
                at=session.now,
                by=session.operator,
                partner=partner,
                eta=draft.eta,
                act=names.tidy(draft.act),
                cost_minor=draft.cost_minor,
                note=names.tidy(draft.note),
            )

    def expect(self, job: UUID, eta: str) -> None:
        """It is promised for another day now."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.WORK)
            found = session.get(OutsideJob, job)
            if found is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "outside_job")
            found.eta = eta

    def back(self, job: UUID, day: str, cost_minor: int | None = None, note: str = "") -> None:
        """The device is here again. Raises RejectedError: UNKNOWN_RECORD, NOT_ALLOWED."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.WORK)
            found = session.get(OutsideJob, job)
            if found is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "outside_job")
            found.returned_on = day
            if cost_minor is not None:
                found.cost_minor = cost_minor
            if said := names.tidy(note):
                found.note = said
