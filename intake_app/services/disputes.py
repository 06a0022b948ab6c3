"""What only a person can settle: edits that met, ops the hub put aside, and what looks twice done.

Settling is work like any other: keeping or changing a value is an edit made by somebody who saw
both; giving an op up is a fact with a reason; sending it again makes a new op in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.exchange import Discard
from intake_app.models.scalars import from_wire, to_scalar
from intake_app.models.shapes import insert_shape, select_sql, synced_by_name, update_sql
from intake_app.services import authors, discards, exchange_finder, noticed
from intake_app.services.dispute_rows import (
    Aside,
    Conflict,
    Decided,
    Said,
    Standings,
    Waiting,
)
from intake_app.services.whose import whose
from intake_app.sync.core.merge import same
from intake_app.sync.core.ops import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.base import Base
    from intake_app.models.scalars import Stored
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
_RESOLVE = (
    "UPDATE conflict SET resolved = 1, reopened = 0 WHERE rec = ? AND field = ? AND NOT resolved"
)
_REOPEN = "UPDATE conflict SET resolved = 0, reopened = 1 WHERE loser = ?"
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
_SEEN = "UPDATE attention SET resolved = ? WHERE kind = ? AND rec = ?"
_BY_KIND = (
    "SELECT entity, count(*) FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'"
    " GROUP BY entity ORDER BY 2 DESC"
)
_HEARD = "SELECT compared_ms, coalesce((SELECT max(taken_ms) FROM feed), 0) FROM sync"
_NAMES = {
    "technician_id": "SELECT name FROM staff WHERE id = ?",
    "client_id": "SELECT name FROM client WHERE id = ?",
    "rework_of": 'SELECT number FROM "order" WHERE id = ?',
}
_SHOWN = 500


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

    def standings(self) -> Standings:
        """Read everything the screen of the exchange shows, at one moment."""
        conflicts = tuple(self.conflicts())
        with self.store.reading() as session:
            driver = session.driver
            compared_ms, heard_ms = driver.execute(_HEARD).fetchone()
            return Standings(
                owed=exchange_finder.owed(driver),
                conflicts=conflicts,
                aside=_all_aside(driver),
                noticed=noticed.noticed(driver),
                waiting=_waiting(driver, _SHOWN),
                by_kind=tuple(driver.execute(_BY_KIND).fetchall()),
                compared_ms=compared_ms,
                heard_ms=heard_ms,
            )

    def keep(self, loser: UUID) -> Decided:
        """The value that stands is right. Raises RejectedError(UNKNOWN_RECORD)."""
        return self._decide(loser, lambda conflict: conflict.chosen.value)

    def use_other(self, loser: UUID) -> Decided:
        """The value that lost is right. Raises RejectedError(UNKNOWN_RECORD)."""
        return self._decide(loser, lambda conflict: conflict.other.value)

    def edit(self, loser: UUID, value: Scalar) -> Decided:
        """Neither is. Raises RejectedError: UNKNOWN_RECORD, MALFORMED."""
        return self._decide(loser, lambda _: value)

    def reopen(self, done: Decided) -> None:
        """Take a decision back: the value from before stands, and the conflict is listed again.

        Raises RejectedError(CHANGED_SINCE) when somebody has changed the field since.
        """
        with self.store.writing() as session:
            kind = synced_by_name()[done.entity]
            row = session.driver.execute(select_sql(kind, done.field), (done.rec.bytes,)).fetchone()
            if row is None or not same(_wire(kind, done.field, row[0]), done.after):
                raise RejectedError(Problem.CHANGED_SINCE, done.field)
            if not same(done.before, done.after):
                _set(session, done.entity, done.rec, (done.field, done.before))
            session.driver.execute(_REOPEN, (done.loser.bytes,))
            session.touched.add("conflict")

    def _decide(self, loser: UUID, choose: Callable[[Conflict], Scalar]) -> Decided:
        with self.store.writing() as session:
            row = session.driver.execute(_CONFLICT, (loser.bytes,)).fetchone()
            if row is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "no such conflict")
            conflict = _conflict(session, row)
            place, after = (conflict.entity, conflict.rec, conflict.field), choose(conflict)
            _set(session, conflict.entity, conflict.rec, (conflict.field, after))
            session.driver.execute(_RESOLVE, (conflict.rec.bytes, conflict.field))
            session.touched.add("conflict")
            return Decided(conflict.loser, *place, conflict.chosen.value, after)

    def aside(self) -> list[Aside]:
        """List ops of ours that wait for a person, the oldest first."""
        with self.store.reading() as session:
            return list(_all_aside(session.driver))

    def waiting(self, limit: int = 200) -> list[Waiting]:
        """List ops of ours on their way, the oldest first."""
        with self.store.reading() as session:
            return list(_waiting(session.driver, limit))

    def resend(self, op_id: UUID, values: dict[str, Scalar] | None = None) -> None:
        """Send it as a new op, with other values if given. Raises RejectedError."""
        with self.store.writing() as session:
            op = self._one(session, op_id)
            said = op.values | (values or {})
            session.driver.execute(_REPLACED, (op_id.bytes,))
            session.driver.execute(_SEEN, (1, noticed.REFUSED, op_id.bytes))
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

    def seen(self, kind: str, rec: UUID, *, is_seen: bool = True) -> None:
        """Somebody looked at a late move, a double payment or a number printed twice."""
        with self.store.writing() as session:
            session.driver.execute(_SEEN, (int(is_seen), kind, rec.bytes))
            session.touched.add("attention")

    def _one(self, session: Writing, op_id: UUID) -> Aside:
        row = session.driver.execute(_ONE_ASIDE, (op_id.bytes,)).fetchone()
        if row is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "nothing put aside")
        return _aside(session.driver, row)


def _conflict(session: Reading, row: tuple[bytes, str, bytes, str, str, bytes | None]) -> Conflict:
    loser, entity, rec, field, lost, winner = row
    kind = synced_by_name()[entity]
    driver = session.driver
    stored = driver.execute(select_sql(kind, field), (rec,)).fetchone()[0]
    shown = _wire(kind, field, stored)
    chosen = Said(shown, *authors.author(driver, winner or rec))
    other = Said(cast("Scalar", json.loads(lost)), *authors.author(driver, loser))
    belongs, names = whose(driver, entity, rec), _names(driver, field, (shown, other.value))
    place = UUID(bytes=loser), entity, UUID(bytes=rec), field
    return Conflict(*place, chosen, other, belongs, names)


def _names(driver: Connection, field: str, values: tuple[Scalar, ...]) -> dict[str, str]:
    """What the records are called that two values name."""
    sql = _NAMES.get(field)
    if sql is None:
        return {}
    known = [(str(one), driver.execute(sql, (UUID(str(one)).bytes,))) for one in values if one]
    return {one: row[0] for one, found in known if (row := found.fetchone()) is not None}


def _wire(kind: type[Base], field: str, stored: Stored) -> Scalar:
    return to_scalar(insert_shape(kind).columns[field], stored)


def _all_aside(driver: Connection) -> tuple[Aside, ...]:
    return tuple(_aside(driver, row) for row in driver.execute(_ASIDE).fetchall())


def _aside(
    driver: Connection, row: tuple[bytes, str, str, bytes, str, str, str, str, str]
) -> Aside:
    op_id, verb, entity, rec, field, payload, code, at, by = row
    values = cast("dict[str, Scalar]", json.loads(payload))
    place = UUID(bytes=op_id), verb, entity, UUID(bytes=rec), field
    return Aside(*place, values, code, at, by, whose(driver, entity, rec))


def _waiting(driver: Connection, limit: int) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            UUID(bytes=op_id),
            verb,
            entity,
            UUID(bytes=rec),
            field,
            at,
            by,
            whose(driver, entity, rec),
        )
        for op_id, verb, entity, rec, field, at, by in driver.execute(_WAITING, (limit,)).fetchall()
    )


def _set(session: Writing, entity: str, rec: UUID, change: tuple[str, Scalar]) -> None:
    """An edit by somebody who sees what is shown; recorded even where the value stays."""
    field, value = change
    kind = synced_by_name()[entity]
    stored = from_wire(insert_shape(kind).columns[field], value)
    before = session.driver.execute(select_sql(kind, field), (rec.bytes,)).fetchone()[0]
    session.recording.set(entity, rec, field, (_wire(kind, field, before), value))
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
