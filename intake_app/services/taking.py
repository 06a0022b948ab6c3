"""Handing out work by the rule of the queue, and passing over what is next, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from intake_app.checks.queue import REASONS
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.tasks import Skip
from intake_app.services import allowed, bench_reading, moves
from intake_app.services.bench_rows import Taken, asker
from intake_app.services.moves import Wish

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.bench_rows import Asker, BenchRow

_DIAGNOSED = "SELECT EXISTS (SELECT 1 FROM finding WHERE order_id = ? AND kind = 'diagnosis')"
_NOTE_MAX = 500


@dataclass(frozen=True, slots=True)
class Taking:
    """The use cases; each method is one transaction."""

    store: Store
    timezone: str

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"order", "stage", "skip", "staff", "place", "placement", "device", "conflict"}
    )

    def take_next(self) -> Taken:
        """Hand the top of the queue to whoever is at the desk, and begin with it.

        Nobody chooses: what is next is next. Raises RejectedError: SIGN_IN_FIRST, NOT_ALLOWED,
        QUEUE_EMPTY.
        """
        with self.store.writing() as session:
            found = bench_reading.next_up(session.driver, self._asker(session))
            if found is None:
                raise RejectedError(Problem.QUEUE_EMPTY)
            return _hand_out(session, found, _person(session))

    def pass_over(self, order: UUID, reason: str, note: str = "") -> None:
        """Leave the top of the queue to others until tomorrow; that and why is a fact.

        Raises RejectedError: SIGN_IN_FIRST, NOT_ALLOWED, NOT_NEXT when it is not the top, MISSING
        where the reason is another one and not said, TOO_LONG.
        """
        said = note.strip()
        _check(reason, said)
        with self.store.writing() as session:
            found = bench_reading.next_up(session.driver, self._asker(session))
            if found is None or found.id != order:
                raise RejectedError(Problem.NOT_NEXT)
            session.add(
                Skip(order_id=order, reason=reason, note=said, at=session.now, by=session.operator)
            )

    def _asker(self, session: Writing) -> Asker:
        allowed.demand(session.driver, session.operator, Right.TAKE_NEXT)
        person = _person(session)
        return asker(session.now, ZoneInfo(self.timezone), person, session.operator)


def _person(session: Writing) -> UUID:
    found = bench_reading.person(session.driver, session.operator)
    if found is None:
        raise RejectedError(Problem.SIGN_IN_FIRST)
    return found


def _check(reason: str, note: str) -> None:
    problem: Problem | None = None
    if reason not in REASONS:
        problem = Problem.MALFORMED
    elif reason == "other" and not note:
        problem = Problem.MISSING
    elif len(note) > _NOTE_MAX:
        problem = Problem.TOO_LONG
    if problem is not None:
        raise RejectedError(problem, fields={"note": problem})


def _hand_out(session: Writing, row: BenchRow, person: UUID) -> Taken:
    """What was begun goes on where it stands; what was diagnosed before is repaired at once."""
    to = row.stage
    if to == "accepted":
        is_known = bool(session.driver.execute(_DIAGNOSED, (row.id.bytes,)).fetchone()[0])
        to = _begin(session, row.id, person, ("in_repair",) * is_known + ("diagnostics",))
    else:
        session.get_one(Order, row.id).technician_id = person
    return Taken(row.id, row.number, row.device, to)


def _begin(session: Writing, order: UUID, person: UUID, ways: tuple[str, ...]) -> str:
    """Go the first way that is open; raises what the last one is refused for."""
    for to in ways[:-1]:
        try:
            return moves.carry_out(session, order, Wish(to=to, technician=person)).to
        except RejectedError:
            continue  # something is missing, or his role does not go there: look at it first
    return moves.carry_out(session, order, Wish(to=ways[-1], technician=person)).to
