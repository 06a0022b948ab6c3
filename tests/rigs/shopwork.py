"""What people of a shop do, as ops of a store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import Op
    from intake_app.sync.fake_replica import MemoryReplica

AT = "2026-01-01T10:00:00Z"


def new_client(desk: MemoryReplica, name: str = "Ada", txn: UUID | None = None) -> Op:
    return desk.put("client", {"created_at": AT, "kind": "person", "name": name}, txn)


def new_phone(desk: MemoryReplica, client: UUID, txn: UUID | None = None) -> Op:
    values = {"client_id": str(client), "e164": "+79990001122", "created_at": AT, "label": None}
    return desk.put("phone", values, txn)


def new_device(desk: MemoryReplica, client: UUID, txn: UUID | None = None) -> Op:
    return desk.put("device", {"created_at": AT, "client_id": str(client), "kind": "phone"}, txn)


def new_order(desk: MemoryReplica, client: UUID, device: UUID, txn: UUID | None = None) -> Op:
    values = {
        "number": f"A-{desk.next_n:05}",
        "ticket": str(desk.next_n),
        "client_id": str(client),
        "device_id": str(device),
        "accepted_at": AT,
        "accepted_by": "",
        "fault": "does not charge",
        "urgent": False,
    }
    return desk.put("order", values, txn)


def new_payment(desk: MemoryReplica, order: UUID, minor: int, txn: UUID | None = None) -> Op:
    values = {
        "order_id": str(order),
        "kind": "prepayment",
        "method": "cash",
        "minor": minor,
        "currency": "RUB",
        "at": AT,
        "by": "",
    }
    return desk.put("payment", values, txn)


def intake(desk: MemoryReplica) -> list[Op]:
    """One client with a device, an order and a prepayment: one user action."""
    txn = desk.new_id()
    client = new_client(desk, txn=txn)
    device = new_device(desk, client.rec, txn)
    order = new_order(desk, client.rec, device.rec, txn)
    return [client, device, order, new_payment(desk, order.rec, 50_000, txn)]
