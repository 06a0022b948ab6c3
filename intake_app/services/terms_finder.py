"""Look-ups behind the terms of an intake: who repairs, how long the queue is, what was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import faults
from intake_app.models.connection import translated
from intake_app.services import order_reading, promise
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.calendar import Calendar
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.rows import OrderRow

TECHNICIAN = "technician"
_TECHNICIANS = "SELECT id, name FROM staff WHERE active AND role = ? ORDER BY name, id"
# The words of the partial index, so that it is used; more than the limit is "too long" anyway.
_IN_WORK = "stage IN ('accepted', 'diagnostics', 'awaiting_parts', 'in_repair', 'testing')"
_WAITING = f'SELECT count(*) FROM (SELECT 1 FROM "order" WHERE {_IN_WORK} LIMIT 5000)'  # noqa: S608 - words of ours
_WAITING_FOR = f'SELECT count(*) FROM "order" WHERE {_IN_WORK} AND technician_id = ?'  # noqa: S608 - words of ours
# Ids of facts grow with time: the latest ones are at the end, whatever the size of the shop.
_DONE = (
    "SELECT count(*), min(at), count(*) FILTER (WHERE by = ?3) FROM (SELECT at, to_stage, by"
    " FROM stage ORDER BY id DESC LIMIT ?1)"
    " WHERE at >= ?2 AND to_stage IN ('ready', 'ready_no_repair')"
)
_LATEST_MOVES = 12_000
_PACE_DAYS = 30

_COLUMNS = (
    "o.no, o.fault, o.repair_kind, o.estimate_minor, o.estimate_kind, o.limit_minor,"
    " o.technician_id, o.id"
)
_SAME_MODEL = (
    f"SELECT {_COLUMNS} FROM (SELECT id FROM device WHERE model = ?1 AND model <> '' AND brand = ?2"  # noqa: S608 - words of ours
    " ORDER BY no DESC LIMIT ?3)"
    ' d JOIN "order" o ON o.device_id = d.id ORDER BY o.no DESC LIMIT ?3'
)
_SAME_KIND = (
    f'SELECT {_COLUMNS} FROM (SELECT no, device_id FROM "order" ORDER BY no DESC LIMIT ?2) l'  # noqa: S608 - words of ours
    ' JOIN device d ON d.id = l.device_id JOIN "order" o ON o.no = l.no'
    " WHERE d.kind = ?1 ORDER BY o.no DESC"
)
_LATEST_ORDERS = 400
_CANDIDATES = 60
_PARTS = "SELECT at, from_stage, to_stage FROM stage WHERE order_id = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Technician:
    """Somebody who repairs."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Similar:
    """What was agreed the last time on something alike; `same_fault` tells how much alike."""

    repair_kind: str
    estimate_minor: int | None
    estimate_kind: str
    limit_minor: int | None
    technician_id: UUID | None
    parts_days: int
    same_fault: bool


class TermsFinder(StoreReader):
    """Each query takes a few milliseconds in a shop of any size."""

    def technicians(self) -> tuple[Technician, ...]:
        """Who may be given a repair, by name."""
        return self._fresh("technicians", technicians, ())

    def queue(self, calendar: Calendar, now: datetime, technician: UUID | None) -> promise.Queue:
        """The work waiting for a technician, or for all, and the pace of the last month."""

        def read(connection: Connection) -> promise.Queue:
            return queue(connection, calendar, now, technician)

        # The hour is in the name: the pace changes over night with nobody writing anything.
        return self._fresh(f"queue {technician} {now:%j %H}", read, promise.Queue())

    def order(self, ident: UUID) -> OrderRow | None:
        """One order, as a line of the list."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return order_reading.one_order(connection, ident)

    def similar(self, draft: IntakeDraft) -> Similar | None:
        """What was agreed the last time on something alike; see `similar`."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return similar(connection, draft)


def technicians(connection: Connection) -> tuple[Technician, ...]:
    """Who may be given a repair, by name."""
    rows = connection.execute(_TECHNICIANS, (TECHNICIAN,)).fetchall()
    return tuple(Technician(UUID(bytes=ident), name) for ident, name in rows)


def queue(
    connection: Connection, calendar: Calendar, now: datetime, technician: UUID | None
) -> promise.Queue:
    """The work waiting for a technician, or for all, and the pace of the last month."""
    since = now - timedelta(_PACE_DAYS)
    people = technicians(connection) if technician is not None else ()
    name = next((one.name for one in people if one.id == technician), "")
    values = (_LATEST_MOVES, f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", name)
    done, first, his = connection.execute(_DONE, values).fetchone()
    if not done:
        return promise.Queue()
    if technician is None:
        waiting = connection.execute(_WAITING).fetchone()[0]
    else:
        waiting, done = connection.execute(_WAITING_FOR, (technician.bytes,)).fetchone()[0], his
    zone = calendar.zone
    start = max(since, datetime.fromisoformat(first)).astimezone(zone).date()
    return promise.Queue(waiting, done, calendar.working_days(start, now.astimezone(zone).date()))


def similar(connection: Connection, draft: IntakeDraft) -> Similar | None:
    """The last order of the same model, best with the same fault.

    Where the model is not known: of the same kind, and then the fault must be the same.
    """
    device = draft.device
    if not (device.model or device.kind):
        return None
    if device.model:
        values = (device.model, device.brand, _CANDIDATES)
        rows = connection.execute(_SAME_MODEL, values).fetchall()
    else:
        rows = connection.execute(_SAME_KIND, (device.kind, _LATEST_ORDERS)).fetchall()
    found = next((row for row in rows if faults.same(draft.fault, row[1])), None)
    same_fault = found is not None
    if found is None and device.model and rows:
        found = rows[0]
    return None if found is None else _similar(connection, found, same_fault=same_fault)


def _similar(connection: Connection, row: Sequence[Any], *, same_fault: bool) -> Similar:
    _, _, kind, estimate, estimate_kind, limit, technician, order = row
    return Similar(
        repair_kind=kind,
        estimate_minor=estimate,
        estimate_kind=estimate_kind,
        limit_minor=limit,
        technician_id=UUID(bytes=technician) if technician else None,
        parts_days=_parts_days(connection.execute(_PARTS, (order,)).fetchall()),
        same_fault=same_fault,
    )


def _parts_days(moves: Sequence[tuple[str, str, str]]) -> int:
    """How long the parts of an order were waited for."""
    waited = timedelta()
    since: datetime | None = None
    for at, before, after in moves:
        if since is not None and before == "awaiting_parts":
            waited += datetime.fromisoformat(at) - since
        since = datetime.fromisoformat(at) if after == "awaiting_parts" else None
    return waited.days
