"""Devices of the shop that clients use meanwhile: the register, going out, coming back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks import imei, names, serial
from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.returning import Loan, Loaner, LoanReturn
from intake_app.services import (
    allowed,
    deposits,
    doubles,
    loaner_demand,
    loaner_reading,
    orders,
)
from intake_app.services.loaner_rows import (
    LendDraft,
    LoanerDraft,
    LoanerRow,
    ReturnDraft,
    demand_until,
)

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.handover_rows import OpenLoan
    from intake_app.services.paperwork import Paperwork

_TEXT_MAX = 500


@dataclass(frozen=True, slots=True)
class Loaners:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"loaner", "loan", "loan_return", "order", "client", "task"}
    )

    def all(self, *, archived: bool = False) -> tuple[LoanerRow, ...]:
        """The register, with whom each is now."""
        with self.store.reading() as session:
            return loaner_reading.register(session.driver, archived=archived)

    def out(self) -> tuple[OpenLoan, ...]:
        """All that is out, what must come back first at the head."""
        with self.store.reading() as session:
            return loaner_reading.open_loans(session.driver)

    def add(self, draft: LoanerDraft) -> UUID:
        """A new one. Raises RejectedError: NOT_ALLOWED, or with `fields`."""
        said = _said(draft)
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            return session.create(Loaner, created_at=session.now, **said)

    def change(self, loaner: UUID, draft: LoanerDraft) -> None:
        """Correct what is known of it. Raises as `add`, and UNKNOWN_RECORD."""
        said = _said(draft)
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            found = _one(session, loaner)
            for name, value in said.items():
                setattr(found, name, value)

    def archive(self, loaner: UUID, *, away: bool = True) -> None:
        """Take it out of the register, or put it back. Raises RejectedError(LOANER_LENT)."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            found = _one(session, loaner)
            if away and loaner_reading.loan_of_loaner(session.driver, loaner) is not None:
                raise RejectedError(Problem.LOANER_LENT, "archive")
            found.archived = away

    def lend(self, order: UUID, loaner: UUID, draft: LendDraft) -> UUID | None:
        """Let a client have it while his device is here; returns the job of the note, if any.

        A deposit goes into the cash box. Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD,
        LOANER_LENT where it is out already or this client has one, STAGE_NOT_ALLOWED for an order
        that is closed, NO_SHIFT, or with `fields`.
        """
        _check_lend(draft)
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            header = _lendable(session, order, loaner)
            device = _one(session, loaner)
            loan = Loan(
                loaner_id=loaner,
                order_id=order,
                appearance=draft.appearance.strip() or device.appearance,
                accessories=draft.accessories.strip() or device.accessories,
                deposit_minor=draft.deposit_minor,
                currency=header.currency,
                due_on=draft.due_on,
                at=session.now,
                by=session.operator,
            )
            session.add(loan)
            if draft.deposit_minor:
                told = f"{header.number} · {loaner_reading.titled_of(device)}"
                deposits.take(session, loan, told, self.paperwork.settings.desk.cash_box)
            loaner_demand.settle(session, order)
            session.settle()  # the note tells of it
            return self._note(session, order)

    def take_back(self, loan: UUID, draft: ReturnDraft) -> None:
        """It is here again; a deposit that lies in a cash box goes back out of this desk's.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, LOANER_BACK, NO_SHIFT, BOX_SHORT.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            found = session.get(Loan, loan)
            if found is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "loan")
            if all(each.id != loan for each in loaner_reading.open_loans(session.driver)):
                raise RejectedError(Problem.LOANER_BACK)
            deposits.give_back(session, found, self.paperwork.settings.desk.cash_box)
            session.add(
                LoanReturn(
                    loan_id=loan,
                    appearance=draft.appearance.strip(),
                    wiped=draft.wiped,
                    note=draft.note.strip(),
                    at=session.now,
                    by=session.operator,
                )
            )
            session.settle()  # it counts as back
            if doubles.settle_loan(session.driver, loan):
                session.touched.add("attention")
            if draft.appearance.strip():
                _one(session, found.loaner_id).appearance = draft.appearance.strip()

    def demand(self, order: UUID, on: date | None = None) -> date:
        """The client demands one; somebody must see to it in three days. Returns the last day.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, STAGE_NOT_ALLOWED for a closed order.
        """
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.LEND)
            header = session.get(Order, order)
            if header is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "order")
            if header.stage in CLOSED:
                raise RejectedError(Problem.STAGE_NOT_ALLOWED, header.stage)
            day = on or session.now.astimezone(self.paperwork.zone).date()
            header.loaner_wanted, header.loaner_wanted_on = True, day.isoformat()
            loaner_demand.remind(session, order, day, self.paperwork.zone)
            return demand_until(day)

    def _note(self, session: Writing, order: UUID) -> UUID | None:
        if not self.paperwork.has_printer("loaner"):
            return None
        made = orders.papers(self.paperwork, session.driver, session.now).fresh(order, "loaner")
        return self.paperwork.queue_new(session, order, ("loaner", made))


def _said(draft: LoanerDraft) -> dict[str, object]:
    """What is typed, tidied. Raises RejectedError with `fields`."""
    said = {name: text for name, text in asdict(draft).items() if isinstance(text, str)}
    said = {name: names.tidy(text) for name, text in said.items()}
    said["serial"], said["imei"] = serial.normalise(draft.serial), imei.normalise(draft.imei)
    fields = {name: Problem.TOO_LONG for name, text in said.items() if len(text) > _TEXT_MAX}
    if not said["kind"]:
        fields["kind"] = Problem.MISSING
    if not said["serial"] and not said["imei"]:
        fields["serial"] = Problem.MISSING  # two alike must be told apart on a note
    if draft.value_minor is not None and draft.value_minor < 0:
        fields["value"] = Problem.AMOUNT_INVALID
    if fields:
        raise RejectedError(next(iter(fields.values())), fields=fields)
    return {**said, "agreed_value_minor": draft.value_minor}


def _check_lend(draft: LendDraft) -> None:
    fields: dict[str, Problem] = {}
    if draft.deposit_minor < 0:
        fields["deposit"] = Problem.AMOUNT_INVALID
    if draft.due_on:
        try:
            date.fromisoformat(draft.due_on)
        except ValueError:
            fields["due_on"] = Problem.DATE_UNREADABLE
    if fields:
        raise RejectedError(next(iter(fields.values())), fields=fields)


def _lendable(session: Writing, order: UUID, loaner: UUID) -> Order:
    header = session.get(Order, order)
    if header is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    if header.stage in CLOSED:
        raise RejectedError(Problem.STAGE_NOT_ALLOWED, header.stage)
    if loaner_reading.loan_of_loaner(session.driver, loaner) is not None:
        raise RejectedError(Problem.LOANER_LENT, "loaner")
    if loaner_reading.loan_of_order(session.driver, order) is not None:
        raise RejectedError(Problem.LOANER_LENT, "order")
    return header


def _one(session: Writing, loaner: UUID) -> Loaner:
    found = session.get(Loaner, loaner)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "loaner")
    return found
