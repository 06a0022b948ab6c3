"""The OpenAPI document of the hub, as it is served."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response  # noqa: TC002 - FastAPI reads the annotations

from intake_app.sync.core.repair_wire import BUCKETS
from intake_app.sync.core.wire import PULL_OPS
from intake_app.sync.core.wire_backups import BACKUP
from intake_hub.api.call import Call, and_
from intake_hub.api.crm_description import CRM_CALLS
from intake_hub.api.crm_schemas import CRM_COMPONENTS
from intake_hub.api.file_description import file_paths
from intake_hub.api.meter import MEDIA_TYPE
from intake_hub.api.read_description import read_paths
from intake_hub.api.replies import json_reply
from intake_hub.api.schemas import COMPONENTS, NAME, UUID, WHOLE, Schema, ref

_WAIT_S = 25
_BY_MEMBERS = {
    "400": "malformed",
    "401": "no token, or one unknown",
    "403": "revoked",
    "429": "too many calls: Retry-After",
    "503": "the database does not answer: Retry-After",
}
_BY_STRANGERS = {name: _BY_MEMBERS[name] for name in ("400", "429", "503")}
_REPLACED = {"409": "another epoch, a fork, or another past"}
_TRIMMED = {"410": "no longer in the log: take a snapshot"}
_LARGE = {"413": "too large: send less at once"}


_LIMIT: Schema = {"type": "integer", "minimum": 1, "maximum": PULL_OPS}
_WAIT: Schema = {"type": "integer", "minimum": 0, "maximum": _WAIT_S}
_BUCKET: Schema = {"type": "integer", "minimum": 0, "maximum": BUCKETS - 1}
_CHAIN: Schema = {"type": "string", "maxLength": 64}
_PULL = (
    ("after", WHOLE, True),
    ("epoch", UUID, False),
    ("chain", _CHAIN, False),
    ("inc", WHOLE, False),
    ("limit", _LIMIT, False),
    ("wait", _WAIT, False),
)
_PART = (("inc", WHOLE, False), ("part", WHOLE, False), ("snapshot", UUID, False))
_RECORDS = (("entity", NAME, True), ("bucket", _BUCKET, True))

CALLS: tuple[Call, ...] = (
    Call("get", "/v1/health", "Is anybody there", "Health", is_open=True),
    Call("get", "/v1/ca", "The certificate to pin", "Authority", is_open=True),
    Call(
        "post",
        "/v1/enrol",
        "Let a workstation in",
        "EnrolReply",
        "EnrolRequest",
        refusals=and_({"403": "the code is wrong, used or expired"}, _LARGE),
        is_open=True,
    ),
    Call("post", "/v1/token", "Change the token", "TokenReply", "Nothing"),
    Call("get", "/v1/stations", "Name the workstations", "StationsReply"),
    Call("post", "/v1/rename", "Be called otherwise", "RenameRequest", "RenameRequest"),
    Call("get", "/v1/vault-keys", "Fetch keys sealed to us", "HandedKeys"),
    Call("post", "/v1/vault-keys", "Seal keys to other desks", "HandedKeys", "HandedKeys"),
    Call(
        "post",
        "/v1/hello",
        "Say where we stand",
        "HelloReply",
        "HelloRequest",
        refusals=and_({"426": "speak a newer protocol; push goes on"}),
    ),
    Call(
        "post",
        "/v1/push",
        "Hand over changes",
        "PushReply",
        "PushRequest",
        refusals=and_(_REPLACED, _LARGE),
    ),
    Call(
        "get",
        "/v1/pull",
        "Fetch changes",
        "PullReply",
        query=_PULL,
        refusals=and_(_REPLACED, _TRIMMED),
    ),
    Call(
        "post",
        "/v1/diff",
        "Which ops are missing",
        "DiffReply",
        "DiffRequest",
        (),
        and_(_REPLACED, _LARGE),
    ),
    Call(
        "post",
        "/v1/relay",
        "Give them back",
        "PushReply",
        "RelayRequest",
        (),
        and_(_REPLACED, _LARGE),
    ),
    Call("get", "/v1/snapshot", "The whole state", "PartReply", "", _PART, and_(_TRIMMED)),
    Call("get", "/v1/digest", "What it all comes to", "DigestReply"),
    Call("get", "/v1/backups", "Name the kept backups", "BackupsReply"),
    Call("get", "/v1/records", "One bucket of it", "RecordsReply", query=_RECORDS),
)


def document() -> dict[str, Any]:
    """Describe every call."""
    paths: dict[str, dict[str, Any]] = {}
    for call in (*CALLS, *CRM_CALLS):
        paths.setdefault(call.path, {})[call.method] = _operation(call)
    paths |= file_paths("blob") | file_paths(BACKUP)
    paths |= read_paths()
    paths["/metrics"] = {"get": _metrics()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Intake hub",
            "version": "1",
            "description": "Bodies may be packed with zstd (Content-Encoding), if they tell their "
            "size. Every answer says Cache-Control: no-store.",
        },
        "paths": paths,
        "components": {
            "schemas": COMPONENTS | CRM_COMPONENTS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "read": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "intake-hub read-token",
                },
            },
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    refused = (_BY_STRANGERS if call.is_open else _BY_MEMBERS) | dict(call.refusals)
    answers = {"200": _answer("Done", call.reply)}
    answers |= {code: _answer(words, "Refusal") for code, words in sorted(refused.items())}
    found: dict[str, Any] = {
        "summary": call.summary,
        "operationId": f"{call.method}-{call.path.removeprefix('/v1/').replace('/', '-')}",
        "security": [] if call.is_open else [{"token": []}],
        "responses": answers,
    }
    if call.query:
        found["parameters"] = [
            {"name": name, "in": "query", "required": is_needed, "schema": schema}
            for name, schema, is_needed in call.query
        ]
    if call.body:
        found["requestBody"] = {"required": True, "content": _json(call.body)}
    return found


def _answer(words: str, component: str) -> dict[str, Any]:
    return {"description": words, "content": _json(component)}


def _json(component: str) -> dict[str, Any]:
    return {"application/json": {"schema": ref(component)}}


def _metrics() -> dict[str, Any]:
    return {
        "summary": "Figures of the hub, for this PC or the holder of the token of metrics",
        "operationId": "get-metrics",
        "security": [{"token": []}, {}],
        "responses": {
            "200": {"description": "OpenMetrics", "content": {MEDIA_TYPE: {}}},
            "401": _answer("not from here", "Refusal"),
        },
    }


def description_routes() -> APIRouter:
    """Bind the call."""
    router = APIRouter(prefix="/v1")
    router.add_api_route("/openapi.json", _describe, methods=["GET"], include_in_schema=False)
    return router


async def _describe() -> Response:
    """Describe every call to programs."""
    return json_reply(document())
