"""What a call says, and how it is signed; the reader of the manual writes the other half."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap

VERSION = 1
EVENT = "X-Intake-Event"
TIMESTAMP = "X-Intake-Timestamp"
SIGNATURE = "X-Intake-Signature"


def ping(event: UUID) -> dict[str, object]:
    """A call that says nothing, to try the way."""
    return {"version": VERSION, "event": str(event), "kind": "ping"}


def payload(event: UUID, document: Document, fields: FieldMap) -> dict[str, object]:
    """One record as it is now; a field that is null is empty."""
    client = None if document.client is None else str(document.client)
    return {
        "version": VERSION,
        "event": str(event),
        "kind": document.kind.value,
        "record": {
            "uid": str(document.uid),
            "id": document.remote or None,
            "client": client,
            "client_id": document.client_remote or None,
            "values": _values(document, fields),
        },
    }


def _values(document: Document, fields: FieldMap) -> Mapping[str, Scalar]:
    """By the names the shop has given; codes in the words it has given."""
    names = fields.sent(document.kind)
    return {
        names[name]: fields.code(name, str(value)) if _is_code(document, name, value) else value
        for name, value in document.values.items()
    }


def _is_code(document: Document, name: str, value: Scalar) -> bool:
    return FIELDS[document.kind][name].form is Form.CODE and value is not None


def signature(key: str, timestamp: int, event: UUID, body: bytes) -> str:
    """HMAC-SHA256 over time stamp, event and body: none of them can be exchanged alone."""
    said = f"{timestamp}.{event}.".encode() + body
    return f"v1={hmac.new(key.encode(), said, hashlib.sha256).hexdigest()}"
