"""Clients and orders as every CRM is told of them: neutral names, one table for all adapters.

Passcodes, notes of the staff and everything said inside a case are no field here and so can never
leave the hub.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar


class Kind(StrEnum):
    """What is sent; a client always before his orders."""

    CLIENT = "client"
    ORDER = "order"


class Form(StrEnum):
    """How the value of a field is written."""

    TEXT = "text"
    FLAG = "flag"  # True or False
    MONEY = "money"  # whole minor units; the order's `currency` names them
    MOMENT = "moment"  # ISO 8601, UTC, to the second: 2026-11-22T09:15:00Z
    DATE = "date"  # 2026-11-22
    CODE = "code"  # one of our own lists: stage, repair kind, class, outcome


class Owner(StrEnum):
    """Whose word holds when both sides changed a field."""

    OURS = "ours"  # what is typed over it there is put back
    SHARED = "shared"  # the later one; who lost is kept for a person
    THEIRS = "theirs"  # only read, and shown on the card


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field is, and how it is treated until an owner of the shop says otherwise."""

    form: Form = Form.TEXT
    owner: Owner = Owner.OURS
    is_personal: bool = False
    is_sent: bool = True


_SHARED = FieldSpec(owner=Owner.SHARED, is_personal=True)
_THEIRS = FieldSpec(owner=Owner.THEIRS, is_sent=False)

CLIENT: Mapping[str, FieldSpec] = MappingProxyType(
    {
        "name": _SHARED,
        "is_company": FieldSpec(Form.FLAG),
        "phone": _SHARED,  # E.164
        "phone2": _SHARED,
        "email": _SHARED,
        "inn": FieldSpec(owner=Owner.SHARED, is_personal=True),
        "kpp": FieldSpec(owner=Owner.SHARED),
        "address": FieldSpec(owner=Owner.SHARED, is_personal=True),
        "birthday": FieldSpec(Form.DATE, Owner.SHARED, is_personal=True, is_sent=False),
        "client_class": FieldSpec(Form.CODE),
        "language": FieldSpec(),
        "source": FieldSpec(),
        "ads_allowed": FieldSpec(Form.FLAG),
        "ads_allowed_at": FieldSpec(Form.MOMENT),
        "archived": FieldSpec(Form.FLAG),
        "manager": _THEIRS,
        "tags": _THEIRS,
    }
)

ORDER: Mapping[str, FieldSpec] = MappingProxyType(
    {
        "number": FieldSpec(),
        "device": FieldSpec(),  # kind, brand and model in one line
        "serial": FieldSpec(),
        "imei": FieldSpec(),
        "fault": FieldSpec(),
        "accessories": FieldSpec(),
        "stage": FieldSpec(Form.CODE),
        "repair_kind": FieldSpec(Form.CODE),
        "urgent": FieldSpec(Form.FLAG),
        "outcome": FieldSpec(Form.CODE),
        "accepted_at": FieldSpec(Form.MOMENT),
        "promised_at": FieldSpec(Form.MOMENT),
        "issued_at": FieldSpec(Form.MOMENT),
        "total_minor": FieldSpec(Form.MONEY),
        "paid_minor": FieldSpec(Form.MONEY),
        "currency": FieldSpec(),
        "technician": FieldSpec(),
        "manager": _THEIRS,
        "tags": _THEIRS,
        "remote_stage": _THEIRS,
    }
)

FIELDS: Mapping[Kind, Mapping[str, FieldSpec]] = MappingProxyType(
    {Kind.CLIENT: CLIENT, Kind.ORDER: ORDER}
)


@dataclass(frozen=True, slots=True)
class Document:
    """One client or order, by neutral field names; what may not be sent is not in `values`.

    `client` is the uid of an order's client, `client_remote` what that is called in the CRM.
    """

    kind: Kind
    uid: UUID
    values: Mapping[str, Scalar]
    client: UUID | None = None
    client_remote: str = ""
    remote: str = ""  # what this one is called in the CRM, once that is known
