"""What the hub's feed does to the store: one op after the other, inside one transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.consents import Merge, Unmerge
from intake_app.models.orders import StageMove
from intake_app.models.scalars import from_wire, to_scalar
from intake_app.models.shapes import insert_shape, select_sql, synced_by_name, update_sql
from intake_app.models.storage import Placement
from intake_app.services import (
    discards,
    doubles,
    erasing,
    folding,
    placements,
    stock_folding,
    unions,
)
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.erasure import FAMILY
from intake_app.sync.core.merge import same
from intake_app.sync.core.ops import Outcome, Verb, canonical, encode
from intake_app.sync.core.upcasting import upcast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlcipher3.dbapi2 import Connection, Cursor

    from intake_app.models.base import Base
    from intake_app.models.scalars import Stored
    from intake_app.sync.core.ops import FeedOp, Op, Scalar

_OWN_IS_BACK = "UPDATE outbox SET state = 'done', hub_seq = ?, outcome = ? WHERE op_id = ?"
_KEEP = (
    "INSERT INTO feed(op_id, epoch, seq, outcome, raw, rec, taken_ms, understood)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq"
)
_UNLESS_THERE = "ON CONFLICT (id) DO NOTHING"  # our own, back after this store was restored
_VERSION = (
    "SELECT op_id, confirmed_op, confirmed_value FROM field_version WHERE rec = ? AND field = ?"
)
_SET_VERSION = (
    "INSERT INTO field_version(rec, field, op_id, confirmed_op, confirmed_value)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET op_id = excluded.op_id,"
    " confirmed_op = excluded.confirmed_op, confirmed_value = excluded.confirmed_value"
)
_CONFLICT = (
    "INSERT INTO conflict(loser, entity, rec, field, lost_value, seq, resolved, reopened)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING"
)
_DECIDED = (
    "UPDATE conflict SET resolved = 1 WHERE rec = ? AND field = ? AND NOT resolved"
    " AND NOT (reopened AND EXISTS (SELECT 1 FROM outbox WHERE op_id = ?))"
)
_ATTEND = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES (?, ?, ?, ?, 0)"
    " ON CONFLICT DO NOTHING"
)
_GIVEN = (
    "SELECT json_extract(raw, '$.values') FROM feed WHERE op_id = ?1"
    " UNION ALL SELECT payload FROM outbox WHERE op_id = ?1 LIMIT 1"
)
_FORGOTTEN = (
    "SELECT 1 FROM sync s WHERE s.origin = ?1 AND s.inc = ?2"
    " AND (s.next_n <= ?3 OR EXISTS (SELECT 1 FROM outbox WHERE inc = ?2 AND n = ?3))"
)
_PLACE = "UPDATE stage SET seq = ? WHERE id = ? RETURNING order_id"
_PLACE_STORED = "UPDATE placement SET seq = ? WHERE id = ? RETURNING order_id"


class Feeding:
    """Takes ops in the hub's order; `settle` derives what depends on several of them."""

    def __init__(self, driver: Connection, epoch: UUID, now_ms: int = 0) -> None:
        """Work on the writer's connection, with the guard lifted."""
        self._now_ms = now_ms
        self.touched: set[str] = set()
        self.is_forked = False  # an op of ours came that this store has never made
        self._driver = driver
        self._epoch = epoch
        self._moved: set[bytes] = set()
        self._stored: set[bytes] = set()
        self._united: set[UUID] = set()

    def take(self, one: FeedOp) -> None:
        """Apply one op, or note why not; a bad one never stops those behind it."""
        op = one.op
        own = self._run(_OWN_IS_BACK, one.seq, one.outcome, op.op_id.bytes).rowcount
        if not own:
            self._keep(one)
            self.is_forked |= self._has_forgotten(op)
        sent, one = op, replace(one, op=upcast(op))  # kept as it came, read as today's
        op = one.op
        entity = synced_by_name().get(op.entity)
        if own and entity is not None:
            self._take_back(entity, one, sent)
        if entity is None or one.outcome not in {Outcome.APPLIED, Outcome.LOST}:
            return  # of a newer program, or erased: kept as it came
        self.touched.add(op.entity)
        try:
            if op.verb is Verb.PUT:
                self._put(entity, one)
            elif op.verb is Verb.ERASE:
                self.touched |= erasing.erase(self._driver, op.rec, is_elsewhere=True)
            elif op.field in ENTITIES[op.entity].cards:
                self._set(entity, one)
        except RejectedError as error:
            self._attend(error.problem, op.op_id.bytes, op.rec.bytes, error.detail)

    def _take_back(self, entity: type[Base], one: FeedOp, sent: Op) -> None:
        """Take out what we said of somebody forgotten meanwhile; put back what the hub kept."""
        op = one.op
        is_sound = one.outcome is Outcome.APPLIED and op.entity in FAMILY
        if one.outcome is Outcome.GONE and op.verb is Verb.SET:
            version = self._run(_VERSION, op.rec.bytes, op.field).fetchone()
            if version is not None and version[0] == op.op_id.bytes and version[2] is not None:
                column = insert_shape(entity).columns[op.field]
                self._write(entity, op, from_wire(column, json.loads(version[2])))
                self._run(_SET_VERSION, op.rec.bytes, op.field, version[1], version[1], None)
            erasing.blank_ops(self._driver, op.entity, op.rec.bytes)
        elif erasing.is_late(op):
            erasing.blank_row(self._driver, op.entity, op.rec.bytes)
            erasing.blank_ops(self._driver, op.entity, op.rec.bytes)
        elif not (is_sound and erasing.as_told(self._driver, sent, op)):
            return
        self.touched |= {op.entity, "outbox"}

    def _has_forgotten(self, op: Op) -> bool:
        """Whether this life of ours made it, and yet it is not here: an older copy was put back."""
        place = op.origin.bytes, op.inc, op.n
        return self._run(_FORGOTTEN, *place).fetchone() is not None

    def _keep(self, one: FeedOp) -> None:
        op = one.op
        shape = ENTITIES.get(op.entity)
        known = shape is not None and {name for name, _ in op.values} <= shape.fields
        raw = canonical(encode(op))
        place = op.op_id.bytes, self._epoch.bytes, one.seq, one.outcome
        self._run(_KEEP, *place, raw, op.rec.bytes, self._now_ms, known)

    def settle(self) -> None:
        """Derive the stage of every order, and the union of every client, that this page names."""
        for order in self._moved:
            if folding.fold(self._driver, order):
                self.touched |= {"order", "attention"}
        for order in self._stored | self._moved:
            if placements.fold(self._driver, order):
                self.touched.add("order")
        for client in self._united:
            if unions.settle(self._driver, client):
                self.touched.add("client")

    def _put(self, entity: type[Base], one: FeedOp) -> None:
        op, shape = one.op, insert_shape(entity)
        row = {
            name: from_wire(shape.columns[name], value)
            for name, value in op.values
            if name in shape.synced
        }
        for field, parent in ENTITIES[op.entity].parents.items():
            if self._value(synced_by_name()[parent], "id", row.get(field)) is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, f"{op.entity}.{field}")
        missing = shape.columns.keys() - row.keys() - shape.defaults.keys() - {"id"}
        if missing:
            raise RejectedError(Problem.MALFORMED, f"{op.entity} without {sorted(missing)}")
        complete = shape.parameters(shape.row({"id": op.rec, **row}))
        self._run(f"{shape.sql} {_UNLESS_THERE}", *complete)
        self._watch(op)
        if entity is StageMove:
            self._moved.add(self._run(_PLACE, one.seq, op.rec.bytes).fetchone()[0])
        elif entity is Placement:
            self._stored.add(self._run(_PLACE_STORED, one.seq, op.rec.bytes).fetchone()[0])
        elif entity is Merge:
            self._united.add(UUID(cast("str", dict(op.values)["client_id"])))
        elif entity is Unmerge:
            merge = UUID(cast("str", dict(op.values)["merge_id"]))
            self._united.add(cast("UUID", unions.client_of(self._driver, merge)))

    def _watch(self, op: Op) -> None:
        """Look for what two desks may have done twice without knowing of each other."""
        if op.entity == "discard":
            self.touched |= discards.carry_out(self._driver, op)
            return
        if op.entity == "order":
            doubles.keep_ahead(self._driver, (str(dict(op.values)["number"]),))
        if op.entity == "stock_move":
            item = UUID(cast("str", dict(op.values)["item_id"]))
            if stock_folding.settle(self._driver, item):
                self.touched.add("attention")
        noted = _NOTED.get(op.entity)
        if noted is not None and noted(self._driver, op):
            self.touched.add("attention")
        is_paid = op.entity == "payment" and doubles.note_payment(self._driver, op)
        if is_paid or (op.entity == "order" and doubles.settle_number(self._driver, op.rec)):
            self.touched.add("attention")

    def _set(self, entity: type[Base], one: FeedOp) -> None:
        """Apply the edit of a field unless an edit of ours stands above it."""
        op = one.op
        column = insert_shape(entity).columns[op.field]
        stored = from_wire(column, op.value)
        current = self._value(entity, op.field, op.rec.bytes)
        if current is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, op.entity)
        version = self._run(_VERSION, op.rec.bytes, op.field).fetchone()
        shown, confirmed, kept = version or (op.rec.bytes, op.rec.bytes, None)
        pending = shown != confirmed
        standing: Scalar = json.loads(kept) if kept is not None else to_scalar(column, current[0])
        if one.outcome is Outcome.LOST:
            if not same(standing, op.value):  # else both were blanked: of somebody forgotten
                self._conflict(one, op.op_id.bytes, op.value)
            if shown == op.op_id.bytes:
                self._write(entity, op, from_wire(column, standing))
                self._run(_SET_VERSION, op.rec.bytes, op.field, confirmed, confirmed, None)
            return
        if self._is_unseen(op, confirmed, standing):
            self._conflict(one, confirmed, standing)
        elif self._run(_DECIDED, op.rec.bytes, op.field, op.op_id.bytes).rowcount:
            self.touched.add("conflict")
        confirmed = op.op_id.bytes
        if pending and shown != confirmed:
            kept = canonical(op.value)
        else:
            self._write(entity, op, stored)
            shown, kept = confirmed, None
        self._run(_SET_VERSION, op.rec.bytes, op.field, shown, confirmed, kept)

    def _is_unseen(self, op: Op, confirmed: bytes, standing: Scalar) -> bool:
        """Whether its author did not see what it replaces; the hub judges in the same way."""
        base = _bytes(op.base)
        if confirmed in {base, op.op_id.bytes} or same(standing, op.value):
            return False
        row = self._run(_GIVEN, base).fetchone()
        given: dict[str, Scalar] = {} if row is None else json.loads(row[0])
        return op.field not in given or not same(standing, given[op.field])

    def _write(self, entity: type[Base], op: Op, value: Stored) -> None:
        self._run(update_sql(entity, op.field), value, op.rec.bytes)

    def _value(self, entity: type[Base], field: str, rec: object) -> tuple[Stored] | None:
        row: tuple[Stored] | None = self._run(
            select_sql(entity, field), cast("Stored", rec)
        ).fetchone()
        return row

    def _conflict(self, one: FeedOp, loser: bytes, value: Scalar) -> None:
        op = one.op
        lost = canonical(value)
        self._run(_CONFLICT, loser, op.entity, op.rec.bytes, op.field, lost, one.seq)
        self.touched.add("conflict")

    def _attend(self, kind: str, rec: bytes, about: bytes, code: str) -> None:
        self._run(_ATTEND, kind, rec, about, code)
        self.touched.add("attention")

    def _run(self, sql: str, *parameters: Stored) -> Cursor:
        return self._driver.execute(sql, parameters)


def _settle_loan(driver: Connection, op: Op) -> bool:
    return doubles.settle_loan(driver, UUID(cast("str", dict(op.values)["loan_id"])))


_NOTED: Mapping[str, Callable[[Connection, Op], bool]] = {
    "shift": doubles.note_shift,
    "loan": doubles.note_loan,
    "loan_return": _settle_loan,
}
"""What is looked at when such a fact comes in; each tells whether a person hears of it."""


def _bytes(base: UUID | None) -> bytes | None:
    return None if base is None else base.bytes
