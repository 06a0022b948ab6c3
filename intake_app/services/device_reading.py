"""The history of one device as the store has it, by plain SQL. Light, like `rows`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import imei, serial
from intake_app.checks.stages import Stage
from intake_app.checks.warranty_terms import Done
from intake_app.services import order_reading
from intake_app.services.device_history import DeviceHistory, Repair

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_SHOWN = 20
_SERIAL_MIN = 4

_OWNER = (
    "SELECT c.id, c.name FROM device d JOIN client o ON o.id = d.client_id"
    " JOIN client c ON c.id = coalesce(o.merged_into, o.id) WHERE d.id = ?"
)
# Two desks may have written down one device each; their numbers tell, and its story is one.
_TWINS = (
    "(SELECT ?1 UNION SELECT t.id FROM device d JOIN device t ON t.imei = d.imei"
    " WHERE d.id = ?1 AND d.imei <> '' AND t.imei <> '' UNION SELECT t.id FROM device d"
    " JOIN device t ON t.serial = d.serial AND lower(t.brand) = lower(d.brand)"
    " WHERE d.id = ?1 AND d.serial <> '' AND t.serial <> '')"
)
_REPAIRS = (
    "SELECT o.id, o.number, o.accepted_at, o.fault, o.stage, o.repair_kind, (SELECT max(s.at)"  # noqa: S608 - ours
    " FROM stage s WHERE s.order_id = o.id AND s.to_stage = 'issued')"
    # A voided order never was: nothing follows from it.
    f" FROM \"order\" o WHERE o.device_id IN {_TWINS} AND o.stage <> 'cancelled'"
    " ORDER BY o.no DESC LIMIT ?2"
)
_DONE = (
    "SELECT l.text, l.kind, l.warranty_days, l.serial FROM line l WHERE l.order_id = ?"
    " AND NOT l.archived ORDER BY l.rank, l.id"
)
# Of several records of one device the one that was here last.
_LATEST = (
    ' ORDER BY (SELECT max(o.no) FROM "order" o WHERE o.device_id = d.id) DESC, d.no DESC LIMIT 1'
)
_BY_IMEI = (
    "SELECT d.id FROM (SELECT id, no FROM device WHERE imei = ?1 AND imei <> ''"  # noqa: S608 - ours
    f" UNION SELECT id, no FROM device WHERE imei2 = ?1 AND imei2 <> '') d{_LATEST}"
)
_BY_SERIAL = (
    "SELECT d.id FROM device d WHERE d.serial <> ''"  # noqa: S608 - ours
    f" AND d.serial IN (SELECT value FROM json_each(?)){_LATEST}"
)


def of_device(connection: Connection, device: UUID) -> DeviceHistory | None:
    """All about a device; None when there is none."""
    owner = connection.execute(_OWNER, (device.bytes,)).fetchone()
    if owner is None:
        return None
    rows = connection.execute(_REPAIRS, (device.bytes, _SHOWN)).fetchall()
    return DeviceHistory(
        order_reading.one_device(connection, device.bytes),
        UUID(bytes=owner[0]),
        owner[1],
        tuple(_repair(connection, row) for row in rows),
    )


def by_code(connection: Connection, code: str, brand: str = "") -> UUID | None:
    """The device that bears an IMEI or a serial; mixed up 0 and O or 1 and I do no harm."""
    number = imei.normalise(code)
    if imei.is_valid(number):
        row = connection.execute(_BY_IMEI, (number,)).fetchone()
        if row is not None:
            return UUID(bytes=row[0])
    mark = serial.normalise(code)
    if len(mark) < _SERIAL_MIN:
        return None
    # As it stands comes before what it may have been.
    marks = dict.fromkeys((mark, serial.unprefixed(mark, brand or serial.APPLE)))
    for wanted in ((mark,), tuple(dict.fromkeys(r for m in marks for r in serial.readings(m)))):
        row = connection.execute(_BY_SERIAL, (json.dumps(wanted),)).fetchone()
        if row is not None:
            return UUID(bytes=row[0])
    return None


def _repair(connection: Connection, row: Any) -> Repair:  # noqa: ANN401 - untyped rows
    ident, number, accepted, fault, stage, kind, issued = row
    issued_at = order_reading.moment(issued) if stage == Stage.ISSUED else None
    done = connection.execute(_DONE, (ident,)).fetchall() if issued_at is not None else ()
    return Repair(
        UUID(bytes=ident),
        number,
        datetime.fromisoformat(accepted),
        fault,
        stage,
        kind,
        issued_at,
        tuple(Done(*line) for line in done),
    )
