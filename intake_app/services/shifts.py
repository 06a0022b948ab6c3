"""Cash boxes and their shifts: opened, counted, closed; cash that goes in and out besides."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid5

from intake_app.checks import names, till
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.cash import CashBox, CashMove, Shift, ShiftClose
from intake_app.services import money_reading, register_shifts, shift_papers, tills
from intake_app.services.allowed import demand
from intake_app.services.fiscal_rows import FiscalAct
from intake_app.services.money_rows import CashBoard, new_act
from intake_app.services.payments import MOST_MINOR, said

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.money_rows import ShiftRow
    from intake_app.services.paperwork import Paperwork

_NAME_MAX = 60
_HISTORY = 100
_NAMED = "SELECT 1 FROM cash_box WHERE name = ? AND id <> ? AND NOT archived"
_CLOSED = "SELECT EXISTS (SELECT 1 FROM shift_close WHERE shift_id = ?)"


@dataclass(frozen=True, slots=True)
class Shifts:
    """The use cases; each method is one transaction, done once under the name of its act."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"cash_box", "shift", "shift_close", "cash_move", "payment", "cheque", "fiscal_job"}
        | {"order", "stage", "line"}
    )

    def board(self) -> CashBoard:
        """All of the screen of the cash box."""
        settings = self.paperwork.settings
        with self.store.reading() as session:
            driver = session.driver
            state = tills.state(driver, settings.desk.cash_box)
            return CashBoard(
                till=state,
                shift=tills.one(driver, state.shift) if state.shift else None,
                journal=tills.journal(driver, state.shift) if state.shift else (),
                cheques=money_reading.unsettled(driver),
                debts=money_reading.debts(driver),
                shifts=tills.latest(driver, _HISTORY),
                boxes=tills.boxes(driver, state.box),
                outside=money_reading.outside(driver) if state.has_boxes else (),
                currency=settings.shop.currency,
            )

    def add_box(self, name: str) -> UUID:
        """Keep another cash box. Raises RejectedError: NOT_ALLOWED, MISSING, NAME_TAKEN."""
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.CASH_OUT)
            box = CashBox(created_at=session.now, name=_free_name(session, name))
            session.add(box)
        return box.id

    def rename_box(self, box: UUID, name: str) -> None:
        """Call it otherwise. Raises as `add_box`, and UNKNOWN_RECORD."""
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.CASH_OUT)
            _box(session, box).name = _free_name(session, name, box)

    def archive_box(self, box: UUID) -> None:
        """Put a box away. Raises RejectedError: NOT_ALLOWED, SHIFT_OPEN while a shift goes on."""
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.CASH_OUT)
            found = _box(session, box)
            if tills.open_shift(session.driver, box) is not None:
                raise RejectedError(Problem.SHIFT_OPEN)
            found.archived = True

    def open(self, act: UUID, box: UUID, float_minor: int) -> None:
        """Begin to take cash into a box that has so much in it.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, AMOUNT_INVALID, SHIFT_OPEN.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.SHIFT)
            if session.get(Shift, act) is not None:
                return
            _box(session, box)
            _sum(float_minor)
            if tills.open_shift(session.driver, box) is not None:
                raise RejectedError(Problem.SHIFT_OPEN)
            session.create(
                Shift,
                id=act,
                box_id=box,
                float_minor=float_minor,
                currency=self.paperwork.settings.shop.currency,
                at=session.now,
                by=session.operator,
            )
            register_shifts.ask(session, self.paperwork.settings, act, FiscalAct.OPEN)

    def move(self, act: UUID, shift: UUID, kind: till.Move, minor: int, reason: str) -> None:
        """Put cash in or take it out, with the reason.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, SHIFT_CLOSED, AMOUNT_INVALID, MISSING,
        BOX_SHORT.
        """
        with self.store.writing() as session:
            right = Right.CASH_OUT if kind in till.OUTWARD else Right.SHIFT
            demand(session.driver, session.operator, right)
            if session.get(CashMove, act) is None:
                self._move(session, (act, shift, kind), minor, said(reason))

    def _move(
        self, session: Writing, what: tuple[UUID, UUID, till.Move], minor: int, reason: str
    ) -> None:
        act, shift, kind = what
        going = _going(session, shift)
        _sum(minor, least=1)
        signed = till.signed(kind, minor)
        if signed < 0:
            tills.demand_cash(session.driver, shift, minor)
        session.create(
            CashMove,
            id=act,
            shift_id=shift,
            kind=kind.value,
            minor=signed,
            currency=going.currency,
            reason=reason,
            at=session.now,
            by=session.operator,
        )

    def take_back(self, act: UUID, move: UUID, reason: str) -> None:
        """A move was a mistake: another one takes it back, in the shift it was made in.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, SHIFT_CLOSED, TOO_MUCH_BACK, BOX_SHORT.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.CASH_OUT)
            if session.get(CashMove, act) is not None:
                return
            kept = session.get(CashMove, move)
            if kept is None or kept.reverses is not None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "cash_move")
            _going(session, kept.shift_id)
            if _is_reversed(session, move):
                raise RejectedError(Problem.TOO_MUCH_BACK)
            if kept.minor > 0:
                tills.demand_cash(session.driver, kept.shift_id, kept.minor)
            session.create(
                CashMove,
                id=act,
                shift_id=kept.shift_id,
                kind=kept.kind,
                minor=-kept.minor,
                currency=kept.currency,
                reason=said(reason),
                reverses=move,
                at=session.now,
                by=session.operator,
            )

    def close(self, act: UUID, shift: UUID, counted: int, reason: str = "") -> ShiftRow:
        """Count the box and end the shift; the Z report is queued where there is a printer.

        Raises RejectedError: NOT_ALLOWED, UNKNOWN_RECORD, SHIFT_CLOSED, AMOUNT_INVALID; MISSING
        when the count differs from what must be there and nothing is said of it.
        """
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.SHIFT)
            if session.get(ShiftClose, act) is not None:
                return tills.one(session.driver, shift)
            going = _going(session, shift)
            _sum(counted)
            expected = going.figures.expected
            told = said(reason) if counted != expected or reason.strip() else ""
            session.create(
                ShiftClose,
                id=act,
                shift_id=shift,
                expected_minor=expected,
                counted_minor=counted,
                reason=told,
                report=json.dumps(asdict(going.figures), sort_keys=True),
                at=session.now,
                by=session.operator,
            )
            register_shifts.ask(session, self.paperwork.settings, act, FiscalAct.CLOSE)
            session.settle()  # the paper tells of what was just written
            closed = tills.one(session.driver, shift)
            if self.paperwork.has_printer("shift_report"):
                self._print(session, closed)
            return closed

    def print_report(self, shift: UUID) -> None:
        """X while the shift goes on, of the register as well; of a closed one its Z again."""
        with self.store.writing() as session:
            found = tills.one(session.driver, shift)
            self._print(session, found)
            if found.closed_at is None:
                register_shifts.ask(session, self.paperwork.settings, new_act(), FiscalAct.REPORT)

    def register_alone(self, act: UUID, *, closing: bool) -> bool:
        """X or Z of the register of a shop that keeps no cash box; False where none is driven.

        Raises RejectedError: NOT_ALLOWED.
        """
        wanted = FiscalAct.CLOSE if closing else FiscalAct.REPORT
        with self.store.writing() as session:
            demand(session.driver, session.operator, Right.SHIFT)
            return register_shifts.ask(session, self.paperwork.settings, act, wanted)

    def _print(self, session: Writing, shift: ShiftRow) -> None:
        data = shift_papers.of(session.driver, self.paperwork, shift, session.now, session.operator)
        # Another name than the shift's: what of it is counted twice must be two papers.
        about = uuid5(shift.id, "report")
        self.paperwork.queue_new(session, about, ("shift_report", data))


