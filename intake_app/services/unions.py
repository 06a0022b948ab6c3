"""Cards that are one client: which card speaks for all is derived from the facts alone.

Nothing is rewritten by a merge. A fact says "this card belongs to that one"; facts are taken in the
order of their ids, which is the same on every desk whatever arrived first, and one that says
nothing new is passed over. So two desks that merge the same cards in opposite directions at once
agree, chains lead to one card, a circle cannot come about, and a merge taken back leaves no trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlcipher3.dbapi2 import Connection

_RELATED = (
    "WITH RECURSIVE related(id) AS (VALUES(?1)"
    " UNION SELECT m.client_id FROM merge m JOIN related r ON m.merged_id = r.id"
    " UNION SELECT m.merged_id FROM merge m JOIN related r ON m.client_id = r.id)"
)
_MEMBERS = f"{_RELATED} SELECT id FROM related"  # noqa: S608 - words of ours
_FACTS = (
    f"{_RELATED} SELECT m.id, m.client_id, m.merged_id FROM merge m"  # noqa: S608 - words of ours
    " WHERE m.client_id IN (SELECT id FROM related)"
    " AND NOT EXISTS (SELECT 1 FROM unmerge u WHERE u.merge_id = m.id) ORDER BY m.id"
)
_SETTLE = "UPDATE client SET merged_into = ?1 WHERE id = ?2 AND merged_into IS NOT ?1"
_ROOT = "SELECT coalesce(merged_into, id) FROM client WHERE id = ?"
_OF_MERGE = "SELECT client_id FROM merge WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Link:
    """A merge that nobody has taken back."""

    id: UUID
    client: UUID
    merged: UUID


@dataclass(frozen=True, slots=True)
class Union:
    """`roots` names the surviving card of every card; `links` are the merges that made it so."""

    roots: Mapping[UUID, UUID]
    links: tuple[Link, ...]
    idle: tuple[Link, ...]  # said what was so already


def union_of(links: Iterable[Link]) -> Union:
    """Fold merges into roots; a card that no merge names is its own."""
    above: dict[UUID, UUID] = {}
    made: list[Link] = []
    idle: list[Link] = []
    for link in sorted(links, key=_id_of):
        winner, loser = _top(above, link.client), _top(above, link.merged)
        if winner == loser:
            idle.append(link)
        else:
            above[loser] = winner
            made.append(link)
    cards = {card for link in made for card in (link.client, link.merged)}
    roots = {card: _top(above, card) for card in cards}
    return Union(roots, tuple(made), tuple(idle))


def to_part(links: Iterable[Link], merge: UUID) -> tuple[UUID, ...]:
    """Which merges to take back so that the two sides of one are apart: it and its like."""
    union = union_of(links)
    kept = [link for link in union.links if link.id != merge]
    if len(kept) == len(union.links):
        return (merge,)
    roots = union_of(kept).roots
    cut = next(link for link in union.links if link.id == merge)
    sides = {roots.get(cut.client, cut.client), roots.get(cut.merged, cut.merged)}
    same = (
        link.id
        for link in union.idle
        if {roots.get(link.client, link.client), roots.get(link.merged, link.merged)} == sides
    )
    return (merge, *same)


def links_of(driver: Connection, client: UUID) -> tuple[Link, ...]:
    """The standing merges of all cards that were ever tied to this one."""
    rows = driver.execute(_FACTS, (client.bytes,)).fetchall()
    return tuple(Link(*(UUID(bytes=value) for value in row)) for row in rows)


def root_of(driver: Connection, client: UUID) -> UUID | None:
    """The card that speaks for this one; None where there is no such card."""
    row = driver.execute(_ROOT, (client.bytes,)).fetchone()
    return None if row is None else UUID(bytes=row[0])


def settle(driver: Connection, client: UUID) -> bool:
    """Derive `merged_into` of every card tied to this one; tells whether anything changed."""
    roots = union_of(links_of(driver, client)).roots
    changed = 0
    for (raw,) in driver.execute(_MEMBERS, (client.bytes,)).fetchall():
        card = UUID(bytes=raw)
        root = roots.get(card, card)
        into = None if root == card else root.bytes
        changed += driver.execute(_SETTLE, (into, raw)).rowcount
    return bool(changed)


def client_of(driver: Connection, merge: UUID) -> UUID | None:
    """One of the cards a merge names."""
    row = driver.execute(_OF_MERGE, (merge.bytes,)).fetchone()
    return None if row is None else UUID(bytes=row[0])


def _top(above: Mapping[UUID, UUID], card: UUID) -> UUID:
    while card in above:
        card = above[card]
    return card


def _id_of(link: Link) -> UUID:
    return link.id
