"""The recorder: what a transaction does to shared records becomes ops, in that transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks.ticket import Ticket
from intake_app.clock import moment_text
from intake_app.models.base import new_id
from intake_app.models.scalars import to_wire
from intake_app.sync.core import hlc
from intake_app.sync.core.ops import SCHEMA, Verb, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.clock import Clock
    from intake_app.models.scalars import Stored
    from intake_app.models.shapes import InsertShape
    from intake_app.sync.core.ops import Scalar

_ADD_OP = (
    "INSERT INTO outbox(inc, n, op_id, txn, verb, entity, rec, field, payload, base, hlc, schema,"
    " made_at, by_user, state, hub_seq, outcome, last_error)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', 0, '', '')"
)
_SETTLE = "UPDATE sync SET next_n = ?, hlc = ?, order_counter = ?, guard = 0"
_SEEN = "SELECT op_id FROM field_version WHERE rec = ? AND field = ?"
_CHANGE_SHOWN = (
    "INSERT INTO field_version(rec, field, op_id, confirmed_op, confirmed_value)"
    " VALUES (?1, ?2, ?3, ?1, ?4) ON CONFLICT DO UPDATE SET"
    " confirmed_value = CASE WHEN op_id = confirmed_op THEN excluded.confirmed_value"
    " ELSE confirmed_value END, op_id = excluded.op_id"
)


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records, and by which clock; an argument of the store."""

    now: Clock
    operator: str = ""


class Recording:
    """The ops of one transaction, from the first change to the moment before its commit."""

    def __init__(self, recorder: Recorder, now: datetime, connection: Connection) -> None:
        """Read where this workstation stands; the writer's lock keeps it true until the commit."""
        self._connection = connection
        self._operator = recorder.operator
        self._now_ms = int(now.timestamp() * 1000)
        self._made_at = moment_text(now)
        self._txn = new_id().bytes
        self._ops: list[tuple[Stored, ...]] = []
        row = connection.execute("SELECT inc, next_n, hlc, prefix, order_counter FROM sync")
        self._inc, self._next_n, self._hlc, self._prefix, self._counter = row.fetchone()

    @property
    def desk(self) -> str:
        """The letters that the order numbers of this desk begin with."""
        return str(self._prefix)

    @property
    def is_empty(self) -> bool:
        """Whether nothing shared has changed."""
        return not self._ops

    def next_ticket(self) -> Ticket:
        """Take the next order number; it is used up only if the transaction commits."""
        self._counter += 1
        return Ticket(self._prefix, self._counter)

    def put(self, shape: InsertShape, rec: UUID, row: Mapping[str, object]) -> None:
        """Record that a record was made; the op's id is the record's."""
        payload = {name: to_wire(row[name]) for name in shape.synced}
        self._add(shape.name, rec, payload, rec.bytes, None, verb=Verb.PUT)

    def set(self, entity: str, rec: UUID, field: str, change: tuple[object, object]) -> None:
        """Record that a field went from one value to another, seen by whoever changed it."""
        before, after = (to_wire(value) for value in change)
        row = self._connection.execute(_SEEN, (rec.bytes, field)).fetchone()
        base: bytes = row[0] if row else rec.bytes
        op_id = new_id().bytes
        self._connection.execute(_CHANGE_SHOWN, (rec.bytes, field, op_id, canonical(before)))
        self._add(entity, rec, {field: after}, op_id, base, verb=Verb.SET)

    def mend(self, entity: str, rec: UUID, payload: Mapping[str, Scalar]) -> None:
        """Record a record again whose making was refused, as a person has mended it."""
        self._add(entity, rec, payload, new_id().bytes, rec.bytes, verb=Verb.PUT)

    def erase(self, entity: str, rec: UUID) -> None:
        """Record that everything that tells who a person was is to go."""
        self._add(entity, rec, {}, new_id().bytes, None, verb=Verb.ERASE)

    def _add(  # noqa: PLR0913 - an op has so many sides
        self,
        entity: str,
        rec: UUID,
        payload: Mapping[str, Scalar],
        op_id: bytes,
        base: bytes | None,
        *,
        verb: Verb,
    ) -> None:
        self._hlc = hlc.tick(self._hlc, self._now_ms)
        field = next(iter(payload)) if verb is Verb.SET else ""
        self._ops.append(
            (
                self._inc,
                self._next_n,
                op_id,
                self._txn,
                verb.value,
                entity,
                rec.bytes,
                field,
                canonical(payload),
                base,
                self._hlc,
                SCHEMA,
                self._made_at,
                self._operator,
            )
        )
        self._next_n += 1

    def settle(self) -> None:
        """Write the ops and where we stand now; the guard falls."""
        self._connection.executemany(_ADD_OP, self._ops)
        self._connection.execute(_SETTLE, (self._next_n, self._hlc, self._counter))
        self._ops.clear()
