"""Puts ops back that were kept outside the store: from the mirror, or from an exported file.

They keep their ids, so that doing it twice, here or at another desk, changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.models.orders import StageMove
from intake_app.models.scalars import from_wire, to_scalar
from intake_app.models.shapes import insert_shape, select_sql, synced_by_name, update_sql
from intake_app.models.storage import Placement
from intake_app.services import folding, placements
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import Op, Verb, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.base import Base
    from intake_app.models.scalars import Stored
    from intake_app.models.store import Store

_KNOWN = (
    "SELECT 1 FROM outbox WHERE op_id = ?1 UNION ALL SELECT 1 FROM feed WHERE op_id = ?1 LIMIT 1"
)
_ADD = (
    "INSERT INTO outbox(inc, n, op_id, txn, verb, entity, rec, field, payload, base, hlc, schema,"
    " made_at, by_user, state, hub_seq, outcome, last_error)"
    " SELECT inc, next_n, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', 0, '', '' FROM sync"
)
_NEXT = "UPDATE sync SET next_n = next_n + 1, hlc = max(hlc, ?)"
_SHOWN = (
    "INSERT INTO field_version(rec, field, op_id, confirmed_op, confirmed_value)"
    " VALUES (?1, ?2, ?3, ?1, ?4) ON CONFLICT DO UPDATE SET op_id = excluded.op_id,"
    " confirmed_value = coalesce(confirmed_value, excluded.confirmed_value)"
)


def replay(store: Store, ops: Iterable[Op]) -> int:
    """Write what is not known here, in one transaction; returns how many ops came.

    Only for ops of this workstation: those of others go to the hub.
    """
    came = 0
    with store.writing() as session, session.unrecorded({"outbox", "sync"}) as driver:
        orders: set[bytes] = set()
        for op in ops:
            if driver.execute(_KNOWN, (op.op_id.bytes,)).fetchone() is None:
                _apply(driver, op, orders)
                _queue(driver, op)
                session.touched.add(op.entity)
                came += 1
        for order in orders:
            folding.fold(driver, order)
            placements.fold(driver, order)
    return came


def _apply(driver: Connection, op: Op, orders: set[bytes]) -> None:
    entity = synced_by_name().get(op.entity)
    if entity is None:
        return  # of a newer program: it is sent, and comes back by the feed
    if op.verb is Verb.PUT:
        _put(driver, entity, op)
        if entity in {StageMove, Placement}:
            orders.add(UUID(str(dict(op.values)["order_id"])).bytes)
    elif op.verb is Verb.SET and op.field in ENTITIES[op.entity].cards:
        _set(driver, entity, op)


def _put(driver: Connection, entity: type[Base], op: Op) -> None:
    shape = insert_shape(entity)
    row = {
        name: from_wire(shape.columns[name], value)
        for name, value in op.values
        if name in shape.synced
    }
    complete = shape.parameters(shape.row({"id": op.rec, **row}))
    driver.execute(f"{shape.sql} ON CONFLICT (id) DO NOTHING", complete)


def _set(driver: Connection, entity: type[Base], op: Op) -> None:
    there = driver.execute(select_sql(entity, op.field), (op.rec.bytes,)).fetchone()
    if there is not None:
        column = insert_shape(entity).columns[op.field]
        stands = canonical(to_scalar(column, there[0]))
        stored = from_wire(column, op.value)
        driver.execute(update_sql(entity, op.field), (stored, op.rec.bytes))
        driver.execute(_SHOWN, (op.rec.bytes, op.field, op.op_id.bytes, stands))


def _queue(driver: Connection, op: Op) -> None:
    values: tuple[object, ...] = (
        op.op_id.bytes,
        op.txn.bytes,
        op.verb.value,
        op.entity,
        op.rec.bytes,
        op.field,
        canonical(dict(op.values)),
        None if op.base is None else op.base.bytes,
        op.hlc,
        op.schema,
        op.made_at,
        op.by_user,
    )
    driver.execute(_ADD, cast("tuple[Stored, ...]", values))
    driver.execute(_NEXT, (op.hlc,))
