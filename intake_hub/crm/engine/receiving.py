"""What came from the CRM: echoes are passed over, edits go into the feed, exactly once.

The ops, what both sides agree on now and the cursor are one transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from intake_app.sync.core.ops import Outcome, canonical
from intake_hub.crm.documents import FIELDS, Kind, Owner
from intake_hub.crm.engine import authoring, cards, comparing, gone, links, notices, outbox, taking
from intake_hub.crm.engine.links import Agreed, Bond, Link
from intake_hub.crm.engine.merging import same
from intake_hub.crm.engine.notices import Notice, What
from intake_hub.crm.engine.road import in_turn
from intake_hub.store.crm_tables import CrmCursor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.crm.adapter import Remote
    from intake_hub.crm.engine.authoring import Said
    from intake_hub.crm.engine.comparing import Ruling
    from intake_hub.crm.engine.setting import Setting, Whole

PAGE = 100


def receive(setting: Setting) -> int:
    """Read all that changed there; the head of the feed if something was put into it, else 0."""
    head = 0
    for kind in Kind:
        while setting.pause():
            page = setting.adapter.pull(kind, _cursor(setting, kind), PAGE)
            reached = in_turn(
                setting.store,
                lambda on, kind=kind, page=page: _take(
                    setting, on, kind, page.records, page.cursor
                ),
            )
            head = max(head, reached)
            if page.is_last:
                break
    return head


def _take(
    setting: Setting, connection: Connection, kind: Kind, records: Sequence[Remote], cursor: str
) -> int:
    head = absorb(setting, connection, kind, records)
    at_kind = (setting.road.of(CrmCursor), CrmCursor.kind == kind.value)
    moved = update(CrmCursor).where(*at_kind).values(cursor=cursor)
    if not connection.execute(moved).rowcount:
        connection.execute(insert(CrmCursor), setting.road.row(kind=kind.value, cursor=cursor))
    return head


def _cursor(setting: Setting, kind: Kind) -> str:
    found = select(CrmCursor.cursor).where(setting.road.of(CrmCursor), CrmCursor.kind == kind.value)
    with setting.store.reading() as connection:
        return connection.execute(found).scalar() or ""


def absorb(setting: Setting, connection: Connection, kind: Kind, records: Sequence[Remote]) -> int:
    """Take in these records of theirs; the head of the feed if something was put into it, else 0.

    Raises CollidedError.
    """
    news = _news(setting, connection, kind, records)
    wholes = setting.wholes(connection, kind, [link.uid for link, _ in news])
    clients = _client_links(setting, connection, wholes)
    absorbing = _Absorbing(setting, connection, clients)
    for link, record in news:
        absorbing.take(link, record, wholes.get(link.uid))
    return absorbing.say()


def _client_links(
    setting: Setting, connection: Connection, wholes: Mapping[UUID, Whole]
) -> dict[UUID, Link]:
    owners = {one.composed.client for one in wholes.values()}
    found = {one for one in owners if one is not None}
    return links.by_uid(connection, setting.road, Kind.CLIENT, found)


def _news(
    setting: Setting, connection: Connection, kind: Kind, records: Sequence[Remote]
) -> list[tuple[Link, Remote]]:
    """Those of our records that say something else than last time, each with its link."""
    latest = {record.remote: record for record in records}
    there = links.by_remote(connection, setting.road, kind, latest.keys())
    claimed = {record.uid for record in records if record.uid is not None}
    ours = links.by_uid(connection, setting.road, kind, claimed)
    known = cards.read(connection, setting.road.shop, claimed - ours.keys())
    found: list[tuple[Link, Remote]] = []
    for remote, record in latest.items():
        link = _living(there.get(remote, ())) or _claimed(kind, record, ours, known)
        if link is not None and link.seen_hash != seen_hash(record):
            found.append((link, record))
    return found


def _living(found: Sequence[Link]) -> Link | None:
    return next((link for link in found if link.is_live), None)


def _claimed(
    kind: Kind, record: Remote, ours: Mapping[UUID, Link], known: Mapping[UUID, cards.Card]
) -> Link | None:
    """It bears an id of ours: one that came back there, or one sent just before a crash.

    A copy that somebody made of a linked record bears it too, and is none of ours.
    """
    if record.uid is None or record.is_deleted:
        return None
    link = ours.get(record.uid)
    if link is None:
        card = known.get(record.uid)
        is_ours = card is not None and card.entity == kind.value
        return Link(kind, record.uid, record.remote) if is_ours else None
    return link if link.bond is Bond.DELETED else None


def seen_hash(record: Remote) -> bytes:
    """Equal for a record that says the same."""
    said = [dict(record.values), record.is_archived, record.is_deleted]
    return hashlib.sha256(canonical(said).encode()).digest()


@dataclass(slots=True)
class _Judged:
    link: Link
    record: Remote
    before: Whole
    ruling: Ruling


class _Absorbing:
    """The work of one transaction."""

    def __init__(
        self, setting: Setting, connection: Connection, clients: Mapping[UUID, Link]
    ) -> None:
        self._setting, self._connection, self._clients = setting, connection, clients
        self._judged: list[_Judged] = []

    def take(self, link: Link, record: Remote, whole: Whole | None) -> None:
        """Judge one."""
        road, now_ms = self._setting.road, self._setting.now_ms()
        if record.is_deleted:
            gone.note(self._connection, road, link, now_ms)
            return
        if link.bond is Bond.DELETED:
            link = self._come_back(link, record)
        link = self._heard(link, record)
        if whole is None or whole.composed.is_erased:
            blank = replace(link.without_words(), seen_hash=link.seen_hash)
            links.keep(self._connection, road, blank)
            return
        if record.is_archived and not whole.composed.values.get("archived"):
            archived = Notice(What.ARCHIVED, link.kind, link.uid, link.remote)
            notices.note(self._connection, road, archived, now_ms)
        record = taking.tidied(record)
        ruling = comparing.compare(self._setting.fields, whole, link, record, self._setting.now())
        self._judged.append(_Judged(link, record, whole, ruling))

    def _come_back(self, link: Link, record: Remote) -> Link:
        """What was gone is there again; whether it says the same is to be seen."""
        road, now_ms = self._setting.road, self._setting.now_ms()
        notice = Notice(What.RECREATED, link.kind, link.uid, record.remote)
        notices.settle(self._connection, road, link.kind, link.uid, now_ms, What.DELETED)
        notices.note(self._connection, road, notice, now_ms)
        outbox.mark(self._connection, road, {(link.kind, link.uid): 0}, now_ms)
        outbox.answer(self._connection, road, link.kind, link.uid)
        return replace(link, remote=record.remote, bond=Bond.LINKED, pushed_hash=b"")

    def _heard(self, link: Link, record: Remote) -> Link:
        """Note what is theirs alone, and what they say now."""
        rules = self._setting.fields.rules[link.kind]
        theirs = {
            name: value
            for name, value in record.values.items()
            if name in rules and rules[name].owner is Owner.THEIRS
        }
        return replace(link, theirs=theirs, seen_hash=seen_hash(record), revision=record.revision)

    def say(self) -> int:
        """Put what was taken into the feed, and write the links."""
        words = [word for one in self._judged for word in one.ruling.words]
        head, said = 0, list["Said"]()
        if words:
            now_ms = self._setting.now_ms()
            head, said = authoring.say(self._connection, self._setting.road, words, now_ms)
        ops = {(one.word.rec, one.word.about): one.op for one in said}
        lost = {
            (one.word.rec, one.word.about) for one in said if one.outcome is not Outcome.APPLIED
        }
        for kind in Kind:
            judged = [one for one in self._judged if one.link.kind is kind]
            taken = [one.link.uid for one in judged if one.ruling.words]
            after = self._setting.wholes(self._connection, kind, taken)
            for one in judged:
                self._keep(one, after.get(one.link.uid, one.before), ops, lost)
        return head

    def _keep(
        self,
        one: _Judged,
        after: Whole,
        ops: Mapping[tuple[UUID, str], UUID],
        lost: set[tuple[UUID, str]],
    ) -> None:
        road, now_ms, uid = self._setting.road, self._setting.now_ms(), one.link.uid
        base = dict(one.ruling.base)
        for word in one.ruling.words:
            if word.rec == uid:
                base[word.about] = replace(base[word.about], op=ops[uid, word.about])
        for name in {word.about for word in one.ruling.words if word.entity == "phone"}:
            self._renumbered(base, after, name)
        for rec, name in lost:
            if rec == uid:
                self._tell_lost(one, name)
        link = replace(one.link, base=base, pushed_hash=self._pushed(one, after))
        links.keep(self._connection, road, link)
        for notice in one.ruling.notices:
            notices.note(self._connection, road, notice, now_ms)
        if not link.pushed_hash:
            outbox.mark(self._connection, road, {(link.kind, uid): 0}, now_ms)

    def _renumbered(self, base: dict[str, Agreed], after: Whole, name: str) -> None:
        for phone in ("phone", "phone2"):
            if phone in base:
                base[phone] = replace(base[phone], op=after.composed.ops.get(phone))

    def _tell_lost(self, one: _Judged, name: str) -> None:
        said = f"{name}: {one.record.values.get(name)}"[:300]
        notice = Notice(What.LOST_EDIT, one.link.kind, one.link.uid, one.link.remote, said)
        notices.note(self._connection, self._setting.road, notice, self._setting.now_ms())

    def _pushed(self, one: _Judged, after: Whole) -> bytes:
        """What was in step before and took all of theirs is in step again; else it is sent."""
        link = one.link
        if one.ruling.is_put_back:
            return b""
        if not one.ruling.words:
            return link.pushed_hash
        client = self._clients.get(after.composed.client) if after.composed.client else None
        remote = client.remote if client is not None else ""
        before = self._setting.hash_of(self._setting.told(one.before.composed, link, remote))
        if before != link.pushed_hash or not self._agrees(after, one.record):
            return b""
        return self._setting.hash_of(self._setting.told(after.composed, link, remote))

    def _agrees(self, after: Whole, record: Remote) -> bool:
        sent = self._setting.fields.sent(record.kind)
        return all(
            same(FIELDS[record.kind][name].form, after.composed.values.get(name), value)
            for name, value in record.values.items()
            if name in sent and name != "archived"
        )
