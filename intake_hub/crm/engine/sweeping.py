"""Looks for what was deleted or merged there: no CRM tells that by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import update

from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import gone, links
from intake_hub.crm.engine.road import in_turn
from intake_hub.store.crm_tables import CrmSystem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.crm.engine.links import Link
    from intake_hub.crm.engine.setting import Setting

AT_ONCE = 1000


def sweep(setting: Setting) -> int:
    """Go through all living links; says how many led nowhere. Broken off, it begins anew."""
    lost = 0
    for kind in Kind:
        last: UUID | None = None
        while True:
            with setting.store.reading() as connection:
                run = links.after(connection, setting.road, kind, last, AT_ONCE)
            if not run:
                break
            if not setting.pause():
                return lost
            lost += _look(setting, kind, run)
            last = run[-1].uid
    in_turn(setting.store, partial(_swept, setting))
    return lost


def _look(setting: Setting, kind: Kind, run: Sequence[Link]) -> int:
    missing = setting.adapter.missing(kind, [link.remote for link in run])
    lost = [link for link in run if link.remote in missing]
    leads = gone.leads(setting, kind, lost)
    if lost:
        in_turn(setting.store, partial(_note, setting, kind, lost, leads))
    return len(lost)


def _note(
    setting: Setting,
    kind: Kind,
    lost: Sequence[Link],
    leads: Mapping[UUID, str],
    connection: Connection,
) -> None:
    """Those whose link has not changed since it was read."""
    now = links.by_uid(connection, setting.road, kind, [link.uid for link in lost])
    for link in lost:
        current = now.get(link.uid)
        if current is not None and current.is_live and current.remote == link.remote:
            there = leads.get(link.uid, "")
            gone.note(connection, setting.road, current, setting.now_ms(), there)


def _swept(setting: Setting, connection: Connection) -> None:
    at_system = update(CrmSystem).where(setting.road.of(CrmSystem))
    connection.execute(at_system.values(swept_ms=setting.now_ms()))
