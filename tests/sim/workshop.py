"""What the workshop, the till and the storage do: lines, stock, answers, places, tasks, cash."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import RejectedError
from intake_app.models.agreeing import Approval, Estimate, Notice
from intake_app.models.cash import CashBox, CashMove, Shift, ShiftClose
from intake_app.models.returning import Checkup, Loan, Loaner, LoanReturn
from intake_app.models.storage import Place, Stocktaking
from intake_app.models.tasks import Skip, Task
from intake_app.models.work import Finding, Line, OutsideJob, PriceItem, StockMove
from intake_app.services import placements

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from tests.sim.desk import Desk

_CARDS = 3  # of a kind: few, so that two desks meet at one


def store_of(desk: Desk) -> Store:
    return desk.services.intakes.store


def known(desk: Desk, table: str) -> list[UUID]:
    """The newest records of a kind at this desk."""
    with store_of(desk).reading() as session:
        sql = f'SELECT id FROM "{table}" ORDER BY id DESC LIMIT 8'  # noqa: S608 - a name of ours
        return [UUID(bytes=row[0]) for row in session.driver.execute(sql)]


class Workshop:
    """Each deed is one transaction of one desk."""

    def __init__(self, rolls: random.Random) -> None:
        self._rolls = rolls

    @property
    def deeds(self) -> tuple[Callable[[Desk], None], ...]:
        """What happens there, by how often."""
        return (
            *((self.add_line, self.edit_a_line) * 2),
            self.move_stock,
            self.price_anew,
            self.estimate,
            self.store_away,
            self.write_a_task,
            self.do_a_task,
            self.cash,
            self.lend,
            self.note_a_fact,
        )

    def add_line(self, desk: Desk) -> None:
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                kind = self._rolls.choice(("work", "part"))
                of = {"order_id": order, "created_at": session.now, "by": desk.name, "kind": kind}
                session.create(Line, **of, text="cleaning", price_minor=self._money())

    def edit_a_line(self, desk: Desk) -> None:
        for line in self._one(desk, "line"):
            self.edit_line(desk, line)

    def edit_line(self, desk: Desk, line: UUID) -> None:
        """Few values, so that two desks write the same or meet."""
        with store_of(desk).writing() as session:
            found = session.get_one(Line, line)
            found.quantity = 1000 * self._rolls.randint(1, 3)
            found.text = f"work {self._rolls.randrange(3)}"
            found.archived = self._rolls.random() < 0.2

    def move_stock(self, desk: Desk) -> None:
        with store_of(desk).writing() as session:
            item = self._card(desk, "price_item") or self._new_item(session)
            kind = self._rolls.choice(("received", "used", "counted"))
            of = {"item_id": item, "kind": kind, "at": session.now, "by": desk.name}
            session.create(StockMove, **of, quantity=1000 * self._rolls.randint(-3, 9))

    def _new_item(self, session: Writing) -> UUID:
        return session.create(PriceItem, created_at=session.now, kind="part", text="screen")

    def price_anew(self, desk: Desk) -> None:
        for item in self._one(desk, "price_item"):
            with store_of(desk).writing() as session:
                session.get_one(PriceItem, item).price_minor = self._money()

    def estimate(self, desk: Desk) -> None:
        """What it would cost, and what the client says to that."""
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                of = {"order_id": order, "at": session.now, "by": desk.name, "currency": "RUB"}
                sum_minor = self._money()
                what = {"version": 1, "lines": "[]", "minor": sum_minor, "estimate_kind": "fixed"}
                made = session.create(Estimate, **of, **what)
                answer = {"agreed": True, "minor": sum_minor, "channel": "phone"}
                about = {"estimate_id": made, "said_at": session.now}
                session.create(Approval, **of, **answer, **about)

    def store_away(self, desk: Desk) -> None:
        """Into a place, or out of it."""
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                place = self._card(desk, "place") or self._new_place(session)
                try:
                    placements.put(session, order, place if self._rolls.random() < 0.8 else None)
                except RejectedError:
                    return

    def _new_place(self, session: Writing) -> UUID:
        return session.create(Place, created_at=session.now, name="shelf")

    def write_a_task(self, desk: Desk) -> None:
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                of = {"order_id": order, "at": session.now, "by": desk.name}
                session.create(Task, **of, text="call", due_at=session.now + timedelta(days=1))

    def do_a_task(self, desk: Desk) -> None:
        for task in self._one(desk, "task"):
            with store_of(desk).writing() as session:
                found = session.get_one(Task, task)
                found.done_at = session.now
                found.done_by = desk.name

    def cash(self, desk: Desk) -> None:
        """A whole shift: what was in the box, what came in, what was counted."""
        with store_of(desk).writing() as session:
            of = {"at": session.now, "by": desk.name}
            box = self._card(desk, "cash_box") or self._new_box(session)
            shift = session.create(Shift, box_id=box, float_minor=0, currency="RUB", **of)
            minor = self._money()
            moved = {"shift_id": shift, "kind": "in", "minor": minor, "currency": "RUB"}
            session.create(CashMove, **moved, **of)
            figures = {"expected_minor": minor, "counted_minor": minor}
            session.create(ShiftClose, shift_id=shift, **figures, **of)

    def _new_box(self, session: Writing) -> UUID:
        return session.create(CashBox, created_at=session.now, name="till")

    def lend(self, desk: Desk) -> None:
        """A loaner goes out and comes back."""
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                of = {"at": session.now, "by": desk.name}
                loaner = self._card(desk, "loaner") or self._new_loaner(session)
                out = {"loaner_id": loaner, "order_id": order, "currency": "RUB"}
                loan = session.create(Loan, **out, **of)
                session.create(LoanReturn, loan_id=loan, **of)

    def _new_loaner(self, session: Writing) -> UUID:
        return session.create(Loaner, created_at=session.now, kind="phone")

    def note_a_fact(self, desk: Desk) -> None:
        for order in self._one(desk, "order"):
            with store_of(desk).writing() as session:
                of = {"order_id": order, "at": session.now, "by": desk.name}
                match self._rolls.randrange(6):
                    case 0:
                        session.create(Finding, **of, kind="diagnosis", text="a short")
                    case 1:
                        session.create(Checkup, **of, kind="testing", marks="{}")
                    case 2:
                        said = {"channel": "phone", "said_at": session.now}
                        session.create(Notice, **of, **said, kind="risk", text="it may break")
                    case 3:
                        session.create(Skip, **of, reason="no parts")
                    case 4:
                        session.create(OutsideJob, **of, partner="welders")
                    case _:
                        told = {"found": "[]", "missing": "[]", "stray": "[]"}
                        session.create(Stocktaking, **told, at=session.now, by=desk.name)

    def _money(self) -> int:
        return 100 * self._rolls.randint(1, 99)

    def _one(self, desk: Desk, table: str) -> list[UUID]:
        """One of the newest, if there is any."""
        found = known(desk, table)
        return [self._rolls.choice(found)] if found else []

    def _card(self, desk: Desk, table: str) -> UUID | None:
        """One that is there; none while there are few."""
        found = known(desk, table)
        is_enough = found and (len(found) >= _CARDS or self._rolls.random() < 0.5)
        return self._rolls.choice(found) if is_enough else None
