"""What only a person can settle: edits that met, ops the hub put aside, and what looks twice done.

Settling is work like any other: keeping or changing a value is an edit made by somebody who saw
both; giving an op up is a fact with a reason; sending it again makes a new op in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.exchange import Discard
from intake_app.models.scalars import from_wire, to_scalar
from intake_app.models.shapes import insert_shape, select_sql, synced_by_name, update_sql
from intake_app.services import discards
from intake_app.sync.core.ops import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.models.store import Store
    from intake_app.models.writing import Reading, Writing
    from intake_app.sync.core.ops import Scalar

MONEY = frozenset({"estimate_minor", "limit_minor", "agreed_value_minor", "travel_minor"})
_CONFLICTS = (
    "SELECT c.loser, c.entity, c.rec, c.field, c.lost_value, v.confirmed_op FROM conflict c"
    " LEFT JOIN field_version v ON v.rec = c.rec AND v.field = c.field"
    " WHERE NOT c.resolved ORDER BY c.seq"
)
_CONFLICT = f"{_CONFLICTS.partition(' WHERE ')[0]} WHERE NOT c.resolved AND c.loser = ?"
_FED = "SELECT raw FROM feed WHERE op_id = ?"
_OWN = "SELECT by_user, made_at FROM outbox WHERE op_id = ?"
_RESOLVE = "UPDATE conflict SET resolved = 1 WHERE rec = ? AND field = ? AND NOT resolved"
_ASIDE = (
    "SELECT op_id, verb, entity, rec, field, payload, last_error, made_at, by_user FROM outbox"
    " WHERE state = 'quarantined' AND state <> 'done' ORDER BY inc, n"
)
_ONE_ASIDE = f"{_ASIDE.partition(' ORDER')[0]} AND op_id = ?"
_WAITING = (
    "SELECT op_id, verb, entity, rec, field, made_at, by_user FROM outbox"
    " WHERE state IN ('new', 'acked') AND state <> 'done' ORDER BY inc, n LIMIT ?"
)
_REPLACED = "UPDATE outbox SET state = 'done', outcome = 'replaced' WHERE op_id = ?"
_SEEN = "UPDATE attention SET resolved = 1 WHERE kind = ? AND rec = ?"


class Said(NamedTuple):
    """A value with who gave it, when and where; `here` is this desk."""

    value: Scalar
    by: str
    at: str
    here: bool


class Conflict(NamedTuple):
    """Two edits of one field whose authors did not see each other's."""

    loser: UUID
    entity: str
    rec: UUID
    field: str
    chosen: Said
    other: Said


class Aside(NamedTuple):
    """An op of ours that the hub did not take, and why; `values` are what it says."""

    op_id: UUID
    verb: str
    entity: str
    rec: UUID
    field: str
    values: dict[str, Scalar]
    code: str
    at: str
    by: str


