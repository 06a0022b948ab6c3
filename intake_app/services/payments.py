"""Money of orders: taken, given back, promised. Facts that are added up and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks.account import CASH, OFFSET, Kind, left_of
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order, Payment
from intake_app.money import Money
from intake_app.services import cheques, dues, money_reading, settlements, tills
from intake_app.services.allowed import demand
from intake_app.services.money_rows import METHODS, Part, part_of
from intake_app.services.orders import papers
from intake_app.services.tendered_data import MeansData, TenderedData

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.money_rows import Back, OrderMoney, Taking
    from intake_app.services.paperwork import Paperwork

MOST_MINOR = 10**11
_NOTE_MAX = 500
_DONE = frozenset({"ready", "ready_no_repair", "issued", "issued_no_repair", "unclaimed"})
_HERE = "SELECT EXISTS (SELECT 1 FROM payment WHERE id = ?)"


@dataclass(frozen=True, slots=True)
class Payments:
    """The use cases; each method is one transaction, done once under the name of its act."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"payment", "order", "line", "shift", "shift_close", "cash_box", "cheque", "fiscal_job"}
        | {"client", "stage"}
    )

    def of(self, order: UUID) -> OrderMoney:
        """Everything of an order's money. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            return money_reading.of(session.driver, order, self.paperwork.settings.desk.cash_box)

    def take(self, taking: Taking) -> None:
        """Take money for an order, in one way or in several.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, AMOUNT_INVALID, AMOUNT_TOO_BIG, OVERPAID,
        NO_SHIFT; nothing is written then.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            if _is_done(session, part_of(taking.id, 0)):
                return
            order = _known(session, taking.order)
            standing = dues.standing(session.driver, order.id)
            before, on_credit = standing.account, settlements.is_made(standing.entries)
            _check(taking.parts, before.rest)
            cash = any(part.method == CASH for part in taking.parts)
            wanted = self.paperwork.settings.desk.cash_box
            shift = tills.shift_for(session.driver, wanted, cash=cash)
            kind = Kind.PAYMENT if order.stage in _DONE else Kind.PREPAYMENT
            paid = before.paid
            for nth, part in enumerate(taking.parts):
                made = cheques.Made(part_of(taking.id, nth), kind, part.method, part.minor)
                case = cheques.case(made, before.due, paid, on_credit=on_credit)
                registrar = self._owe(session, order, case)
                _write(session, order, made, shift, note=taking.note, registrar=registrar)
                paid += part.minor
            if taking.slip:
                self._slip(session, order.id, _tendered(taking, order.currency))

    def give_back(self, back: Back) -> None:
        """Give money of a payment back, or take an entry back that was a mistake.

        The client gets it in the way he paid. Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD,
        MISSING without a reason, AMOUNT_INVALID, TOO_MUCH_BACK, NO_SHIFT, BOX_SHORT.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.REFUND)
            if _is_done(session, back.id):
                return
            reason = said(back.reason)
            paid = session.get(Payment, back.payment)
            if paid is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "payment")
            order = _known(session, paid.order_id)
            shift = self._leaving(session, paid, back.minor)
            account, entries = dues.standing(session.driver, order.id)
            kind = Kind.CORRECTION if back.is_mistake else Kind.REFUND
            made = cheques.Made(back.id, kind, paid.method, -back.minor, reverses=paid.id)
            registrar = ""
            if paid.registrar:
                before = account.paid - paid.minor
                credit = settlements.is_made(entries) and paid.kind == Kind.PAYMENT
                case = cheques.back_case(made, paid, account.due, before, on_credit=credit)
                registrar = self._owe(session, order, case)
            _write(session, order, made, shift, note=reason, registrar=registrar)

    def put_on_account(self, act: UUID, order_id: UUID, minor: int, note: str = "") -> None:
        """A company pays later: no money, and the debt stays in sight.

        Raises RejectedError: NOT_ALLOWED, ONLY_COMPANIES, AMOUNT_INVALID, OVERPAID.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            if _is_done(session, act):
                return
            order = _known(session, order_id)
            if not settlements.buyer(session.driver, order.id).is_company:
                raise RejectedError(Problem.ONLY_COMPANIES)
            account = dues.standing(session.driver, order.id).account
            _check((Part("transfer", minor),), account.open_rest)
            made = cheques.Made(act, Kind.ON_ACCOUNT, "account", 0)
            _write(session, order, made, None, note=note.strip()[:_NOTE_MAX], owed=minor)

    def forget_account(self, act: UUID, payment: UUID, reason: str) -> None:
        """Take back that something is on account: it is to be paid before the device goes.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, MISSING, TOO_MUCH_BACK a second time.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            if _is_done(session, act):
                return
            kept = session.get(Payment, payment)
            if kept is None or kept.kind != Kind.ON_ACCOUNT:
                raise RejectedError(Problem.UNKNOWN_RECORD, "payment")
            order = _known(session, kept.order_id)
            entries = dues.standing(session.driver, order.id).entries
            if any(entry.reverses == kept.id.hex for entry in entries):
                raise RejectedError(Problem.TOO_MUCH_BACK)
            made = cheques.Made(act, Kind.CORRECTION, "account", 0, reverses=kept.id)
            _write(session, order, made, None, note=said(reason), owed=-kept.owed_minor)

    def offset(self, act: UUID, source_id: UUID, order_id: UUID, minor: int) -> None:
        """Let a prepayment of another order of the same client count here; no money moves.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, AMOUNT_INVALID, TOO_MUCH_BACK, OVERPAID.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.TAKE_MONEY)
            if _is_done(session, part_of(act, 0)):
                return
            source, order = _known(session, source_id), _known(session, order_id)
            if not money_reading.is_one_client(session.driver, source.id, order.id):
                raise RejectedError(Problem.UNKNOWN_RECORD, "another client")
            _check((Part("transfer", minor),), dues.standing(session.driver, order.id).account.rest)
            if minor > dues.standing(session.driver, source.id).account.paid:
                raise RejectedError(Problem.TOO_MUCH_BACK, fields={"sum": Problem.TOO_MUCH_BACK})
            gone = cheques.Made(part_of(act, 0), Kind.OFFSET, OFFSET, -minor)
            came = cheques.Made(part_of(act, 1), Kind.OFFSET, OFFSET, minor)
            _write(session, source, gone, None, note=order.number)
            _write(session, order, came, None, note=source.number)

    def print_slip(self, order: UUID) -> None:
        """What was paid and what is left, on a paper that is no fiscal cheque."""
        with self.store.writing() as session:
            self._slip(session, _known(session, order).id)

    def _slip(self, session: Writing, order: UUID, came: TenderedData | None = None) -> None:
        session.settle()  # the paper tells of what was just written
        slip = papers(self.paperwork, session.driver, session.now).slip(order, came)
        self.paperwork.queue_new(session, order, ("cash_slip", slip))

    def _owe(self, session: Writing, order: Order, owed: cheques.Owed) -> str:
        """Keep what the register is to be asked for; the register, if a cheque is due."""
        buyer = settlements.buyer(session.driver, order.id)
        return cheques.owe(session, self.paperwork.settings, buyer, owed)

    def _leaving(self, session: Writing, paid: Payment, minor: int) -> UUID | None:
        """Check that so much can go back; the shift it goes out of."""
        entries = dues.standing(session.driver, paid.order_id).entries
        own = next(entry for entry in entries if entry.id == paid.id.hex)
        if minor <= 0:
            raise RejectedError(Problem.AMOUNT_INVALID, fields={"sum": Problem.AMOUNT_INVALID})
        if paid.method == OFFSET or minor > left_of(own, entries):
            raise RejectedError(Problem.TOO_MUCH_BACK, fields={"sum": Problem.TOO_MUCH_BACK})
        wanted, is_cash = self.paperwork.settings.desk.cash_box, paid.method == CASH
        shift = tills.shift_for(session.driver, wanted, cash=is_cash)
        if is_cash and shift is not None:
            tills.demand_cash(session.driver, shift, minor)
        return shift


