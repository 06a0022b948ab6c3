"""What is told together: a client with his phones and consents, an order with its facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.unions import Link, union_of
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import cards, members
from intake_hub.crm.engine.kinship import UNIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from intake_hub.crm.engine.cards import Card
    from intake_hub.crm.engine.road import Road


@dataclass(frozen=True, slots=True)
class Family:
    """One record and what is told with it, by kind and in the order of the feed.

    `root`: the card that speaks for the client, which is another one once he was merged.
    """

    kind: Kind
    card: Card
    told: Mapping[str, tuple[Card, ...]]
    root: UUID | None = None
    root_card: Card | None = None

    def only(self, entity: str, rec: str) -> Card | None:
        """One of those told with it, by its id."""
        return next((one for one in self.told.get(entity, ()) if str(one.rec) == rec), None)


def read(
    connection: Connection, road: Road, kind: Kind, uids: Collection[UUID]
) -> dict[UUID, Family]:
    """Read everything that is told of these records; those that are not there are left out."""
    related = members.of(connection, road, uids)
    known = cards.read(connection, road.shop, {*uids, *(one.rec for one in related)})
    told: defaultdict[UUID, defaultdict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for one in related:
        if one.rec in known:
            told[one.owner][one.entity].append(known[one.rec])
    heads = {uid: known[uid] for uid in uids if uid in known}
    whose = {uid: _client(kind, card) for uid, card in heads.items()}
    roots = roots_of(connection, road, {one for one in whose.values() if one is not None})
    root_cards = cards.read(connection, road.shop, set(roots.values()) - known.keys()) | known
    return {
        uid: Family(
            kind,
            card,
            {entity: tuple(found) for entity, found in told[uid].items()},
            root := roots.get(whose[uid] or uid),
            None if root is None else root_cards.get(root),
        )
        for uid, card in heads.items()
    }


def roots_of(connection: Connection, road: Road, clients: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which card speaks for each of these."""
    wanted = set(clients)
    links = _standing(*_unions(connection, road, wanted))
    roots = union_of(links).roots
    return {client: roots.get(client, client) for client in wanted}


def related(connection: Connection, road: Road, clients: Iterable[UUID]) -> set[UUID]:
    """Every client that was ever merged with one of these, and these."""
    wanted = set(clients)
    merges, _ = _unions(connection, road, wanted)
    return wanted | {card for one in merges.values() for card in (one.client, one.merged)}


def _unions(
    connection: Connection, road: Road, clients: set[UUID]
) -> tuple[dict[UUID, Link], set[UUID]]:
    """All merges that tie these to anybody, and which of them were taken back."""
    merges: dict[UUID, Link] = {}
    undone: set[UUID] = set()
    seen: set[UUID] = set()
    frontier = clients
    while frontier:
        seen |= frontier
        found = [m for m in members.of(connection, road, frontier) if m.entity in UNIONS]
        frontier = set[UUID]()
        for card in cards.read(connection, road.shop, {one.rec for one in found}).values():
            if card.entity == "unmerge":
                undone.add(UUID(card.text("merge_id")))
                continue
            link = link_of(card)
            merges[card.rec] = link
            frontier |= {link.client, link.merged} - seen
    return merges, undone


def link_of(merge: Card) -> Link:
    """A merge as the rule of merges takes it."""
    return Link(merge.rec, UUID(merge.text("client_id")), UUID(merge.text("merged_id")))


def _standing(merges: Mapping[UUID, Link], undone: Collection[UUID]) -> list[Link]:
    return [link for rec, link in merges.items() if rec not in undone]


def _client(kind: Kind, card: Card) -> UUID | None:
    if kind is Kind.CLIENT:
        return card.rec
    found = card.text("client_id")
    return UUID(found) if found else None
