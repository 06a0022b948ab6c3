"""What our fields are called in amoCRM; `INTAKE_…` are codes of custom fields.

What is ours alone is made so that only the API can change it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.field_map import usual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.field_map import FieldMap

UID = "INTAKE_UID"
TOTAL = "INTAKE_TOTAL"  # the exact sum; a price is a whole number
PREFIX = "INTAKE_"
SECOND = "OTHER"  # the kind of a second phone
ENTITIES: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {Kind.CLIENT: ("contacts", "companies"), Kind.ORDER: ("leads",)}
)
_LONG = frozenset({"fault", "accessories", "address"})
_TYPES: Mapping[Form, str] = MappingProxyType(
    {
        Form.TEXT: "text",
        Form.CODE: "text",
        Form.FLAG: "checkbox",
        Form.MOMENT: "date_time",
        Form.DATE: "birthday",
        Form.MONEY: "numeric",
    }
)
_CLIENT = {
    "name": "name",
    "is_company": "entity",
    "phone": "PHONE",
    "phone2": "PHONE2",
    "email": "EMAIL",
    "manager": "responsible_user_id",
    "tags": "tags",
}
_ORDER = {
    "total_minor": "price",
    "manager": "responsible_user_id",
    "tags": "tags",
    "remote_stage": "status_id",
}


def usual_map() -> FieldMap:
    """The field map a shop begins with."""
    own = {Kind.CLIENT: _CLIENT, Kind.ORDER: _ORDER}
    return usual(
        {
            kind: {name: own[kind].get(name, PREFIX + name.upper()) for name in FIELDS[kind]}
            for kind in Kind
        }
    )


def custom(fields: FieldMap, kind: Kind) -> dict[str, str]:
    """Our name by the code there, for custom fields."""
    return {remote: name for name, remote in fields.read(kind).items() if remote.startswith(PREFIX)}


def wanted(fields: FieldMap, kind: Kind) -> dict[str, str]:
    """The type of each custom field that must be there, by its code."""
    found = {UID: "text"} | ({TOTAL: "numeric"} if kind is Kind.ORDER else {})
    return found | {remote: type_of(kind, name) for remote, name in custom(fields, kind).items()}


def type_of(kind: Kind, name: str) -> str:
    """How a value is kept; a plain text holds 256 signs."""
    return "textarea" if name in _LONG else _TYPES[FIELDS[kind][name].form]
