"""How the CRMs of a shop stand, read for desks and the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from intake_app.sync.core.wire_crm import MAX_TEXT, MAX_WORDS, CrmState
from intake_app.sync.core.wire_crm_work import CrmLinkInfo, CrmNotice, CrmRefusal
from intake_hub.crm.engine import links, notices, outbox
from intake_hub.crm.engine.links import Bond
from intake_hub.crm.engine.outbox import State
from intake_hub.crm.engine.road import Road
from intake_hub.crm.offers import offered
from intake_hub.store.crm_tables import CrmLink, CrmOutbox, CrmSystem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection, RowMapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Kind
    from intake_hub.crm.engine.notices import Notice


def systems(connection: Connection, shop: UUID | None = None) -> Sequence[RowMapping]:
    """Every CRM of a shop, or of all, in the order of their adding."""
    rows = select(*CrmSystem.__table__.c).order_by(CrmSystem.added_ms, CrmSystem.system)
    if shop is not None:
        rows = rows.where(CrmSystem.shop == shop)
    return connection.execute(rows).mappings().all()


def state(connection: Connection, system: RowMapping) -> CrmState:
    """One of them."""
    road, offer = Road(system["shop"], system["system"]), offered(system["adapter"])
    owed = outbox.counted(connection, road)
    linked = select(func.count()).where(road.of(CrmLink), CrmLink.state == Bond.LINKED.value)
    return CrmState(
        name=road.system,
        adapter=offer.name,
        title=offer.title,
        is_seen=offer.is_seen,
        address=system["address"],
        state=system["state"],
        why=system["why"],
        words=system["words"][:MAX_WORDS],
        product=system["product"][:MAX_TEXT],
        options=json.loads(system["options"]),
        key_ends_ms=system["key_ends_ms"],
        contact_ms=system["contact_ms"],
        sent=connection.execute(linked).scalar_one(),
        waiting=owed.get(State.WAITING, 0) + owed.get(State.IN_DOUBT, 0),
        refused=owed.get(State.REFUSED, 0),
        notices=notices.count(connection, road),
    )


def refused(connection: Connection, road: Road, limit: int) -> list[CrmRefusal]:
    """What it did not take, the oldest first."""
    rows = (
        select(CrmOutbox.kind, CrmOutbox.uid, CrmOutbox.words, CrmOutbox.since_ms, CrmOutbox.tries)
        .where(road.of(CrmOutbox), CrmOutbox.state == State.REFUSED.value)
        .order_by(CrmOutbox.since_ms, CrmOutbox.uid)
        .limit(limit)
    )
    return [
        CrmRefusal(kind=kind, uid=uid, words=words[:MAX_WORDS], since_ms=since_ms, tries=tries)
        for kind, uid, words, since_ms, tries in connection.execute(rows)
    ]


def noticed(one: Notice) -> CrmNotice:
    """A notice as it travels."""
    return CrmNotice(
        id=one.id,
        what=one.what.value,
        kind=one.kind.value,
        uid=one.uid,
        remote=one.remote,
        noted_ms=one.noted_ms,
        words=one.words[:MAX_WORDS],
        others={remote: words[:MAX_WORDS] for remote, words in one.others.items()},
    )


def linked(connection: Connection, system: RowMapping, kind: Kind, uid: UUID) -> CrmLinkInfo | None:
    """Where one record stands in one CRM; None where it is unknown and nothing is owed."""
    road, offer = Road(system["shop"], system["system"]), offered(system["adapter"])
    link = links.by_uid(connection, road, kind, [uid]).get(uid)
    rows = select(CrmOutbox.state, CrmOutbox.words).where(
        road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid
    )
    owed = connection.execute(rows).first()
    if link is None and owed is None:
        return None
    said = _said(link.bond.value if link else "", owed.state if owed else "")
    theirs: Mapping[str, Scalar] = link.theirs if link else {}
    return CrmLinkInfo(
        name=road.system,
        title=offer.title,
        state=said,
        remote=link.remote if link else "",
        words=owed.words[:MAX_WORDS] if owed is not None and said == State.REFUSED else "",
        theirs={
            name: str(value)[:MAX_WORDS]
            for name, value in theirs.items()
            if value not in {None, ""}
        },
    )


def _said(bond: str, owed: str) -> str:
    """What matters most to whoever looks at the card."""
    if owed in {State.REFUSED, State.ASKED} and bond in {"", Bond.LINKED}:
        return owed
    return bond or State.WAITING.value