def said(reason: str) -> str:
    """Insist on a reason. Raises RejectedError(MISSING), TOO_LONG."""
    text = " ".join(reason.split())
    if not text or len(text) > _NOTE_MAX:
        problem = Problem.TOO_LONG if text else Problem.MISSING
        raise RejectedError(problem, fields={"reason": problem})
    return text


def _tendered(taking: Taking, currency: str) -> TenderedData:
    """What was put on the counter, for the slip that is printed with it."""
    means = tuple(
        MeansData(way=part.method, amount=Money(part.minor, currency)) for part in taking.parts
    )
    if not taking.given_minor:
        return TenderedData(means=means)
    back = taking.given_minor - sum(part.minor for part in taking.parts if part.method == CASH)
    given = Money(taking.given_minor, currency)
    return TenderedData(means=means, given=given, change=Money(back, currency))


def _check(parts: tuple[Part, ...], rest: int | None) -> None:
    problem: Problem | None = None
    whole = sum(part.minor for part in parts)
    if not parts or any(part.minor <= 0 or part.method not in METHODS for part in parts):
        problem = Problem.AMOUNT_INVALID
    elif whole > MOST_MINOR:
        problem = Problem.AMOUNT_TOO_BIG
    elif rest is not None and whole > rest:
        problem = Problem.OVERPAID
    if problem is not None:
        raise RejectedError(problem, fields={"sum": problem})


def _is_done(session: Writing, ident: UUID) -> bool:
    """Whether the same press of a key was carried out already."""
    return bool(session.driver.execute(_HERE, (ident.bytes,)).fetchone()[0])


def _known(session: Writing, order: UUID) -> Order:
    found = session.get(Order, order)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    return found


def _write(  # noqa: PLR0913 - a fact has so many sides
    session: Writing,
    order: Order,
    made: cheques.Made,
    shift: UUID | None,
    *,
    note: str,
    registrar: str = "",
    owed: int = 0,
) -> None:
    session.create(
        Payment,
        id=made.id,
        order_id=order.id,
        kind=made.kind,
        method=made.method,
        minor=made.minor,
        currency=order.currency,
        at=session.now,
        by=session.operator,
        shift_id=shift,
        reverses=made.reverses,
        note=note,
        owed_minor=owed,
        registrar=registrar,
    )
