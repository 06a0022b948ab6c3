"""Our work brought back: the draft of a new order that is linked to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.services import client_reading, order_reading
from intake_app.services.drafts import (
    ClientDraft,
    DeviceDraft,
    IntakeDraft,
    RepairKind,
)

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ORDER = (
    "SELECT o.stage, coalesce(c.merged_into, c.id), o.device_id, o.technician_id"
    ' FROM "order" o JOIN client c ON c.id = o.client_id WHERE o.id = ?'
)
_LEFT = frozenset({"issued", "issued_no_repair"})


def draft(driver: Connection, order: UUID) -> IntakeDraft:
    """Same client and device, nothing said of the fault; the same technician looks at his work.

    Raises RejectedError: UNKNOWN_RECORD, NOT_ISSUED while the device is still here.
    """
    row = driver.execute(_ORDER, (order.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    stage, client, device, technician = row
    if stage not in _LEFT:
        raise RejectedError(Problem.NOT_ISSUED, stage)
    facts = client_reading.facts(driver, UUID(bytes=client))
    assert facts is not None  # noqa: S101 - an order has a client
    thing = order_reading.one_device(driver, device)
    return IntakeDraft(
        client=ClientDraft(
            id=facts.row.id, kind=facts.row.kind, name=facts.row.name, phone=facts.row.phone
        ),
        device=DeviceDraft(
            id=thing.id,
            kind=thing.kind,
            brand=thing.brand,
            model=thing.model,
            serial=thing.serial,
            imei=thing.imei,
            imei2=thing.imei2,
            colour=thing.colour,
        ),
        repair_kind=RepairKind.OWN_WARRANTY,
        urgent=True,
        technician_id=None if technician is None else UUID(bytes=technician),
        rework_of=order,
    )
