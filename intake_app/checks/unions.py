"""Cards that are one client: which card speaks for all is derived from the facts alone.

Nothing is rewritten by a merge. A fact says "this card belongs to that one"; facts are taken in the
order of their ids, which is the same on every desk whatever arrived first, and one that says
nothing new is passed over. So two desks that merge the same cards in opposite directions at once
agree, chains lead to one card, a circle cannot come about, and a merge taken back leaves no trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID


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


def _top(above: Mapping[UUID, UUID], card: UUID) -> UUID:
    while card in above:
        card = above[card]
    return card


def _id_of(link: Link) -> UUID:
    return link.id