def _is_reversed(session: Writing, move: UUID) -> bool:
    asked = "SELECT EXISTS (SELECT 1 FROM cash_move WHERE reverses = ?)"
    return bool(session.driver.execute(asked, (move.bytes,)).fetchone()[0])


def _box(session: Writing, box: UUID) -> CashBox:
    found = session.get(CashBox, box)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "cash_box")
    return found


def _going(session: Writing, shift: UUID) -> ShiftRow:
    """The shift, if it goes on. Raises RejectedError: UNKNOWN_RECORD, SHIFT_CLOSED."""
    found = tills.one(session.driver, shift)
    if session.driver.execute(_CLOSED, (shift.bytes,)).fetchone()[0]:
        raise RejectedError(Problem.SHIFT_CLOSED)
    return found


def _sum(minor: int, least: int = 0) -> None:
    if not least <= minor <= MOST_MINOR:
        raise RejectedError(Problem.AMOUNT_INVALID, fields={"sum": Problem.AMOUNT_INVALID})


def _free_name(session: Writing, name: str, own: UUID | None = None) -> str:
    tidy = names.tidy(name)
    problem: Problem | None = None
    if not tidy:
        problem = Problem.MISSING
    elif len(tidy) > _NAME_MAX:
        problem = Problem.TOO_LONG
    elif session.driver.execute(_NAMED, (tidy, own.bytes if own else b"")).fetchone():
        problem = Problem.NAME_TAKEN
    if problem is not None:
        raise RejectedError(problem, fields={"name": problem})
    return tidy
