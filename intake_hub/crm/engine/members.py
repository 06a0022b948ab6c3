"""Who owns what, as the tables keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID  # noqa: TC003 - NamedTuple reads its annotations

from sqlalchemy import insert, select

from intake_hub.store.crm_tables import CrmMember

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.orm import InstrumentedAttribute

    from intake_hub.crm.engine.kinship import Edge
    from intake_hub.crm.engine.road import Road

AT_ONCE = 500
_Any = TypeVar("_Any")


class Member(NamedTuple):
    """`rec` is told with `owner`; facts of one kind are in the order of `seq`."""

    owner: UUID
    rec: UUID
    entity: str
    seq: int


def note(connection: Connection, road: Road, found: Iterable[tuple[Edge, int]]) -> None:
    """Keep these, each with its number in the feed; what is known already stays as it is."""
    new = {(edge.rec, edge.owner): (edge, seq) for edge, seq in found}
    for run in cut(sorted(new)):
        known = select(CrmMember.rec, CrmMember.owner).where(
            road.of(CrmMember), CrmMember.rec.in_({rec for rec, _ in run})
        )
        there = {(row.rec, row.owner) for row in connection.execute(known)}
        rows = [
            road.row(rec=edge.rec, owner=edge.owner, entity=edge.entity, seq=seq)
            for key in run
            if key not in there
            for edge, seq in (new[key],)
        ]
        if rows:
            connection.execute(insert(CrmMember), rows)


def of(connection: Connection, road: Road, owners: Collection[UUID]) -> list[Member]:
    """Everything that is told with these, in the order of the feed."""
    return _read(connection, road, CrmMember.owner, owners)


def owning(connection: Connection, road: Road, recs: Collection[UUID]) -> list[Member]:
    """Everything these are told with."""
    return _read(connection, road, CrmMember.rec, recs)


def _read(
    connection: Connection, road: Road, column: InstrumentedAttribute[UUID], ids: Collection[UUID]
) -> list[Member]:
    found: list[Member] = []
    for run in cut(sorted(ids)):
        rows = select(CrmMember.owner, CrmMember.rec, CrmMember.entity, CrmMember.seq).where(
            road.of(CrmMember), column.in_(run)
        )
        found += [Member(*row) for row in connection.execute(rows)]
    return sorted(found, key=_place)


def cut(values: list[_Any]) -> Iterator[list[_Any]]:
    """So many at once as a statement takes."""
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]


def _place(member: Member) -> tuple[int, UUID]:
    return member.seq, member.rec
