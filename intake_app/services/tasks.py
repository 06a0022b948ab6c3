"""What colleagues ask of each other: given in a remark or by itself, done once, seen by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from intake_app.checks import mentions
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Comment, Order
from intake_app.models.tasks import Task
from intake_app.services import task_reading

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.task_rows import TaskRow

LONGEST = 4000
_STAFF = "SELECT id, name FROM staff WHERE active"


@dataclass(frozen=True, slots=True)
class Tasks:
    """The use cases; each method is one transaction. `timezone` is the shop's."""

    store: Store
    timezone: str

    SHOWS: ClassVar[frozenset[str]] = frozenset({"task", "comment", "staff", "order"})

    def remark(self, order: UUID, text: str) -> UUID | None:
        """Write a remark into an order; one that asks somebody (`@Иван …`) makes him a task.

        Returns the task. Raises RejectedError with `fields`: MISSING, TOO_LONG, MENTION_UNKNOWN,
        MENTION_AMBIGUOUS; UNKNOWN_RECORD.
        """
        said = _said(text, "comment")
        with self.store.writing() as session:
            _known(session, order)
            try:
                asked = self._asked(session, said)
            except RejectedError as error:
                raise RejectedError(error.problem, fields={"comment": error.problem}) from error
            about = {"order_id": order, "text": said, "at": session.now, "by": session.operator}
            session.create(Comment, **about)
            if asked is None:
                return None
            return session.create(Task, **about, for_id=asked.person, due_at=asked.due_at)

    def give(
        self, text: str, person: UUID | None, due_at: datetime, order: UUID | None = None
    ) -> UUID:
        """Ask something of somebody, or of anybody. Raises RejectedError: MISSING, TOO_LONG."""
        said = _said(text, "task")
        with self.store.writing() as session:
            if order is not None:
                _known(session, order)
            return session.create(
                Task,
                order_id=order,
                text=said,
                at=session.now,
                by=session.operator,
                for_id=person,
                due_at=due_at,
            )

    def finish(self, task: UUID) -> None:
        """It is done; done twice is done once. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            found = _one(session, task)
            if found.done_at is None:
                found.done_at, found.done_by = session.now, session.operator

    def reopen(self, task: UUID) -> None:
        """It was not done after all. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            found = _one(session, task)
            found.done_at, found.done_by = None, ""

    def of_order(self, order: UUID) -> tuple[TaskRow, ...]:
        """Everything asked about an order, the open ones first."""
        with self.store.reading() as session:
            return task_reading.of_order(session.driver, order)

    def mine(self, person: UUID | None, name: str, limit: int = 200) -> tuple[TaskRow, ...]:
        """What is open for somebody, for anybody, or asked by him; the most urgent first."""
        with self.store.reading() as session:
            return task_reading.mine(session.driver, person, name, limit)

    def _asked(self, session: Writing, said: str) -> mentions.Mention | None:
        rows = session.driver.execute(_STAFF).fetchall()
        staff = {UUID(bytes=ident): name for ident, name in rows}
        return mentions.read(said, staff, session.now.astimezone(ZoneInfo(self.timezone)))


def _said(text: str, field: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        problem = Problem.TOO_LONG if said else Problem.MISSING
        raise RejectedError(problem, fields={field: problem})
    return said


def _known(session: Writing, order: UUID) -> None:
    if session.get(Order, order) is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")


def _one(session: Writing, task: UUID) -> Task:
    found = session.get(Task, task)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "task")
    return found
