"""One worker for each CRM: the hub, or a command while no hub serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, update

from intake_hub.crm.engine.road import system_of
from intake_hub.store.crm_tables import CrmSystem

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from intake_hub.crm.engine.road import Road

HUB = "hub"
"""There is one hub to a database; after a crash the same one goes on at once."""

LEASE_MS = 150_000
RENEW_MS = 100_000
"""With less than that left it is renewed; no single call takes longer."""


def take(connection: Connection, road: Road, worker: str, now_ms: int) -> bool:
    """Take it or keep it; False while somebody else has it.

    Raises RejectedError(UNKNOWN_RECORD) when there is no such CRM.
    """
    system_of(connection, road)
    is_free = or_(CrmSystem.worker == worker, CrmSystem.worker_ms < now_ms)
    mine = update(CrmSystem).where(road.of(CrmSystem), is_free)
    taken = connection.execute(mine.values(worker=worker, worker_ms=now_ms + LEASE_MS))
    return bool(taken.rowcount)


def release(connection: Connection, road: Road, worker: str) -> None:
    """Let others have it."""
    mine = update(CrmSystem).where(road.of(CrmSystem), CrmSystem.worker == worker)
    connection.execute(mine.values(worker="", worker_ms=0))
