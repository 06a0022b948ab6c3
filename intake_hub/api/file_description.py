"""The calls about large files as the OpenAPI document tells them."""

from __future__ import annotations

from typing import Any

from intake_app.sync.core.wire_files import CHUNK, LENGTH, OFFSET
from intake_hub.api.schemas import Schema, ref

_BYTES = "application/octet-stream"
_NAME: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_REFUSED = {
    "400": "malformed: no SHA-256, or a header is missing",
    "401": "no token, or one unknown",
    "403": "revoked",
    "429": "too many calls: Retry-After",
    "503": "trouble: Retry-After",
}
_FULL = {"507": "full: no room for files at the hub, Retry-After"}


def file_paths(kind: str) -> dict[str, dict[str, Any]]:
    """Describe the calls of one kind of file."""
    return {
        f"/v1/{kind}/{{name}}": {
            "head": _look(),
            "post": _begin(),
            "patch": _append(),
            "get": _read(),
        }
    }


def _look() -> dict[str, Any]:
    found = _operation("How far an upload is", {"404": "absent"})
    for code, words in (("200", "all of it is there"), ("202", "an upload is under way")):
        found["responses"][code] = {"description": words, "headers": _counts()}
    return found


def _begin() -> dict[str, Any]:
    more = _FULL | {"410": "erased: of a person who is forgotten", "413": "too large"}
    found = _operation("Begin an upload, go on with it, or hear that all is there", more)
    found["parameters"].append(_header(LENGTH))
    return found | _told(found)


def _append() -> dict[str, Any]:
    more = _FULL | {
        "409": "offset: not the chunk that comes next",
        "413": "too large",
        "422": "hash: not the bytes of that name; begin again",
    }
    found = _operation(f"Send the next chunk, {CHUNK} bytes unless it is the last", more)
    found["parameters"].append(_header(OFFSET))
    found["requestBody"] = {"required": True, "content": {_BYTES: {}}}
    return found | _told(found)


def _read() -> dict[str, Any]:
    found = _operation("Fetch a file, or a range of it", {"404": "absent", "409": "beyond the end"})
    asked = {"name": "Range", "in": "header", "required": False, "schema": {"type": "string"}}
    found["parameters"].append(asked)
    for code, words in (("200", "all of it"), ("206", "the range")):
        found["responses"][code] = {"description": words, "content": {_BYTES: {}}}
    return found


def _operation(summary: str, more: dict[str, str]) -> dict[str, Any]:
    refused = {
        code: {"description": words, "content": _json("Refusal")}
        for code, words in sorted((_REFUSED | more).items())
    }
    return {
        "summary": summary,
        "security": [{"token": []}],
        "parameters": [{"name": "name", "in": "path", "required": True, "schema": _NAME}],
        "responses": refused,
    }


def _told(found: dict[str, Any]) -> dict[str, Any]:
    told = {"description": "How far it is", "headers": _counts(), "content": _json("FileReply")}
    return {"responses": found["responses"] | {"200": told}}


def _counts() -> dict[str, Any]:
    return {name: {"schema": _COUNT} for name in (OFFSET, LENGTH)}


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": _COUNT}


def _json(component: str) -> dict[str, Any]:
    return {"application/json": {"schema": ref(component)}}
