"""Which of our records is which of theirs, and what both sides agreed on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from intake_app.sync.core.ops import canonical
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.members import cut
from intake_hub.store.crm_tables import CrmLink

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.engine.road import Road


class Bond(StrEnum):
    """How a link stands."""

    LINKED = "linked"
    DELETED = "deleted"
    MERGED = "merged"
    LEFT = "left"  # a person wants it left alone


@dataclass(frozen=True, slots=True)
class Agreed:
    """The value of one field that both sides last had, and the op it came from.

    `put_back` is what was typed over it there and has been replaced by ours; it is not fought over
    twice. `sent` is on its way there, if `is_sent`: should it come back, nobody there has typed it.
    """

    value: Scalar
    op: UUID | None = None
    put_back: Scalar = None
    is_sent: bool = False
    sent: Scalar = None
    sent_op: UUID | None = None

    def members(self) -> list[object]:
        """Give its JSON members."""
        ops = [None if op is None else str(op) for op in (self.op, self.sent_op)]
        return [self.value, ops[0], self.put_back, self.is_sent, self.sent, ops[1]]


@dataclass(frozen=True, slots=True)
class Link:
    """One of ours and one of theirs; an empty `pushed_hash`: never taken there by this hub."""

    kind: Kind
    uid: UUID
    remote: str
    bond: Bond = Bond.LINKED
    pushed_hash: bytes = b""
    seen_hash: bytes = b""
    base: Mapping[str, Agreed] = field(default_factory=dict[str, Agreed])
    theirs: Mapping[str, Scalar] = field(default_factory=dict[str, Any])
    revision: str = ""
    sent_ms: int = 0

    @property
    def is_live(self) -> bool:
        """Whether changes go over it."""
        return self.bond is Bond.LINKED

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is a record behind it, though perhaps another one's."""
        return self.bond in {Bond.LINKED, Bond.MERGED}

    def without_words(self) -> Link:
        """The same without what it says of a person."""
        return replace(self, base={}, theirs={}, pushed_hash=b"", seen_hash=b"")


def by_uid(
    connection: Connection, road: Road, kind: Kind, uids: Collection[UUID]
) -> dict[UUID, Link]:
    """The links of these records of ours."""
    found: dict[UUID, Link] = {}
    for run in cut(sorted(uids)):
        rows = select(*_TABLE).where(
            road.of(CrmLink), CrmLink.kind == kind.value, CrmLink.uid.in_(run)
        )
        for row in connection.execute(rows).mappings():
            found[row["uid"]] = _link(row)
    return found


def by_remote(
    connection: Connection, road: Road, kind: Kind, remotes: Collection[str]
) -> dict[str, list[Link]]:
    """The links to these records of theirs; two to one are a merge there."""
    found: dict[str, list[Link]] = {}
    for run in cut(sorted(remotes)):
        rows = select(*_TABLE).where(
            road.of(CrmLink), CrmLink.kind == kind.value, CrmLink.remote.in_(run)
        )
        for row in connection.execute(rows).mappings():
            found.setdefault(row["remote"], []).append(_link(row))
    return found


def after(
    connection: Connection, road: Road, kind: Kind, last: UUID | None, limit: int
) -> list[Link]:
    """Some of the living links in the order of their ids, from one on."""
    rows = select(*_TABLE).where(
        road.of(CrmLink), CrmLink.kind == kind.value, CrmLink.state == Bond.LINKED.value
    )
    if last is not None:
        rows = rows.where(CrmLink.uid > last)
    found = connection.execute(rows.order_by(CrmLink.uid).limit(limit)).mappings()
    return [_link(row) for row in found]


def keep(connection: Connection, road: Road, link: Link) -> None:
    """Write one, over what was there."""
    keep_all(connection, road, link.kind, [link])


def keep_all(connection: Connection, road: Road, kind: Kind, found: Sequence[Link]) -> None:
    """Write these, all of one kind, over what was there."""
    if not found:
        return
    at_kind = (road.of(CrmLink), CrmLink.kind == kind.value)
    known = select(CrmLink.uid).where(*at_kind, CrmLink.uid.in_([one.uid for one in found]))
    there = set(connection.execute(known).scalars())
    old = [_values(one) | {"at_uid": one.uid} for one in found if one.uid in there]
    if old:
        statement = update(CrmLink).where(*at_kind, CrmLink.uid == bindparam("at_uid"))
        connection.execute(statement, old)
    new = [
        road.row(kind=kind.value, uid=one.uid, **_values(one))
        for one in found
        if one.uid not in there
    ]
    if new:
        connection.execute(insert(CrmLink), new)


def _values(link: Link) -> dict[str, object]:
    return {
        "remote": link.remote,
        "state": link.bond.value,
        "pushed_hash": link.pushed_hash,
        "seen_hash": link.seen_hash,
        "base": canonical({name: one.members() for name, one in link.base.items()}),
        "theirs": canonical(dict(link.theirs)),
        "revision": link.revision,
        "sent_ms": link.sent_ms,
    }


def drop(connection: Connection, road: Road, link: Link) -> None:
    """Forget one."""
    at_link = (road.of(CrmLink), CrmLink.kind == link.kind.value, CrmLink.uid == link.uid)
    connection.execute(delete(CrmLink).where(*at_link))


_TABLE = tuple(CrmLink.__table__.c)


def _link(row: RowMapping) -> Link:
    return Link(
        kind=Kind(row["kind"]),
        uid=row["uid"],
        remote=row["remote"],
        bond=Bond(row["state"]),
        pushed_hash=bytes(row["pushed_hash"]),
        seen_hash=bytes(row["seen_hash"]),
        base={name: _agreed(found) for name, found in json.loads(row["base"]).items()},
        theirs=json.loads(row["theirs"]),
        revision=row["revision"],
        sent_ms=row["sent_ms"],
    )


def _agreed(found: list[Any]) -> Agreed:
    value, op, put_back, is_sent, sent, sent_op = found
    return Agreed(value, _op(op), put_back, is_sent, sent, _op(sent_op))


def _op(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
