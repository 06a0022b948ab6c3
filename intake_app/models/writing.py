"""The session of a writing transaction: it records, guards and remembers what was touched."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session
from typing_extensions import override

from intake_app.models.base import Base, new_id
from intake_app.models.recording import Recorder, Recording
from intake_app.models.shapes import insert_shape, table_of
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from uuid import UUID

    from sqlalchemy import Engine, Table
    from sqlalchemy.orm import InstanceState, UOWTransaction
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.ticket import Ticket
    from intake_app.models.scalars import Stored

_RAISE_GUARD = "UPDATE sync SET guard = 1"
_DROP_GUARD = "UPDATE sync SET guard = 0"


class Reading(Session):
    """A session on one unchanging view of the store."""

    @property
    def driver(self) -> Connection:
        """The driver's connection inside this transaction, for prepared plain SQL."""
        return cast("Connection", self.connection().connection.driver_connection)


class Writing(Reading):
    """A session whose changes of shared records become ops in the same transaction.

    `create` is the fast way to insert rows, `add` and attributes the comfortable one; both record.
    `now` is the moment of everything that happens in the transaction.
    """

    def __init__(self, engine: Engine, recorder: Recorder, choices: dict[str, object]) -> None:
        """Bind to the store's one writing engine.

        `choices` are the owner's as far as writers have read them; the store forgets them when
        one is changed. Writers take turns, so what is read in one is true in the next.
        """
        super().__init__(engine, autoflush=False, expire_on_commit=False)
        self.choices = choices
        self.now = recorder.now()
        self._recorder = recorder
        self._recording: Recording | None = None
        self._inserts: list[tuple[str, tuple[Stored, ...]]] = []
        self.touched: set[str] = set()

    @property
    def operator(self) -> str:
        """Who does it all."""
        return self._recorder.operator

    @property
    def desk(self) -> str:
        """Where it is done: the letters that the order numbers of this desk begin with."""
        return self.recording.desk

    @property
    def recording(self) -> Recording:
        """The ops of this transaction."""
        if self._recording is None:
            self._recording = Recording(self._recorder, self.now, self.driver)
        return self._recording

    def create(self, entity: type[Base], **values: object) -> UUID:
        """Insert a row, and its op if the entity is shared, when the transaction ends.

        Raises TypeError for a missing or unknown column.
        """
        shape = insert_shape(entity)
        rec = cast("UUID", values.setdefault("id", new_id()))
        row = shape.row(values)
        self._inserts.append((shape.sql, shape.parameters(row)))
        self.touched.add(shape.name)
        if shape.synced:
            self.recording.put(shape, rec, row)
        return rec

    def next_ticket(self) -> Ticket:
        """Take the next order number of this workstation."""
        return self.recording.next_ticket()

    @contextmanager
    def unrecorded(self, names: Iterable[str]) -> Generator[Connection]:
        """Let rows of shared records change without ops: what came from the hub, bulk loads."""
        self.touched.update(names)
        driver = self.driver
        driver.execute(_RAISE_GUARD)
        yield driver
        driver.execute(_DROP_GUARD)

    def settle(self) -> None:
        """Write all that is due before the commit: objects, rows, ops, the order number."""
        self.flush()
        self.write_created()
        if self._recording is not None:
            if not self._recording.is_empty:
                self.touched.add("outbox")
            self._recording.settle()

    def write_created(self) -> None:
        """Write the rows made so far, because one that exists is about to refer to them."""
        if self._inserts:
            driver = self.driver
            driver.execute(_RAISE_GUARD)
            for sql, parameters in self._inserts:
                driver.execute(sql, parameters)
            self._inserts.clear()
            driver.execute(_DROP_GUARD)

    @override
    def close(self) -> None:
        self._recording = None
        super().close()


def _record(session: Writing, state: InstanceState[Any]) -> None:
    """Turn the pending change of one object into ops."""
    entity = cast("Base", state.obj())
    shape = insert_shape(type(entity))
    session.touched.add(shape.name)
    if not shape.synced:
        return
    rec = cast("UUID", state.dict["id"])
    if state.key is None:
        session.recording.put(shape, rec, {name: getattr(entity, name) for name in shape.synced})
        return
    for name in shape.synced:
        added, _, deleted = (list[object](part) for part in state.attrs[name].history)
        if added != deleted:
            _record_change(session, shape.name, rec, (name, deleted[0], added[0]))


def _record_change(
    session: Writing, entity: str, rec: UUID, change: tuple[str, object, object]
) -> None:
    field, before, after = change
    if field not in ENTITIES[entity].cards:
        raise TypeError(f"{entity}.{field} never changes")
    session.recording.set(entity, rec, field, (before, after))


@event.listens_for(Writing, "before_flush")
def _before_flush(session: Writing, _context: UOWTransaction, _instances: object) -> None:
    if any(
        table_of(type(entity)).name in ENTITIES
        for entity in cast("Iterable[Base]", session.deleted)
    ):
        raise TypeError("shared records are archived, never deleted")
    session.driver.execute(_RAISE_GUARD)


@event.listens_for(Writing, "after_flush")
def _after_flush(session: Writing, _context: UOWTransaction) -> None:
    for entity in (*session.new, *session.dirty):
        _record(session, inspect(entity))
    session.touched.update(
        table_of(type(entity)).name for entity in cast("Iterable[Base]", session.deleted)
    )
    session.driver.execute(_DROP_GUARD)


@event.listens_for(Writing, "do_orm_execute")
def _bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = cast("Table", cast("Any", state.statement).table)
        cast("Writing", state.session).touched.add(table.name)
