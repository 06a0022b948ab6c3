"""From the feed to the outbox: what changed becomes due in the transaction that moves the cursor.

Where the feed cannot tell (at the beginning, after a restore, when the log was cut off behind the
cursor) all records are gone through instead; what is there already as it should be is not sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import select, update

from intake_app.sync.core.ops import Verb
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import cards, families, links, members, notices, outbox
from intake_hub.crm.engine.kinship import MARKED, OWNERS, TOLD, UNIONS, Edge, edges, ripples
from intake_hub.crm.engine.road import in_turn, system_of
from intake_hub.feed import states
from intake_hub.store.crm_tables import CrmOutbox, CrmSystem
from intake_hub.store.engine import CollidedError
from intake_hub.store.tables import FeedEntry, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Scalar
    from intake_app.sync.core.repair_wire import RecordState
    from intake_hub.crm.engine.road import Road
    from intake_hub.store.engine import HubStore

AT_ONCE = 500
UNFILLED = -1
"""The cursor of a CRM that was never told anything."""


class Change(NamedTuple):
    """One op of the feed as far as it concerns documents."""

    seq: int
    rec: UUID
    entity: str
    field: str
    is_erasure: bool
    values: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Following:
    """Follows the feed for one CRM."""

    store: HubStore
    road: Road
    now_ms: Callable[[], int]

    def follow(self, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Take in all there is; False when it was told to stop before the end."""
        while goes_on():
            if not self.is_behind():
                return True
            with self.store.reading() as connection:
                must_fill = self._must_fill(connection)
            if must_fill:
                if not self._fill(goes_on):
                    return False
            else:
                in_turn(self.store, self._step)
        return False

    def is_behind(self) -> bool:
        """Whether there is anything to take in."""
        with self.store.reading() as connection:
            system, head = system_of(connection, self.road), self._head(connection)
            return (system["epoch"], system["cursor"]) != (head.epoch, head.seq)

    def _head(self, connection: Connection) -> _Head:
        rows = select(Head.epoch, Head.seq, Head.floor).where(Head.shop == self.road.shop)
        return _Head(*connection.execute(rows).one())

    def _must_fill(self, connection: Connection) -> bool:
        system, head = system_of(connection, self.road), self._head(connection)
        cursor: int = system["cursor"]
        return system["epoch"] != head.epoch or cursor < max(head.floor, 0) or cursor > head.seq

    def _step(self, connection: Connection) -> None:
        """One page of the feed."""
        if self._must_fill(connection):  # the log was cut off just now
            return
        after: int = system_of(connection, self.road)["cursor"]
        rows = (
            select(FeedEntry.seq, FeedEntry.rec, FeedEntry.entity, FeedEntry.field, FeedEntry.body)
            .where(FeedEntry.shop == self.road.shop, FeedEntry.seq > after)
            .order_by(FeedEntry.seq)
            .limit(AT_ONCE)
        )
        changes = [_change(*row) for row in connection.execute(rows)]
        if not changes:
            return
        self._take(connection, changes)
        at_cursor = update(CrmSystem).where(self.road.of(CrmSystem), CrmSystem.cursor == after)
        if not connection.execute(at_cursor.values(cursor=changes[-1].seq)).rowcount:
            raise CollidedError  # somebody wants everything gone through again

    def _take(self, connection: Connection, changes: Sequence[Change]) -> None:
        self._relate(connection, [(one.seq, one.rec, one.entity, one.values) for one in changes])
        due: dict[tuple[Kind, UUID], int] = {}
        for one in changes:
            if one.entity in MARKED:
                due[MARKED[one.entity], one.rec] = one.seq
        self._ripple(connection, changes, due)
        for one in changes:
            if one.is_erasure:
                self._forget(connection, one.rec)
        outbox.mark(connection, self.road, due, self.now_ms())

    def _relate(
        self,
        connection: Connection,
        found: Sequence[tuple[int, UUID, str, Mapping[str, Scalar]]],
    ) -> None:
        """Note who is told with whom; of an unmerging, with those its merge named."""
        known = [
            (edge, seq) for seq, rec, entity, values in found for edge in edges(entity, rec, values)
        ]
        undone = {
            rec: (seq, UUID(str(values["merge_id"])))
            for seq, rec, entity, values in found
            if entity == "unmerge" and "merge_id" in values
        }
        merges = cards.read(connection, self.road.shop, {merge for _, merge in undone.values()})
        for rec, (seq, merge) in undone.items():
            if merge in merges:
                link = families.link_of(merges[merge])
                known += [(Edge(rec, one, "unmerge"), seq) for one in (link.client, link.merged)]
        members.note(connection, self.road, known)

    def _ripple(
        self,
        connection: Connection,
        changes: Sequence[Change],
        due: dict[tuple[Kind, UUID], int],
    ) -> None:
        """What is told with something that changed is due as well."""
        seqs = {
            one.rec: one.seq
            for one in changes
            if not one.field or one.entity in UNIONS or ripples(one.entity, one.field)
        }
        united: dict[UUID, int] = {}
        for one in members.owning(connection, self.road, seqs.keys()):
            if one.entity in UNIONS:
                united[one.owner] = seqs[one.rec]
            else:
                due[OWNERS[one.entity], one.owner] = seqs[one.rec]
        if united:
            self._reunite(connection, united, due)

    def _reunite(
        self,
        connection: Connection,
        united: Mapping[UUID, int],
        due: dict[tuple[Kind, UUID], int],
    ) -> None:
        """Cards that are one client, or no longer: these and all their orders."""
        seq = max(united.values())
        clients = families.related(connection, self.road, united)
        due.update({(Kind.CLIENT, client): seq for client in clients})
        for one in members.owning(connection, self.road, clients):
            if one.entity == "client":
                due[Kind.ORDER, one.owner] = seq

    def _forget(self, connection: Connection, client: UUID) -> None:
        """Somebody was erased: nothing here says any more who he was."""
        orders = {
            one.owner
            for one in members.owning(connection, self.road, {client})
            if one.entity == "client"
        }
        for kind, uids in ((Kind.CLIENT, {client}), (Kind.ORDER, orders)):
            for link in links.by_uid(connection, self.road, kind, uids).values():
                links.keep(connection, self.road, link.without_words())
            for uid in uids:
                notices.forget(connection, self.road, kind, uid, self.now_ms())
            wordless = update(CrmOutbox).where(self.road.of(CrmOutbox), CrmOutbox.uid.in_(uids))
            connection.execute(wordless.values(words=""))

    def _fill(self, goes_on: Callable[[], bool]) -> bool:
        """Go through all records; begun anew if it was broken off, and nothing is lost by that."""
        with self.store.reading() as connection:
            head = self._head(connection)
        with self.store.unchanging() as view:
            for entity in TOLD:
                for run in states.records(view, self.road.shop, entity, AT_ONCE):
                    if not goes_on():
                        return False
                    in_turn(self.store, lambda on, run=run: self._fill_in(on, run))
        in_turn(self.store, lambda on: self._filled(on, head))
        return True

    def _fill_in(self, connection: Connection, run: Sequence[RecordState]) -> None:
        self._relate(connection, [(one.seq, one.rec, one.entity, one.values) for one in run])
        due = {(MARKED[one.entity], one.rec): one.seq for one in run if one.entity in MARKED}
        outbox.mark(connection, self.road, due, self.now_ms())

    def _filled(self, connection: Connection, head: _Head) -> None:
        """A hub that was restored does not know what it sent since; that is looked up first."""
        system = system_of(connection, self.road)
        if system["cursor"] != UNFILLED and system["epoch"] != head.epoch:
            outbox.doubt_all(connection, self.road)
        values = {"epoch": head.epoch, "cursor": head.seq}
        connection.execute(update(CrmSystem).where(self.road.of(CrmSystem)).values(values))


class _Head(NamedTuple):
    epoch: UUID
    seq: int
    floor: int


def _change(seq: int, rec: UUID, entity: str, field: str, body: str) -> Change:
    members = json.loads(body)
    return Change(seq, rec, entity, field, members["verb"] == Verb.ERASE, members["values"])
