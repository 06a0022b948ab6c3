"""Orders read by plain SQL, for the finder and for the card alike. Light, like `drafts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.money import Money
from intake_app.services.client_reading import GROUP
from intake_app.services.rows import DeviceRow, OrderRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

# CROSS, so that SQLite begins with the orders: it would begin with all clients of a large shop.
_ROW = (
    "SELECT o.no, o.id, o.number, c.name, coalesce((SELECT p.e164 FROM phone p"
    " WHERE p.client_id IN (c.id, k.id) AND NOT p.archived"
    " ORDER BY p.client_id <> c.id, p.id LIMIT 1), ''),"
    " d.kind, d.brand, d.model, o.fault, o.stage, o.accepted_at, o.promised_at,"
    " coalesce((SELECT sum(m.minor) FROM payment m WHERE m.order_id = o.id), 0), o.currency"
    ' FROM "order" o CROSS JOIN client k ON k.id = o.client_id'
    " CROSS JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
    " CROSS JOIN device d ON d.id = o.device_id"
)
LATEST = f"{_ROW} ORDER BY o.no DESC LIMIT ?"
_THESE = "WHERE o.no IN (SELECT value FROM json_each(?))"
NAMED = f"{_ROW} {_THESE}"
_ONE = f"{_ROW} WHERE o.id = ?"
_BEHIND = 'coalesce((SELECT b.no FROM "order" b WHERE b.id = ?2), 1 << 62)'
ORDERS_OF = f"{_ROW} WHERE o.client_id IN {GROUP} AND o.no < {_BEHIND} ORDER BY o.no DESC LIMIT ?3"

HEADER = (
    "SELECT ticket, (SELECT coalesce(merged_into, id) FROM client c WHERE c.id = client_id),"
    " accessories, appearance, repair_kind, urgent, estimate_minor,"
    " limit_minor, agreed_value_minor, currency, note, accepted_by, device_id"
    ' FROM "order" WHERE id = ?'
)
_DEVICE = (
    "SELECT d.id, d.kind, d.brand, d.model, d.serial, d.imei, coalesce(o.fault, ''),"
    ' o.accepted_at, d.imei2, d.colour FROM device d LEFT JOIN "order" o ON o.no ='
    " (SELECT max(l.no) FROM \"order\" l WHERE l.device_id = d.id AND l.stage <> 'cancelled')"
)
_DEVICES_OF = f"{_DEVICE} WHERE d.client_id IN {GROUP} ORDER BY o.no DESC, d.no DESC"
_ONE_DEVICE = f"{_DEVICE} WHERE d.id = ?"


def moment(text: str | None) -> datetime | None:
    """A stored moment."""
    return None if text is None else datetime.fromisoformat(text)


def order_row(row: Any) -> OrderRow:  # noqa: ANN401 - the driver's rows are untyped
    """One line of the list."""
    _, ident, number, client, phone, kind, brand, model, *rest = row
    fault, stage, accepted, promised, paid, currency = rest
    return OrderRow(
        id=UUID(bytes=ident),
        number=number,
        client=client,
        phone=phone,
        device=" ".join(part for part in (brand, model) if part) or kind,
        fault=fault,
        stage=stage,
        accepted_at=datetime.fromisoformat(accepted),
        promised_at=moment(promised),
        balance=Money(paid, currency),
    )


def device_row(row: Any) -> DeviceRow:  # noqa: ANN401 - the driver's rows are untyped
    """One device with the last time it was here."""
    ident, kind, brand, model, serial, imei, fault, seen, *more = row
    return DeviceRow(
        UUID(bytes=ident), kind, brand, model, serial, imei, fault, moment(seen), *more
    )


def devices_of(connection: Connection, client: UUID) -> tuple[DeviceRow, ...]:
    """Devices of the client and of those merged into him, who was here last first.

    Two desks may have written down one device each: what bears the same number is shown once.
    """
    seen: set[str] = set()
    found: list[DeviceRow] = []
    for raw in connection.execute(_DEVICES_OF, (client.bytes,)).fetchall():
        row = device_row(raw)
        marks = {row.imei, row.imei2, row.serial and f"{row.brand} {row.serial}".casefold()} - {""}
        if seen.isdisjoint(marks):
            found.append(row)
        seen |= marks
    return tuple(found)


def one_order(connection: Connection, order: UUID) -> OrderRow | None:
    """The line of one order."""
    row = connection.execute(_ONE, (order.bytes,)).fetchone()
    return None if row is None else order_row(row)


def one_device(connection: Connection, device: bytes) -> DeviceRow:
    """The device of an order that exists."""
    return device_row(connection.execute(_ONE_DEVICE, (device,)).fetchone())
