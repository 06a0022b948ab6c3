"""What things are called in Odoo, and what a shop's own fields there look like."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Form, Kind
from intake_hub.crm.field_map import FieldMap, usual

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

PARTNER = "res.partner"
LEAD = "crm.lead"
REPAIR = "repair.order"
UID = "x_intake_uid"
STAGE = "x_intake_stage"
INN = "x_intake_inn"
ARCHIVED = "x_intake_archived"
"""What we last said of `active`, for their people archive and bring back as well."""
WORKFLOW = "state"
"""Never written: what a repair there is driven through takes stock, serials and wizards."""
OWN = "x_"
"""Only fields that begin so can be added through the interface."""

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "mobile": "x_intake_phone2",  # gone in 19
        "company_registry": "x_intake_kpp",  # of partners from 16
        "expected_revenue": "planned_revenue",  # up to 13
        "planned_revenue": "x_intake_total",  # a repair has neither
        "stage_id": "state",  # of a repair
        "category_id": "tag_ids",
    }
)
"""Where a field is missing in one version or model, this one stands for it."""

TYPES: Mapping[Form, str] = MappingProxyType(
    {
        Form.TEXT: "char",
        Form.FLAG: "boolean",
        Form.MONEY: "float",
        Form.MOMENT: "datetime",
        Form.DATE: "date",
        Form.CODE: "char",
    }
)
LONG = frozenset({"fault", "accessories"})

_CLIENT: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "is_company": "is_company",
        "phone": "phone",
        "phone2": "mobile",
        "email": "email",
        "inn": "vat",
        "kpp": "company_registry",
        "address": "street",
        "birthday": "x_intake_birthday",
        "client_class": "x_intake_class",
        "language": "x_intake_language",
        "source": "x_intake_source",
        "ads_allowed": "x_intake_ads",
        "ads_allowed_at": "x_intake_ads_at",
        "archived": "active",
        "manager": "user_id",
        "tags": "category_id",
    }
)
_ORDER: Mapping[str, str] = MappingProxyType(
    {
        "number": "x_intake_number",
        "device": "x_intake_device",
        "serial": "x_intake_serial",
        "imei": "x_intake_imei",
        "fault": "x_intake_fault",
        "accessories": "x_intake_accessories",
        "stage": STAGE,
        "repair_kind": "x_intake_kind",
        "urgent": "x_intake_urgent",
        "outcome": "x_intake_outcome",
        "accepted_at": "x_intake_accepted_at",
        "promised_at": "x_intake_promised_at",
        "issued_at": "x_intake_issued_at",
        "total_minor": "expected_revenue",
        "paid_minor": "x_intake_paid",
        "currency": "x_intake_currency",
        "technician": "x_intake_technician",
        "manager": "user_id",
        "tags": "tag_ids",
        "remote_stage": "stage_id",
    }
)


def usual_map() -> FieldMap:
    """Odoo's own field where it has one, else one of ours; stages go nowhere by themselves."""
    return usual({Kind.CLIENT: _CLIENT, Kind.ORDER: _ORDER})


def external_id(kind: Kind, uid: UUID) -> str:
    """The name under which Odoo itself keeps two from being made of one."""
    return f"intake_sync.{kind.value}_{uid.hex}"
