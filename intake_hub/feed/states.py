"""Records as they are now: read by kind and in the order of their ids, or by bucket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.repair_wire import PART_RECORDS, OpenConflict, RecordState
from intake_hub.store.tables import Conflict, FieldVersion, Record, Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

    from intake_app.sync.core.ops import Scalar


class _Born(NamedTuple):
    rec: UUID
    born: str
    seq: int | None


def kinds(connection: Connection, shop: UUID) -> dict[str, int]:
    """Which kinds of record there are and how many of each, parents before their children."""
    counted = select(Record.entity, func.count()).where(Record.shop == shop).group_by(Record.entity)
    found = {row[0]: row[1] for row in connection.execute(counted).all()}
    return {entity: found[entity] for entity in ENTITIES if entity in found}


def records(
    connection: Connection,
    shop: UUID,
    entity: str,
    size: int = PART_RECORDS,
    after: UUID | None = None,
) -> Iterator[list[RecordState]]:
    """Give all records of one kind, or those behind one, `size` at a time."""
    last = after
    while True:
        rows = _born(connection, shop, entity, last, size)
        if not rows:
            return
        last = rows[-1].rec
        yield _completed(connection, shop, entity, rows)


def these(
    connection: Connection, shop: UUID, entity: str, recs: Collection[UUID]
) -> list[RecordState]:
    """Give these records of one kind; those that are not there are left out."""
    seen = (Seen.shop == Record.shop) & (Seen.op_id == Record.rec)
    found = select(Record.rec, Record.born, Seen.seq).outerjoin(Seen, seen)
    rows = found.where(Record.shop == shop, Record.entity == entity, Record.rec.in_(recs))
    born = [_Born(*row) for row in connection.execute(rows).all()]
    edits = _edits(connection, shop, FieldVersion.rec.in_(recs))
    return [_state(entity, row, edits.get(row.rec, {})) for row in born]


def _born(
    connection: Connection, shop: UUID, entity: str, last: UUID | None, size: int
) -> list[_Born]:
    seen = (Seen.shop == Record.shop) & (Seen.op_id == Record.rec)
    rows = (
        select(Record.rec, Record.born, Seen.seq)
        .outerjoin(Seen, seen)
        .where(Record.shop == shop, Record.entity == entity)
        .order_by(Record.rec)
        .limit(size)
    )
    if last is not None:
        rows = rows.where(Record.rec > last)
    return [_Born(*row) for row in connection.execute(rows).all()]


def _completed(
    connection: Connection, shop: UUID, entity: str, rows: list[_Born]
) -> list[RecordState]:
    """Put the edits onto what the records were born with."""
    among = (FieldVersion.rec >= rows[0].rec) & (FieldVersion.rec <= rows[-1].rec)
    edits = _edits(connection, shop, among)
    return [_state(entity, row, edits.get(row.rec, {})) for row in rows]


def _edits(
    connection: Connection, shop: UUID, among: ColumnElement[bool]
) -> dict[UUID, dict[str, tuple[UUID, str]]]:
    edits: dict[UUID, dict[str, tuple[UUID, str]]] = {}
    query = select(
        FieldVersion.rec, FieldVersion.field, FieldVersion.op_id, FieldVersion.value
    ).where(FieldVersion.shop == shop, among)
    for rec, field, op_id, value in connection.execute(query):
        edits.setdefault(rec, {})[field] = op_id, value
    return edits


def _state(entity: str, row: _Born, edits: dict[str, tuple[UUID, str]]) -> RecordState:
    values: dict[str, Scalar] = json.loads(row.born)
    values |= {field: json.loads(value) for field, (_, value) in edits.items()}
    return RecordState(
        entity=entity,
        rec=row.rec,
        seq=row.seq or 0,
        values=values,
        versions={field: op_id for field, (op_id, _) in edits.items()},
    )


def conflicts(connection: Connection, shop: UUID) -> Iterator[OpenConflict]:
    """Give what lost and nobody has decided about, in the order in which it came up."""
    seen = (Seen.shop == Conflict.shop) & (Seen.op_id == Conflict.edit)
    record = (Record.shop == Conflict.shop) & (Record.rec == Conflict.rec)
    found = select(
        Record.entity, Conflict.rec, Conflict.field, Conflict.loser, Conflict.loser_value, Seen.seq
    )
    rows = (
        found.select_from(Conflict)
        .join(Seen, seen)
        .join(Record, record)
        .where(Conflict.shop == shop, Conflict.resolved == 0)
        .order_by(Seen.seq)
    )
    for entity, rec, name, loser, value, seq in connection.execute(rows):
        yield OpenConflict(
            entity=entity, rec=rec, field=name, loser=loser, value=json.loads(value), seq=seq
        )
