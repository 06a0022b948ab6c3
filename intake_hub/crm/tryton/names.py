"""What our fields are called in Tryton, and what is read to show them.

A party has no custom fields, so the rest of an order stands in its comment as `comment:LABEL`.
A name that is none of these is a plain field which a module of the shop added.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Kind
from intake_hub.crm.field_map import usual
from intake_hub.crm.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_hub.crm.field_map import FieldMap

MODELS: Mapping[Kind, str] = MappingProxyType(
    {Kind.CLIENT: "party.party", Kind.ORDER: "sale.opportunity"}
)
MARK_FIELDS: Mapping[Kind, str] = MappingProxyType({Kind.CLIENT: "code", Kind.ORDER: "reference"})
MARK = "intake-"
SECOND = "intake: phone2"  # the comment of the mechanism that is a second phone
NOTE = "comment:"
INN = "ru_vat"
PHONES = ("phone", "mobile")

OF_PARTY = frozenset({"name", "phone", "phone2", "email", INN, "address", "active", "categories"})
OF_ORDER = frozenset(
    {"reference", "description", "amount", "currency", "end_date", "employee", "state"}
)
SAFE_STATES = frozenset({"lead", "opportunity"})  # what can be taken back; the rest makes sales

READ: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.CLIENT: (
            "name",
            "code",
            "active",
            "replaced_by",
            "identifiers.type",
            "identifiers.code",
            "identifiers.active",
            "contact_mechanisms.type",
            "contact_mechanisms.value",
            "contact_mechanisms.value_compact",
            "contact_mechanisms.comment",
            "contact_mechanisms.active",
            "addresses.street",
            "addresses.active",
            "categories.name",
            "_timestamp",
        ),
        Kind.ORDER: (
            "reference",
            "description",
            "party",
            "amount",
            "currency.code",
            "end_date",
            "comment",
            "employee.rec_name",
            "state",
            "_timestamp",
        ),
    }
)
_IN_NOTE = (
    "serial",
    "imei",
    "fault",
    "accessories",
    "stage",
    "repair_kind",
    "urgent",
    "outcome",
    "accepted_at",
    "issued_at",
    "paid_minor",
    "technician",
)


def mark(uid: UUID) -> str:
    """How a record of ours is known there."""
    return f"{MARK}{uid}"


def usual_map() -> FieldMap:
    """The field map a shop begins with."""
    return usual(
        {
            Kind.CLIENT: {
                "name": "name",
                "phone": "phone",
                "phone2": "phone2",
                "email": "email",
                "inn": INN,
                "address": "address",
                "archived": "active",
                "tags": "categories",
            },
            Kind.ORDER: {
                "number": "reference",
                "device": "description",
                "total_minor": "amount",
                "currency": "currency",
                "promised_at": "end_date",
                **{name: f"{NOTE}{TITLES[name]}" for name in _IN_NOTE},
                "manager": "employee",
                "remote_stage": "state",
            },
        }
    )


def own_fields(fields: FieldMap, kind: Kind) -> dict[str, str]:
    """Our name by theirs, for plain fields that a module of the shop added."""
    known = OF_PARTY if kind is Kind.CLIENT else OF_ORDER
    return {
        remote: name
        for name, remote in fields.read(kind).items()
        if remote not in known and not remote.startswith(NOTE)
    }
