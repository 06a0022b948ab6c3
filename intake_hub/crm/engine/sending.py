"""From the outbox to the CRM: clients before their orders, each record once.

A row is noted as in doubt before the call and settled after it, with its link, in one transaction.
Whatever happens between is found out by asking there, before anything is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.engine import gone, links, members, notices, outbox, receiving
from intake_hub.crm.engine.links import Agreed, Bond, Link
from intake_hub.crm.engine.notices import Notice, What
from intake_hub.crm.engine.outbox import State
from intake_hub.crm.engine.road import in_turn
from intake_hub.crm.faults import TransientError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.engine.outbox import Owed
    from intake_hub.crm.engine.setting import Setting, Whole

CLIENT_WAIT_MS = 60_000
"""How long an order waits before it is looked whether its client is there by now."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One record ready to go, and what it is known by there."""

    owed: Owed
    whole: Whole
    document: Document
    link: Link | None


@dataclass(slots=True)
class Sent:
    """What a turn came to; `head`: of the feed, if something was heard while sending."""

    taken: int = 0
    skipped: int = 0
    refused: int = 0
    head: int = 0


class Sending:
    """One turn."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._road = setting.road
        self.sent = Sent()

    def send(self) -> Sent:
        """Send all that is due. Raises StoppedError, TransientError, UnavailableError."""
        for kind in Kind:
            while self._batch(kind):
                pass
        return self.sent

    def _batch(self, kind: Kind) -> bool:
        """Send some; False when nothing is due or it was told to stop."""
        setting = self._setting
        with setting.store.reading() as connection:
            most = setting.adapter.caps.batch
            run = outbox.due(connection, self._road, kind, setting.now_ms(), most)
        if not run or not self._find_doubtful(kind, run):
            return False
        parcels = self._prepared(kind, run)
        if not self._hear_first(kind, parcels):
            return False
        parcels = self._prepared(kind, [one.owed for one in parcels])
        parcels = self._unlike_others(parcels)
        if parcels is None:
            return False
        return self._call(kind, parcels)

    def _find_doubtful(self, kind: Kind, run: Sequence[Owed]) -> bool:
        """Ask there for those of which nobody knows whether they arrived."""
        doubtful = {one.uid: one for one in run if one.state == State.IN_DOUBT}
        if not doubtful:
            return True
        with self._setting.store.reading() as connection:
            known = links.by_uid(connection, self._road, kind, doubtful.keys())
        unknown = doubtful.keys() - {uid for uid, link in known.items() if link.is_live}
        found: Mapping[UUID, str] = {}
        if unknown:
            if not self._setting.pause():
                return False
            found = self._setting.adapter.find(kind, sorted(unknown))

        def resolve(connection: Connection) -> None:
            made = [
                replace(known.get(uid) or Link(kind, uid, ""), remote=found[uid], bond=Bond.LINKED)
                for uid in sorted(unknown & found.keys())
            ]
            self._link(connection, kind, made)
            outbox.undoubt(connection, self._road, doubtful.values())

        in_turn(self._setting.store, resolve)
        return True

    def _prepared(self, kind: Kind, run: Sequence[Owed]) -> list[Parcel]:
        """Read and compose; what need not or cannot be sent now is put out of the way."""
        uids = [one.uid for one in run]
        parcels: list[Parcel] = []

        def prepare(connection: Connection) -> None:
            parcels.clear()
            wholes = self._setting.wholes(connection, kind, uids)
            known = links.by_uid(connection, self._road, kind, uids)
            owners = {one.composed.client for one in wholes.values()} - {None}
            clients = links.by_uid(
                connection, self._road, Kind.CLIENT, {one for one in owners if one is not None}
            )
            for owed in run:
                whole = wholes.get(owed.uid)
                if whole is None:
                    outbox.drop(connection, self._road, kind, owed.uid)
                    continue
                client = clients.get(whole.composed.client) if whole.composed.client else None
                self._sort(connection, owed, whole, (known.get(owed.uid), client), parcels)

        in_turn(self._setting.store, prepare)
        return parcels

    def _sort(
        self,
        connection: Connection,
        owed: Owed,
        whole: Whole,
        bonds: tuple[Link | None, Link | None],
        parcels: list[Parcel],
    ) -> None:
        link, client = bonds
        is_order = owed.kind == Kind.ORDER
        if self._is_over(link, whole) or (is_order and self._is_over(client, None)):
            outbox.drop(connection, self._road, Kind(owed.kind), owed.uid)
            self.sent.skipped += 1
        elif link is not None and not link.is_live:
            outbox.park(connection, self._road, owed, State.ASKED)
        elif is_order and (client is None or not client.leads_somewhere):
            self._await_client(connection, owed, whole)
        else:
            remote = client.remote if client is not None and is_order else ""
            document = self._setting.told(whole.composed, link, remote)
            if link is not None and link.pushed_hash == self._setting.hash_of(document):
                outbox.settle(connection, self._road, [owed])
                self.sent.skipped += 1
            else:
                parcels.append(Parcel(owed, whole, document, link))

    def _is_over(self, link: Link | None, whole: Whole | None) -> bool:
        """A person wants it left alone; or it is not worth a new record there."""
        if link is not None:
            return link.bond is Bond.LEFT
        return whole is not None and not whole.composed.is_told

    def _await_client(self, connection: Connection, owed: Owed, whole: Whole) -> None:
        now_ms, client = self._setting.now_ms(), whole.composed.client
        outbox.put_off(connection, self._road, [owed], now_ms + CLIENT_WAIT_MS)
        if client is not None:
            outbox.ensure(connection, self._road, Kind.CLIENT, client, now_ms)

    def _hear_first(self, kind: Kind, parcels: Sequence[Parcel]) -> bool:
        """Read what stands there before writing over it: somebody may just have typed it."""
        rules = self._setting.fields.rules[kind].values()
        remotes = sorted(
            one.link.remote for one in parcels if one.link is not None and one.document.remote
        )
        if not remotes or not any(rule.owner is Owner.SHARED for rule in rules):
            return True
        if not self._setting.pause():
            return False
        records = self._setting.adapter.read(kind, remotes)
        head = in_turn(
            self._setting.store,
            lambda on: receiving.absorb(self._setting, on, kind, records),
        )
        self.sent.head = max(self.sent.head, head)
        return True

    def _unlike_others(self, parcels: Sequence[Parcel]) -> list[Parcel] | None:
        """Look for the same clients under other ids; those that have some wait for a person."""
        met: list[tuple[Parcel, Mapping[str, str]]] = []
        try:
            is_done = all(self._looked_for(one, met) for one in parcels)
        finally:  # what was found out before the line broke need not be asked again
            if met:
                in_turn(self._setting.store, partial(self._meet, met=met))
        waiting = {one.owed.uid for one, others in met if others}
        return [one for one in parcels if one.owed.uid not in waiting] if is_done else None

    def _looked_for(self, one: Parcel, met: list[tuple[Parcel, Mapping[str, str]]]) -> bool:
        """Look for one, if that is due; False when it was told to stop."""
        is_new = one.link is None and one.document.kind is Kind.CLIENT
        if not is_new or one.owed.checked_ms:
            return True
        if not self._setting.pause():
            return False
        alike = self._setting.adapter.candidates(one.document)
        others = {other.remote: other.name for other in alike if other.uid != one.owed.uid}
        met.append((one, others))
        return True

    def _meet(
        self, connection: Connection, met: Sequence[tuple[Parcel, Mapping[str, str]]]
    ) -> None:
        now_ms = self._setting.now_ms()
        outbox.check(connection, self._road, [one.owed for one, _ in met], now_ms)
        for one, others in met:
            if others:
                outbox.park(connection, self._road, one.owed, State.ASKED)
                notice = Notice(What.DUPLICATE, Kind.CLIENT, one.owed.uid, others=others)
                notices.note(connection, self._road, notice, now_ms)

    def _call(self, kind: Kind, parcels: Sequence[Parcel]) -> bool:
        """Make the call between its two transactions; False when it was told to stop."""
        if not parcels:
            return True
        if not self._setting.pause():
            return False
        begun = in_turn(self._setting.store, lambda on: self._begin(on, parcels))
        if not begun:
            return True
        try:
            results = self._setting.adapter.push(kind, [one.document for one in begun])
        except TransientError as error:
            if not error.is_in_doubt:
                rows = [one.owed for one in begun]
                in_turn(self._setting.store, lambda on: outbox.undoubt(on, self._road, rows))
            raise
        lost = [Link(kind, one.uid, one.remote) for one in results if isinstance(one, Vanished)]
        leads = gone.leads(self._setting, kind, lost)
        in_turn(self._setting.store, partial(self._end, begun=begun, results=results, leads=leads))
        return True

    def _begin(self, connection: Connection, parcels: Sequence[Parcel]) -> list[Parcel]:
        going = {one.uid for one in outbox.doubt(connection, self._road, [p.owed for p in parcels])}
        begun = [one for one in parcels if one.owed.uid in going]
        kind = parcels[0].document.kind
        on_way = [_on_its_way(one.link, one) for one in begun if one.link is not None]
        links.keep_all(connection, self._road, kind, on_way)
        return begun

    def _end(
        self,
        connection: Connection,
        begun: Sequence[Parcel],
        results: Sequence[Result],
        leads: Mapping[UUID, str],
    ) -> None:
        by_uid = {one.owed.uid: one for one in begun}
        stored: list[tuple[Parcel, Stored]] = []
        for result in results:
            one = by_uid[result.uid]
            match result:
                case Stored():
                    stored.append((one, result))
                case Refused():
                    self.sent.refused += 1
                    outbox.park(connection, self._road, one.owed, State.REFUSED, result.words)
                case Vanished():
                    link = one.link or Link(one.document.kind, result.uid, result.remote)
                    now_ms, there = self._setting.now_ms(), leads.get(result.uid, "")
                    gone.note(connection, self._road, link, now_ms, there)
                case _:
                    assert_never(result)
        self._store(connection, begun[0].document.kind, stored)

    def _store(
        self, connection: Connection, kind: Kind, stored: Sequence[tuple[Parcel, Stored]]
    ) -> None:
        self.sent.taken += len(stored)
        uids = [one.owed.uid for one, _ in stored]
        before = links.by_uid(connection, self._road, kind, uids)
        now_ms = self._setting.now_ms()
        made = [
            self._linked(before.get(one.owed.uid), one, result, now_ms) for one, result in stored
        ]
        linked = {link.uid for link in self._link(connection, kind, made)}
        done = [one.owed for one, _ in stored if one.owed.uid in linked]
        outbox.settle(connection, self._road, done)

    def _linked(self, before: Link | None, one: Parcel, result: Stored, now_ms: int) -> Link:
        link = before or Link(one.document.kind, one.owed.uid, result.remote)
        ours = one.whole.composed
        base = {
            name: Agreed(value, ours.ops.get(name), _fought(link, name, value))
            for name, value in one.document.values.items()
        }
        return replace(
            link,
            remote=result.remote,
            bond=Bond.LINKED,
            pushed_hash=self._setting.hash_of(one.document),
            base={} if ours.is_erased else base,
            revision=result.revision,
            sent_ms=now_ms,
        )

    def _link(self, connection: Connection, kind: Kind, made: Sequence[Link]) -> list[Link]:
        """Keep links; those whose record there is another one of ours already are left out."""
        remotes = {link.remote for link in made}
        there = links.by_remote(connection, self._road, kind, remotes)
        holders = {
            remote: next((one for one in found if one.is_live), None)
            for remote, found in there.items()
        }
        kept: list[Link] = []
        for link in made:
            holder = holders.get(link.remote)
            if holder is None or holder.uid == link.uid:
                holders[link.remote] = link
                kept.append(link)
            else:
                now_ms = self._setting.now_ms()
                gone.note_merged(connection, self._road, link, holder, now_ms)
        links.keep_all(connection, self._road, kind, kept)
        if kind is Kind.CLIENT:
            self._wake_orders(connection, {link.uid for link in kept})
        return kept

    def _wake_orders(self, connection: Connection, clients: set[UUID]) -> None:
        owned = members.owning(connection, self._road, clients)
        orders = {one.owner for one in owned if one.entity == "client"}
        outbox.wake(connection, self._road, Kind.ORDER, orders)


def _on_its_way(link: Link, one: Parcel) -> Link:
    ops = one.whole.composed.ops
    base = dict(link.base)
    for name, value in one.document.values.items():
        known = base.get(name)
        if known is not None:
            base[name] = replace(known, is_sent=True, sent=value, sent_op=ops.get(name))
    return replace(link, base=base)


def _fought(link: Link, name: str, value: Scalar) -> Scalar:
    """What was put back once stays known as long as ours is the same."""
    known = link.base.get(name)
    return known.put_back if known is not None and known.value == value else None
