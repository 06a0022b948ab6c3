"""The call for programs that read as the OpenAPI document tells it."""

from __future__ import annotations

from typing import Any

from intake_hub.api.read_routes import CSV_TYPE, LAST, NEXT, USUAL_ROWS
from intake_hub.api.schemas import Schema, ref
from intake_hub.feed.extracts import KINDS, MAX_ROWS

_REFUSED = {
    "400": "malformed: limit, format or after",
    "401": "no token that may read",
    "404": "absent: no such kind",
    "410": "the cursor is too old, or the hub came from a backup: begin anew, without after",
    "429": "too many calls: Retry-After",
    "503": "the database does not answer: Retry-After",
}
_VALUE: Schema = {"type": ["string", "integer", "boolean", "null"]}
_ROWS: Schema = {
    "type": "object",
    "required": ["rows", "after", "is_last"],
    "properties": {
        "rows": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string", "format": "uuid"}},
                "additionalProperties": _VALUE,
            },
        },
        "after": {"type": "string", "description": "goes on from here, now or tomorrow"},
        "is_last": {"type": "boolean", "description": "nothing more for now"},
    },
}


def read_paths() -> dict[str, dict[str, Any]]:
    """Describe it."""
    columns = "; ".join(
        f"{kind}: id, {', '.join(found.plain)}"
        + (f" and with personal data {', '.join(found.personal)}" if found.personal else "")
        for kind, found in KINDS.items()
    )
    operation: dict[str, Any] = {
        "summary": "Read rows of one kind: all of them once, then what was made or changed since",
        "description": f"Money is in minor units, moments are UTC. Columns: {columns}.",
        "operationId": "get-read",
        "security": [{"read": []}],
        "parameters": [
            {
                "name": "kind",
                "in": "path",
                "required": True,
                "schema": {"enum": list(KINDS)},
            },
            _query("after", {"type": "string", "maxLength": 80}),
            _query(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_ROWS, "default": USUAL_ROWS},
            ),
            _query("format", {"enum": ["json", "csv"], "default": "json"}),
        ],
        "responses": {
            "200": {
                "description": "rows, at least once each; a later one replaces the one before",
                "headers": {name: {"schema": {"type": "string"}} for name in (NEXT, LAST)},
                "content": {
                    "application/json": {"schema": _ROWS},
                    CSV_TYPE: {"schema": {"type": "string"}},
                },
            },
            **{code: _refusal(words) for code, words in _REFUSED.items()},
        },
    }
    return {"/v1/read/{kind}": {"get": operation}}


def _query(name: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _refusal(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": ref("Refusal")}}}
