"""Takes out of the hub's tables everything that tells who a person was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from intake_app.sync.core.erasure import FAMILY, ROOT, blanked, blanked_body
from intake_app.sync.core.ops import canonical
from intake_hub.store.doomed import doom
from intake_hub.store.repair_tables import Erased, Snapshot, SnapshotPart
from intake_hub.store.tables import Conflict, FeedEntry, FieldVersion, Held, Record

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Scalar

_AT_ONCE = 500


def erase(connection: Connection, shop: UUID, client: UUID, op_id: UUID) -> None:
    """Blank a client and what is his: state, feed, conflicts, what is held, copies given out."""
    family = _family(connection, shop, client)
    doom(connection, shop, family)
    for rec, entity in family.items():
        _blank_state(connection, shop, rec, entity)
    _blank_feed(connection, shop, family)
    _blank_held(connection, shop, family)
    known = select(Erased.rec).where(Erased.shop == shop)
    new = family.keys() - set(connection.execute(known).scalars())
    if new:
        rows = [{"shop": shop, "rec": rec, "op_id": op_id} for rec in sorted(new)]
        connection.execute(insert(Erased), rows)
    for table in (SnapshotPart, Snapshot):
        connection.execute(delete(table).where(table.shop == shop))


def _family(connection: Connection, shop: UUID, client: UUID) -> dict[UUID, str]:
    """Find what belongs to a client, and what belongs to that."""
    found = {client: ROOT}
    frontier = [client]
    while frontier:
        owners, frontier = frontier, list[UUID]()
        for owner in owners:
            for rec, entity in _belonging(connection, shop, owner):
                if rec not in found:
                    found[rec] = entity
                    frontier.append(rec)
    return found


def _belonging(connection: Connection, shop: UUID, owner: UUID) -> list[tuple[UUID, str]]:
    """Erasures are rare, so no index is kept for them: the values are searched as text."""
    named = f'%"{owner}"%'
    moved = select(FieldVersion.rec).where(
        FieldVersion.shop == shop, FieldVersion.value == f'"{owner}"'
    )
    rows = select(Record.rec, Record.entity, Record.born).where(
        Record.shop == shop, or_(Record.born.like(named), Record.rec.in_(moved))
    )
    found: list[tuple[UUID, str]] = []
    for rec, entity, born in connection.execute(rows).all():
        belonging = FAMILY.get(entity)
        if belonging is not None and belonging.owner:
            now = _current(connection, shop, rec, belonging.owner)
            owned_by = json.loads(born).get(belonging.owner) if now is None else now
            if owned_by == str(owner):
                found.append((rec, entity))
    return found


def _current(connection: Connection, shop: UUID, rec: UUID, field: str) -> str | None:
    version = select(FieldVersion.value).where(
        FieldVersion.shop == shop, FieldVersion.rec == rec, FieldVersion.field == field
    )
    value = connection.execute(version).scalar()
    return None if value is None else cast("str | None", json.loads(value))


def _blank_state(connection: Connection, shop: UUID, rec: UUID, entity: str) -> None:
    at_record = and_(Record.shop == shop, Record.rec == rec)
    born = connection.execute(select(Record.born).where(at_record)).scalar()
    if born is None:
        return
    values = cast("dict[str, Scalar]", json.loads(born))
    now = canonical(blanked(entity, values))
    connection.execute(update(Record).where(at_record).values(born=now))
    for field, blank in FAMILY[entity].blanks.items():
        at_field = (FieldVersion.shop == shop, FieldVersion.rec == rec, FieldVersion.field == field)
        connection.execute(update(FieldVersion).where(*at_field).values(value=canonical(blank)))
        said = {"winner_value": canonical(blank), "loser_value": canonical(blank)}
        at_conflict = (Conflict.shop == shop, Conflict.rec == rec, Conflict.field == field)
        connection.execute(update(Conflict).where(*at_conflict).values(said | {"resolved": 1}))


def _blank_feed(connection: Connection, shop: UUID, recs: Collection[UUID]) -> None:
    ids = sorted(recs)
    for at in range(0, len(ids), _AT_ONCE):
        rows = select(FeedEntry.seq, FeedEntry.entity, FeedEntry.body).where(
            FeedEntry.shop == shop, FeedEntry.rec.in_(ids[at : at + _AT_ONCE])
        )
        blank = [
            {"at_seq": seq, "body": blanked_body(body, entity)}
            for seq, entity, body in connection.execute(rows).all()
            if '"verb":"erase"' not in body
        ]
        if blank:
            at_entry = and_(FeedEntry.shop == shop, FeedEntry.seq == bindparam("at_seq"))
            connection.execute(update(FeedEntry).where(at_entry), blank)


def _blank_held(connection: Connection, shop: UUID, family: dict[UUID, str]) -> None:
    """Few are held at any time, so all of them are looked at."""
    for op_id, body in connection.execute(
        select(Held.op_id, Held.body).where(Held.shop == shop)
    ).all():
        members = json.loads(body)
        entity, values = members.get("entity"), members.get("values")
        belonging = FAMILY.get(entity) if isinstance(entity, str) else None
        if belonging is None or not isinstance(values, dict):
            continue
        owner = cast("dict[str, object]", values).get(belonging.owner)
        names = {str(rec) for rec in family}
        if members.get("rec") in names or owner in names:
            at_op = (Held.shop == shop, Held.op_id == op_id)
            blank = blanked_body(body, str(entity))
            connection.execute(update(Held).where(*at_op).values(body=blank))
