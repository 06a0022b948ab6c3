"""Clients and orders of a made-up shop, as an adapter is told of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import uuid_utils.compat

from intake_hub.crm.documents import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar

_CLIENT: Mapping[str, Scalar] = {
    "name": "Орлова Анна Петровна",
    "is_company": False,
    "phone": "+79123456701",
    "email": "orlova@example.org",
    "language": "ru",
    "client_class": "vip",
    "ads_allowed": True,
    "ads_allowed_at": "2026-10-31T22:15:00Z",
    "archived": False,
}
_ORDER: Mapping[str, Scalar] = {
    "number": "A-000017",
    "device": "Смартфон Samsung Galaxy A52",
    "serial": "R58R12ABCDE",
    "fault": "Не включается <после> падения & воды",
    "stage": "accepted",
    "repair_kind": "paid",
    "urgent": True,
    "accepted_at": "2026-11-21T23:30:00Z",
    "promised_at": "2026-11-30T21:05:00Z",
    "total_minor": 1_234_500,
    "paid_minor": 50_000,
    "currency": "RUB",
}


def a_client(**values: Scalar) -> Document:
    """A client nobody was told of; his phone is his own."""
    uid = UUID(str(uuid_utils.compat.uuid7()))
    own = {"phone": f"+7912{uid.int % 10_000_000:07}", "email": f"{uid.hex[-10:]}@example.org"}
    return Document(Kind.CLIENT, uid, {**_CLIENT, **own, **values})


def an_order(client: Document, client_remote: str, **values: Scalar) -> Document:
    """An order of his; its number is its own."""
    uid = UUID(str(uuid_utils.compat.uuid7()))
    told = {**_ORDER, "number": f"A-{uid.int % 1_000_000:06}", **values}
    return Document(Kind.ORDER, uid, told, client.uid, client_remote)


def now(document: Document, remote: str, **values: Scalar) -> Document:
    """The same record later, when it is known what it is called there."""
    return replace(document, remote=remote, values={**document.values, **values})
