"""Records of theirs that are no longer there: nothing is done about them without a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_hub.crm.engine import links, notices, outbox
from intake_hub.crm.engine.links import Bond
from intake_hub.crm.engine.notices import Notice, What

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.crm.documents import Kind
    from intake_hub.crm.engine.links import Link
    from intake_hub.crm.engine.road import Road
    from intake_hub.crm.engine.setting import Setting


def leads(setting: Setting, kind: Kind, lost: Sequence[Link]) -> Mapping[UUID, str]:
    """Ask where our ids lead now: of two that were merged both lead to the one that is left."""
    if not lost or not setting.pause():
        return {}
    found = setting.adapter.find(kind, [link.uid for link in lost])
    there = {link.uid: (found.get(link.uid, ""), link.remote) for link in lost}
    return {uid: now for uid, (now, before) in there.items() if now not in {"", before}}


def note(connection: Connection, road: Road, link: Link, now_ms: int, leads_to: str = "") -> None:
    """It was deleted there, or is another one now."""
    there = links.by_remote(connection, road, link.kind, [leads_to]) if leads_to else {}
    others = [one for one in there.get(leads_to, ()) if one.uid != link.uid and one.is_live]
    if others:
        note_merged(connection, road, link, others[0], now_ms)
        return
    links.keep(connection, road, replace(link, bond=Bond.DELETED, pushed_hash=b"", seen_hash=b""))
    outbox.ask(connection, road, link.kind, link.uid)
    notice = Notice(What.DELETED, link.kind, link.uid, link.remote)
    notices.note(connection, road, notice, now_ms)


def note_merged(
    connection: Connection, road: Road, link: Link, survivor: Link, now_ms: int
) -> None:
    """Two of ours are one there: this one is no longer sent, the other is."""
    merged = replace(link, remote=survivor.remote, bond=Bond.MERGED, pushed_hash=b"", seen_hash=b"")
    links.keep(connection, road, merged)
    outbox.ask(connection, road, link.kind, link.uid)
    others = {str(survivor.uid): survivor.remote}
    notice = Notice(What.MERGED, link.kind, link.uid, survivor.remote, others=others)
    notices.note(connection, road, notice, now_ms)
