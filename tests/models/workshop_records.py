"""One record of each kind that the workshop, the money and the storage have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intake_app.models.agreeing import Approval, Estimate, Notice
from intake_app.models.cash import CashBox, CashMove, Cheque, Shift, ShiftClose
from intake_app.models.orders import Order, Payment
from intake_app.models.returning import Checkup, Handover, Loan, Loaner, LoanReturn
from intake_app.models.storage import Place, Placement, Stocktaking
from intake_app.models.tasks import Skip, Task
from intake_app.models.work import Finding, Line, OutsideJob, PriceItem, StockMove
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.base import Base
    from intake_app.models.writing import Writing
SAID = {"at": NOON, "by": "Анна"}
RUB = {"currency": "RUB"}


def one_of_each(session: Writing, made: dict[type[Base], UUID]) -> None:
    """Add them for the order and the payment in `made`."""
    of: dict[str, Any] = {"order_id": made[Order], **SAID}
    _work(session, made, of)
    _agreements(session, made, of)
    _returns(session, made, of)
    _money(session, made)
    made[Place] = session.create(Place, created_at=NOON, name="А-1")
    made[Placement] = session.create(Placement, **of, place_id=made[Place])
    lists = {"found": "[]", "missing": "[]", "stray": "[]"}
    made[Stocktaking] = session.create(Stocktaking, **lists, **SAID)
    made[Task] = session.create(Task, text="позвонить", due_at=NOON, **SAID)
    made[Skip] = session.create(Skip, **of, reason="parts")


def _work(session: Writing, made: dict[type[Base], UUID], of: dict[str, Any]) -> None:
    made[PriceItem] = session.create(PriceItem, created_at=NOON, kind="part", text="дисплей")
    line = {"order_id": made[Order], "created_at": NOON, "by": "Анна"}
    made[Line] = session.create(Line, **line, kind="part", text="дисплей")
    moved = {"item_id": made[PriceItem], "kind": "received", "quantity": 1000}
    made[StockMove] = session.create(StockMove, **moved, **SAID)
    made[Finding] = session.create(Finding, **of, kind="diagnosis", text="обрыв шлейфа")
    made[OutsideJob] = session.create(OutsideJob, **of, partner="Мастерская у реки")


def _agreements(session: Writing, made: dict[type[Base], UUID], of: dict[str, Any]) -> None:
    offer = {"version": 1, "lines": "[]", "minor": 100, "estimate_kind": "firm"}
    made[Estimate] = session.create(Estimate, **of, **offer, **RUB)
    answer = {"agreed": True, "channel": "phone", "said_at": NOON}
    made[Approval] = session.create(Approval, **of, **answer, **RUB)
    told = {"kind": "risk", "channel": "phone", "text": "коррозия", "said_at": NOON}
    made[Notice] = session.create(Notice, **of, **told)


def _returns(session: Writing, made: dict[type[Base], UUID], of: dict[str, Any]) -> None:
    made[Checkup] = session.create(Checkup, **of, kind="testing", marks="{}")
    given = {"to_whom": "client", "known_by": "receipt"}
    made[Handover] = session.create(Handover, **of, **given, **RUB)
    made[Loaner] = session.create(Loaner, created_at=NOON, kind="смартфон")
    made[Loan] = session.create(Loan, **of, loaner_id=made[Loaner], **RUB)
    made[LoanReturn] = session.create(LoanReturn, loan_id=made[Loan], **SAID)


def _money(session: Writing, made: dict[type[Base], UUID]) -> None:
    made[CashBox] = session.create(CashBox, created_at=NOON, name="Касса 1")
    made[Shift] = session.create(Shift, box_id=made[CashBox], float_minor=0, **RUB, **SAID)
    shift = {"shift_id": made[Shift]}
    counted = {"expected_minor": 0, "counted_minor": 0}
    made[ShiftClose] = session.create(ShiftClose, **shift, **counted, **SAID)
    made[CashMove] = session.create(CashMove, **shift, kind="in", minor=100, **RUB, **SAID)
    read = {"fn": "1", "fd": "2", "fp": "3", "minor": 100, "printed_at": "20261122T1200"}
    cheque = {"payment_id": made[Payment], "registrar": "manual"}
    made[Cheque] = session.create(Cheque, **cheque, **read, **SAID)
