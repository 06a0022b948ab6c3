"""The day of a repair counter as user actions: what a desk writes, in the mix of a real shop.

Of ten orders taken in, three clients are new, four pay something in advance, and each order lives
through six more stages, two comments, three edits and a payment at the end, at whatever desk.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.clock import utc_now
from intake_app.sync.fake_replica import MemoryReplica

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.sync.core.ops import Op, Scalar

STAGES = ("diagnosis", "approval", "parts", "repair", "ready", "issued")
_FAULTS = (
    "не включается после падения в воду, корпус вскрывали",
    "не заряжается",
    "полосы на экране, при нажатии меняются; клиент просит сохранить данные",
)
_NEW_CLIENTS, _ADVANCES, _EDITS, _COMMENTS = 0.3, 0.4, 3, 2


class DeskDay:
    """One desk of a shop; `actions` never ends."""

    def __init__(self, origin: UUID, seed: int) -> None:
        self._desk = MemoryReplica(origin)
        self._chance = random.Random(seed)  # noqa: S311 - a shop, not a secret
        self._clients: list[UUID] = []

    def actions(self) -> Iterator[tuple[Op, ...]]:
        """Give user actions, each with all its ops."""
        while True:
            intake = self._intake()
            order = next(op.rec for op in intake if op.entity == "order")
            yield intake
            for stage in STAGES:
                yield self._one("stage", self._stage(order, stage))
            for _ in range(_COMMENTS):
                text = "звонили, согласовали цену и срок, ждём запчасть из Москвы"
                yield self._one("comment", {"order_id": str(order), "text": text} | self._by())
            for number in range(_EDITS):
                yield (self._desk.edit("order", order, "fault", f"{_FAULTS[0]} ({number})"),)
            yield self._one("payment", self._payment(order, "final"))

    def _intake(self) -> tuple[Op, ...]:
        txn, at = uuid4(), _now()
        ops: list[Op] = []

        def put(entity: str, values: dict[str, Scalar]) -> UUID:
            ops.append(self._desk.put(entity, values, txn))
            return ops[-1].rec

        client = self._known_client()
        if client is None:
            name = "Константинопольская Мария Александровна"
            client = put("client", {"created_at": at, "kind": "person", "name": name})
            number = f"+7916{self._chance.randrange(10**7):07d}"
            put("phone", {"client_id": str(client), "e164": number, "created_at": at})
            self._clients.append(client)
        serial = f"SN{self._chance.randrange(10**9)}"
        device: dict[str, Scalar] = {
            "created_at": at,
            "client_id": str(client),
            "kind": "смартфон",
            "serial": serial,
        }
        device |= {"brand": "Apple", "model": "iPhone 13 Pro Max"}
        device_id = put("device", device)
        numbered: dict[str, Scalar] = {
            "number": f"A-{self._desk.next_n:05}",
            "ticket": str(self._desk.next_n),
            "client_id": str(client),
            "device_id": str(device_id),
            "accepted_at": at,
            "accepted_by": "Анна",
            "fault": self._chance.choice(_FAULTS),
            "appearance": "царапины на корпусе, скол у камеры",
            "accessories": "чехол, кабель",
            "urgent": False,
        }
        order = put("order", numbered)
        put("stage", self._stage(order, "accepted"))
        if self._chance.random() < _ADVANCES:
            put("payment", self._payment(order, "prepayment"))
        return tuple(ops)

    def _known_client(self) -> UUID | None:
        if not self._clients or self._chance.random() < _NEW_CLIENTS:
            return None
        return self._chance.choice(self._clients)

    def _one(self, entity: str, values: dict[str, Scalar]) -> tuple[Op, ...]:
        return (self._desk.put(entity, values),)

    def _stage(self, order: UUID, to: str) -> dict[str, Scalar]:
        return {
            "order_id": str(order),
            "from_stage": "",
            "to_stage": to,
            "comment": "",
        } | self._by()

    def _payment(self, order: UUID, kind: str) -> dict[str, Scalar]:
        paid: dict[str, Scalar] = {"order_id": str(order), "kind": kind, "method": "cash"}
        return paid | {"minor": 350_000, "currency": "RUB"} | self._by()

    def _by(self) -> dict[str, Scalar]:
        return {"at": _now(), "by": "Анна"}


def _now() -> str:
    return utc_now().isoformat(timespec="milliseconds")