class Waiting(NamedTuple):
    """An op of ours on its way."""

    op_id: UUID
    verb: str
    entity: str
    rec: UUID
    field: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Disputes:
    """Each method is one transaction."""

    store: Store

    def conflicts(self) -> list[Conflict]:
        """List what is not decided yet, money first."""
        with self.store.reading() as session:
            rows = session.driver.execute(_CONFLICTS).fetchall()
            found = [_conflict(session, row) for row in rows]
        return sorted(found, key=lambda one: one.field not in MONEY)

    def keep(self, loser: UUID) -> None:
        """The value that stands is right. Raises RejectedError(UNKNOWN_RECORD)."""
        self._decide(loser, lambda conflict: conflict.chosen.value)

    def use_other(self, loser: UUID) -> None:
        """The value that lost is right. Raises RejectedError(UNKNOWN_RECORD)."""
        self._decide(loser, lambda conflict: conflict.other.value)

    def edit(self, loser: UUID, value: Scalar) -> None:
        """Neither is. Raises RejectedError: UNKNOWN_RECORD, MALFORMED."""
        self._decide(loser, lambda _: value)

    def _decide(self, loser: UUID, choose: Callable[[Conflict], Scalar]) -> None:
        with self.store.writing() as session:
            row = session.driver.execute(_CONFLICT, (loser.bytes,)).fetchone()
            if row is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "no such conflict")
            conflict = _conflict(session, row)
            _set(session, conflict.entity, conflict.rec, (conflict.field, choose(conflict)))
            session.driver.execute(_RESOLVE, (conflict.rec.bytes, conflict.field))
            session.touched.add("conflict")

    def aside(self) -> list[Aside]:
        """List ops of ours that wait for a person, the oldest first."""
        with self.store.reading() as session:
            return [_aside(row) for row in session.driver.execute(_ASIDE).fetchall()]

    def waiting(self, limit: int = 200) -> list[Waiting]:
        """List ops of ours on their way, the oldest first."""
        with self.store.reading() as session:
            rows = session.driver.execute(_WAITING, (limit,)).fetchall()
        return [
            Waiting(UUID(bytes=op_id), verb, entity, UUID(bytes=rec), field, at, by)
            for op_id, verb, entity, rec, field, at, by in rows
        ]

    def resend(self, op_id: UUID, values: dict[str, Scalar] | None = None) -> None:
        """Send it as a new op, with other values if given. Raises RejectedError."""
        with self.store.writing() as session:
            op = self._one(session, op_id)
            said = op.values | (values or {})
            session.driver.execute(_REPLACED, (op_id.bytes,))
            session.driver.execute(_SEEN, ("refused", op_id.bytes))
            if op.verb == Verb.PUT:
                _rewrite(session, op, said)
                session.recording.mend(op.entity, op.rec, said)
            else:
                _set(session, op.entity, op.rec, (op.field, said[op.field]))
            session.touched |= {"outbox", "attention"}

    def discard(self, op_id: UUID, reason: str) -> None:
        """Give it up, with what hangs on it; what it did here is undone. Raises RejectedError."""
        if not reason.strip():
            raise RejectedError(Problem.MALFORMED, "a reason is needed")
        with self.store.writing() as session:
            op = self._one(session, op_id)
            fact = {"reason": reason.strip(), "at": session.now, "by": session.operator}
            session.create(Discard, op_id=op_id, rec=op.rec, **fact)
            with session.unrecorded({"outbox"}) as driver:
                session.touched |= discards.give_up(driver, op_id.bytes)

    def seen(self, kind: str, rec: UUID) -> None:
        """Somebody looked at a late move, a double payment or a number printed twice."""
        with self.store.writing() as session:
            session.driver.execute(_SEEN, (kind, rec.bytes))
            session.touched.add("attention")

    def _one(self, session: Writing, op_id: UUID) -> Aside:
        row = session.driver.execute(_ONE_ASIDE, (op_id.bytes,)).fetchone()
        if row is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "nothing put aside")
        return _aside(row)


def _conflict(session: Reading, row: tuple[bytes, str, bytes, str, str, bytes | None]) -> Conflict:
    loser, entity, rec, field, lost, winner = row
    kind = synced_by_name()[entity]
    stored = session.driver.execute(select_sql(kind, field), (rec,)).fetchone()[0]
    shown = to_scalar(insert_shape(kind).columns[field], stored)
    chosen = Said(shown, *_author(session, winner or rec))
    other = Said(cast("Scalar", json.loads(lost)), *_author(session, loser))
    return Conflict(UUID(bytes=loser), entity, UUID(bytes=rec), field, chosen, other)


def _author(session: Reading, op_id: bytes) -> tuple[str, str, bool]:
    own = session.driver.execute(_OWN, (op_id,)).fetchone()
    if own is not None:
        return own[0], own[1], True
    fed = session.driver.execute(_FED, (op_id,)).fetchone()
    told = cast("dict[str, object]", json.loads(fed[0])) if fed else dict[str, object]()
    return str(told.get("by_user", "")), str(told.get("made_at", "")), False


def _aside(row: tuple[bytes, str, str, bytes, str, str, str, str, str]) -> Aside:
    op_id, verb, entity, rec, field, payload, code, at, by = row
    values = cast("dict[str, Scalar]", json.loads(payload))
    return Aside(UUID(bytes=op_id), verb, entity, UUID(bytes=rec), field, values, code, at, by)


def _set(session: Writing, entity: str, rec: UUID, change: tuple[str, Scalar]) -> None:
    """An edit by somebody who sees what is shown; recorded even where the value stays."""
    field, value = change
    kind = synced_by_name()[entity]
    column = insert_shape(kind).columns[field]
    stored = from_wire(column, value)
    before = session.driver.execute(select_sql(kind, field), (rec.bytes,)).fetchone()[0]
    session.recording.set(entity, rec, field, (to_scalar(column, before), value))
    with session.unrecorded({entity}) as driver:
        driver.execute(update_sql(kind, field), (stored, rec.bytes))


def _rewrite(session: Writing, op: Aside, said: dict[str, Scalar]) -> None:
    kind = synced_by_name()[op.entity]
    columns = insert_shape(kind).columns
    with session.unrecorded({op.entity}) as driver:
        for name, value in said.items():
            if op.values.get(name) != value:
                stored = from_wire(columns[name], value)
                driver.execute(update_sql(kind, name), (stored, op.rec.bytes))
