"""What our fields are called in Bitrix24.

`UF_CRM_…` are custom fields, at most 13 signs after that prefix; in a smart process its number
comes between. The others are fields of Bitrix24 itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Kind
from intake_hub.crm.field_map import usual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.field_map import FieldMap

ORIGIN = "intake"
PREFIX = "UF_CRM_"
MOST_SIGNS = 13
DEAL, CONTACT, COMPANY = 2, 3, 4
ENTITIES: Mapping[str, int] = MappingProxyType({"contact": CONTACT, "company": COMPANY})

# The ways in which a custom field may be made.
TYPES: Mapping[Form, str] = MappingProxyType(
    {
        Form.TEXT: "string",
        Form.CODE: "string",
        Form.FLAG: "boolean",
        Form.MOMENT: "datetime",
        Form.DATE: "date",
        Form.MONEY: "double",
    }
)
_CLIENT = {
    "name": "NAME",
    "is_company": "entity",
    "phone": "PHONE",
    "phone2": "PHONE2",
    "email": "EMAIL",
    "inn": "RQ_INN",
    "kpp": "RQ_KPP",
    "address": "UF_CRM_IN_ADDRESS",
    "birthday": "BIRTHDATE",
    "client_class": "UF_CRM_IN_CLASS",
    "language": "UF_CRM_IN_LANGUAGE",
    "source": "UF_CRM_IN_SOURCE",
    "ads_allowed": "UF_CRM_IN_ADS",
    "ads_allowed_at": "UF_CRM_IN_ADS_AT",
    "archived": "UF_CRM_IN_ARCHIVED",
    "manager": "ASSIGNED_BY_ID",
}
_ORDER = {
    "number": "UF_CRM_IN_NUMBER",
    "device": "UF_CRM_IN_DEVICE",
    "serial": "UF_CRM_IN_SERIAL",
    "imei": "UF_CRM_IN_IMEI",
    "fault": "UF_CRM_IN_FAULT",
    "accessories": "UF_CRM_IN_EQUIPMENT",
    "stage": "UF_CRM_IN_STAGE",
    "repair_kind": "UF_CRM_IN_KIND",
    "urgent": "UF_CRM_IN_URGENT",
    "outcome": "UF_CRM_IN_OUTCOME",
    "accepted_at": "UF_CRM_IN_ACCEPTED",
    "promised_at": "UF_CRM_IN_PROMISED",
    "issued_at": "UF_CRM_IN_ISSUED",
    "total_minor": "opportunity",
    "paid_minor": "UF_CRM_IN_PAID",
    "currency": "currencyId",
    "technician": "UF_CRM_IN_TECHNICIAN",
    "manager": "assignedById",
    "remote_stage": "stageId",
}


def usual_map() -> FieldMap:
    """The field map a shop begins with."""
    return usual({Kind.CLIENT: _CLIENT, Kind.ORDER: _ORDER})


def custom(fields: FieldMap, kind: Kind) -> dict[str, str]:
    """Our name by theirs, for custom fields."""
    return {remote: name for name, remote in fields.read(kind).items() if remote.startswith(PREFIX)}


def form_of(kind: Kind, name: str) -> Form:
    """How a value is written."""
    return FIELDS[kind][name].form
