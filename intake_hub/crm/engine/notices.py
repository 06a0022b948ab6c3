"""What a person should see about the links, and what he must decide."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import func, insert, select, update

from intake_app.sync.core.ops import canonical
from intake_hub.crm.documents import Kind
from intake_hub.store.crm_tables import CrmNotice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping

    from intake_hub.crm.engine.road import Road


class What(StrEnum):
    """What happened."""

    DUPLICATE = "duplicate"  # somebody alike is there already
    MERGED = "merged"  # two of ours are one there
    DELETED = "deleted"
    ARCHIVED = "archived"
    RECREATED = "recreated"  # it was gone and is there again
    LOST_EDIT = "lost_edit"  # both sides changed a field; one word lost
    PUT_BACK = "put_back"  # typed over ours there; ours was put back
    NOT_TAKEN = "not_taken"  # typed there, and no value for us


DECIDED = frozenset({What.DUPLICATE, What.MERGED, What.DELETED})
"""What waits for a person; the others only tell."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One of them; `others` are remote ids and names, `words` what it is about."""

    what: What
    kind: Kind
    uid: UUID
    remote: str = ""
    words: str = ""
    others: Mapping[str, str] = field(default_factory=dict[str, str])
    id: UUID = field(default_factory=lambda: UUID(str(uuid_utils.compat.uuid7())))
    noted_ms: int = 0


def note(connection: Connection, road: Road, notice: Notice, now_ms: int) -> None:
    """Keep one, unless the very same is still open."""
    detail = canonical({"words": notice.words, "others": dict(notice.others)})
    same = select(CrmNotice.id).where(
        road.of(CrmNotice),
        CrmNotice.settled_ms == 0,
        CrmNotice.what == notice.what.value,
        CrmNotice.kind == notice.kind.value,
        CrmNotice.uid == notice.uid,
        CrmNotice.remote == notice.remote,
    )
    if notice.what not in DECIDED:
        same = same.where(CrmNotice.detail == detail)
    if connection.execute(same).first() is not None:
        return
    row = road.row(
        id=notice.id,
        what=notice.what.value,
        kind=notice.kind.value,
        uid=notice.uid,
        remote=notice.remote,
        detail=detail,
        noted_ms=now_ms,
        settled_ms=0,
    )
    connection.execute(insert(CrmNotice), row)


def open_ones(connection: Connection, road: Road, limit: int) -> list[Notice]:
    """Those nobody has settled, the oldest first."""
    rows = select(*CrmNotice.__table__.c).where(road.of(CrmNotice), CrmNotice.settled_ms == 0)
    ordered = rows.order_by(CrmNotice.noted_ms, CrmNotice.id).limit(limit)
    return [_notice(row) for row in connection.execute(ordered).mappings()]


def one(connection: Connection, road: Road, ident: UUID) -> Notice | None:
    """One that is still open."""
    rows = select(*CrmNotice.__table__.c).where(
        road.of(CrmNotice), CrmNotice.id == ident, CrmNotice.settled_ms == 0
    )
    row = connection.execute(rows).mappings().first()
    return None if row is None else _notice(row)


def settle(
    connection: Connection, road: Road, kind: Kind, uid: UUID, now_ms: int, *what: What
) -> None:
    """What is open about a record is decided; only of these kinds if any are named."""
    statement = update(CrmNotice).where(
        road.of(CrmNotice),
        CrmNotice.kind == kind.value,
        CrmNotice.uid == uid,
        CrmNotice.settled_ms == 0,
    )
    if what:
        statement = statement.where(CrmNotice.what.in_([one.value for one in what]))
    connection.execute(statement.values(settled_ms=now_ms))


def close(connection: Connection, road: Road, ident: UUID, now_ms: int) -> None:
    """One was seen."""
    at_notice = (road.of(CrmNotice), CrmNotice.id == ident)
    connection.execute(update(CrmNotice).where(*at_notice).values(settled_ms=now_ms))


def count(connection: Connection, road: Road) -> int:
    """How many are open."""
    rows = select(func.count()).where(road.of(CrmNotice), CrmNotice.settled_ms == 0)
    return connection.execute(rows).scalar_one()


def forget(connection: Connection, road: Road, kind: Kind, uid: UUID, now_ms: int) -> None:
    """Take away what all of them say of somebody who was erased."""
    settle(connection, road, kind, uid, now_ms)
    at_record = (road.of(CrmNotice), CrmNotice.kind == kind.value, CrmNotice.uid == uid)
    connection.execute(update(CrmNotice).where(*at_record).values(detail="{}"))


def _notice(row: RowMapping) -> Notice:
    detail = json.loads(row["detail"])
    return Notice(
        What(row["what"]),
        Kind(row["kind"]),
        row["uid"],
        row["remote"],
        detail.get("words", ""),
        detail.get("others", {}),
        row["id"],
        row["noted_ms"],
    )
