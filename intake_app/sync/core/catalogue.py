"""Which records are shared, which of their fields may change, and what they hang on.

The recorder, the replica and the hub read this one table; a test holds the entities against it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.sync.core.entity_shape import EntityShape
from intake_app.sync.core.workshop_shapes import WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Mapping


ENTITIES: Mapping[str, EntityShape] = MappingProxyType(
    {
        "staff": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset({"name", "role", "active", "badge", "pin"}),
        ),
        "client": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset(
                {
                    "kind",
                    "name",
                    "email",
                    "email_confirmed_at",
                    "inn",
                    "kpp",
                    "ogrn",
                    "bik",
                    "bank",
                    "account",
                    "corr_account",
                    "director",
                    "consignee",
                    "contract",
                    "address",
                    "birthday",
                    "source",
                    "client_class",
                    "class_reason",
                    "class_until",
                    "discount_bp",
                    "conflict_level",
                    "conflict_note",
                    "language",
                    "note",
                    "archived",
                }
            ),
        ),
        "phone": EntityShape(
            fixed=frozenset({"client_id", "e164", "created_at"}),
            cards=frozenset({"label", "confirmed_at", "archived"}),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "device": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset(
                {"client_id", "kind", "brand", "model", "colour", "serial", "imei", "imei2"}
            ),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "order": EntityShape(
            fixed=frozenset(
                {"number", "ticket", "client_id", "device_id", "accepted_at", "accepted_by"}
            ),
            cards=frozenset(
                {
                    "fault",
                    "accessories",
                    "appearance",
                    "repair_kind",
                    "urgent",
                    "promised_at",
                    "estimate_minor",
                    "limit_minor",
                    "agreed_value_minor",
                    "currency",
                    "note",
                    "technician_id",
                    "visit_id",
                    "accessory_marks",
                    "appearance_marks",
                    "estimate_kind",
                    "data_copy",
                    "terms_version",
                    "seller",
                    "bought_on",
                    "warranty_until",
                    "warranty_card",
                    "claim_number",
                    "loaner_wanted",
                    "rework_of",
                    "site_address",
                    "site_from",
                    "site_to",
                    "travel_minor",
                    "article",
                    "grade",
                    "outcome",
                    "outcome_note",
                    "due_by_client",
                    "loaner_wanted_on",
                }
            ),
            parents=MappingProxyType({"client_id": "client", "device_id": "device"}),
        ),
        "stage": EntityShape(
            fixed=frozenset({"order_id", "from_stage", "to_stage", "at", "by", "comment", "desk"}),
            later=frozenset({"desk"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "payment": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "kind",
                    "method",
                    "minor",
                    "currency",
                    "shift_id",
                    "reverses",
                    "note",
                    "owed_minor",
                    "registrar",
                    "at",
                    "by",
                }
            ),
            later=frozenset({"shift_id", "reverses", "note", "owed_minor", "registrar"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "comment": EntityShape(
            fixed=frozenset({"order_id", "text", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "contact": EntityShape(
            fixed=frozenset({"client_id", "created_at"}),
            cards=frozenset({"name", "role", "phone", "email", "archived"}),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "consent": EntityShape(
            fixed=frozenset(
                {
                    "client_id",
                    "purpose",
                    "action",
                    "text_version",
                    "text_sha256",
                    "at",
                    "by",
                    "channel",
                    "evidence",
                    "valid_until",
                    "note",
                }
            ),
            parents=MappingProxyType({"client_id": "client"}),
        ),
        "merge": EntityShape(
            fixed=frozenset({"client_id", "merged_id", "at", "by", "reason"}),
            parents=MappingProxyType({"client_id": "client", "merged_id": "client"}),
        ),
        "unmerge": EntityShape(
            fixed=frozenset({"merge_id", "at", "by"}),
            parents=MappingProxyType({"merge_id": "merge"}),
        ),
        "apart": EntityShape(
            fixed=frozenset({"client_id", "other_id", "at", "by"}),
            cards=frozenset({"archived"}),
            parents=MappingProxyType({"client_id": "client", "other_id": "client"}),
        ),
        "signature": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "text_version",
                    "text_sha256",
                    "image_sha256",
                    "language",
                    "purpose",
                    "at",
                    "by",
                }
            ),
            later=frozenset({"purpose"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "photo": EntityShape(
            fixed=frozenset({"order_id", "sha256", "mime", "size", "caption", "thumb", "at", "by"}),
            later=frozenset({"thumb"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "order_file": EntityShape(
            fixed=frozenset({"order_id", "sha256", "name", "size", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "passcode": EntityShape(
            fixed=frozenset({"order_id", "kind", "at", "by"}),
            cards=frozenset({"sealed"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "passcode_view": EntityShape(
            fixed=frozenset({"passcode_id", "at", "by"}),
            parents=MappingProxyType({"passcode_id": "passcode"}),
        ),
        "discard": EntityShape(fixed=frozenset({"op_id", "rec", "reason", "at", "by"})),
        "preference": EntityShape(fixed=frozenset({"key"}), cards=frozenset({"value"})),
        "catalogue_model": EntityShape(
            fixed=frozenset({"kind", "brand", "model", "tac"}), cards=frozenset({"archived"})
        ),
        "hint": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset({"kind", "brand", "model", "fault", "text", "archived"}),
        ),
        **WORKSHOP,
    }
)

FLAGS = frozenset({"active", "archived", "urgent", "loaner_wanted", "agreed", "wiped", "by_serial"})
"""Fields that are true or false, whatever the record; every other field is text or a number."""

NUMBERS = frozenset(
    {
        "minor",
        "estimate_minor",
        "limit_minor",
        "agreed_value_minor",
        "travel_minor",
        "discount_bp",
        "conflict_level",
        "size",
        "price_minor",
        "cost_minor",
        "deposit_minor",
        "debt_minor",
        "float_minor",
        "owed_minor",
        "expected_minor",
        "counted_minor",
        "warranty_days",
        "quantity",
        "low",
        "rank",
        "version",
    }
)
"""Fields that are whole numbers, whatever the record."""
