"""The records of the workshop, of the counter's money and of storage, as they are exchanged."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.sync.core.entity_shape import EntityShape

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKSHOP: Mapping[str, EntityShape] = MappingProxyType(
    {
        "price_item": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset(
                {
                    "kind",
                    "text",
                    "article",
                    "barcode",
                    "unit",
                    "device_kind",
                    "price_minor",
                    "cost_minor",
                    "warranty_days",
                    "low",
                    "by_serial",
                    "archived",
                }
            ),
        ),
        "line": EntityShape(
            fixed=frozenset({"order_id", "created_at", "by", "kind", "item_id"}),
            cards=frozenset(
                {
                    "text",
                    "quantity",
                    "price_minor",
                    "cost_minor",
                    "warranty_days",
                    "technician_id",
                    "serial",
                    "state",
                    "eta",
                    "rank",
                    "archived",
                }
            ),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "stock_move": EntityShape(
            fixed=frozenset(
                {
                    "item_id",
                    "kind",
                    "quantity",
                    "at",
                    "by",
                    "serial",
                    "cost_minor",
                    "order_id",
                    "line_id",
                    "note",
                }
            ),
            parents=MappingProxyType({"item_id": "price_item"}),
        ),
        "finding": EntityShape(
            fixed=frozenset({"order_id", "kind", "text", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "outside_job": EntityShape(
            fixed=frozenset({"order_id", "at", "by", "partner"}),
            cards=frozenset({"act", "eta", "cost_minor", "returned_on", "note"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "estimate": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "version",
                    "variant",
                    "title",
                    "lines",
                    "minor",
                    "currency",
                    "estimate_kind",
                    "ready_by",
                    "at",
                    "by",
                }
            ),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "approval": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "estimate_id",
                    "notice_id",
                    "agreed",
                    "minor",
                    "currency",
                    "channel",
                    "said_by",
                    "said_at",
                    "text",
                    "at",
                    "by",
                }
            ),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "notice": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "kind",
                    "channel",
                    "text",
                    "said_at",
                    "proof",
                    "cause",
                    "before",
                    "until",
                    "at",
                    "by",
                }
            ),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "checkup": EntityShape(
            fixed=frozenset({"order_id", "kind", "marks", "note", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "handover": EntityShape(
            fixed=frozenset(
                {
                    "order_id",
                    "to_whom",
                    "name",
                    "proxy",
                    "known_by",
                    "accessories",
                    "old_parts",
                    "remarks",
                    "debt_minor",
                    "allowed_by",
                    "currency",
                    "at",
                    "by",
                }
            ),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "loaner": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset(
                {
                    "kind",
                    "brand",
                    "model",
                    "serial",
                    "imei",
                    "appearance",
                    "accessories",
                    "agreed_value_minor",
                    "archived",
                }
            ),
        ),
        "loan": EntityShape(
            fixed=frozenset(
                {
                    "loaner_id",
                    "order_id",
                    "appearance",
                    "accessories",
                    "deposit_minor",
                    "currency",
                    "due_on",
                    "at",
                    "by",
                }
            ),
            parents=MappingProxyType({"loaner_id": "loaner", "order_id": "order"}),
        ),
        "loan_return": EntityShape(
            fixed=frozenset({"loan_id", "appearance", "wiped", "note", "at", "by"}),
            parents=MappingProxyType({"loan_id": "loan"}),
        ),
        "cash_box": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset({"name", "archived"}),
        ),
        "shift": EntityShape(
            fixed=frozenset({"box_id", "float_minor", "currency", "at", "by"}),
            parents=MappingProxyType({"box_id": "cash_box"}),
        ),
        "shift_close": EntityShape(
            fixed=frozenset(
                {"shift_id", "expected_minor", "counted_minor", "reason", "report", "at", "by"}
            ),
            parents=MappingProxyType({"shift_id": "shift"}),
        ),
        "cash_move": EntityShape(
            fixed=frozenset(
                {"shift_id", "kind", "minor", "currency", "reason", "reverses", "at", "by"}
            ),
            parents=MappingProxyType({"shift_id": "shift"}),
        ),
        "cheque": EntityShape(
            fixed=frozenset(
                {"payment_id", "registrar", "fn", "fd", "fp", "minor", "printed_at", "at", "by"}
            ),
            parents=MappingProxyType({"payment_id": "payment"}),
        ),
        "place": EntityShape(
            fixed=frozenset({"created_at"}),
            cards=frozenset({"kind", "name", "parent_id", "barcode", "archived"}),
        ),
        "placement": EntityShape(
            fixed=frozenset({"order_id", "place_id", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
        "stocktaking": EntityShape(
            fixed=frozenset({"place_id", "found", "missing", "stray", "at", "by"}),
        ),
        "task": EntityShape(
            fixed=frozenset({"order_id", "client_id", "kind", "at", "by"}),
            cards=frozenset({"text", "for_id", "due_at", "done_at", "done_by"}),
        ),
        "skip": EntityShape(
            fixed=frozenset({"order_id", "reason", "note", "at", "by"}),
            parents=MappingProxyType({"order_id": "order"}),
        ),
    }
)
"""Part of `catalogue.ENTITIES`."""
