"""The calls about CRMs as the OpenAPI document tells them."""

from __future__ import annotations

from intake_app.sync.core.wire_crm import MAX_NAME
from intake_hub.api.call import Call, and_
from intake_hub.api.schemas import UUID, text

_NONE = {"404": "absent: no CRM of that name"}
_LARGE = {"413": "too large"}
_NAMED = (("name", text(MAX_NAME), True),)
_RECORD = (("kind", text(20), True), ("uid", UUID, True))


def _verb(path: str, summary: str, reply: str = "Nothing", body: str = "CrmNamed") -> Call:
    return Call("post", f"/v1/crm{path}", summary, reply, body, refusals=and_(_NONE, _LARGE))


def _list(path: str, summary: str, reply: str) -> Call:
    return Call("get", f"/v1/crm{path}", summary, reply, query=_NAMED, refusals=and_(_NONE))


CRM_CALLS: tuple[Call, ...] = (
    Call("get", "/v1/crm", "How each CRM stands", "CrmsReply"),
    _verb("", "Add a CRM", "CrmsReply", "AddRequest"),
    _verb("/key", "Go on with another key", body="KeyRequest"),
    _verb("/test", "Try to get in, and say what is missing", "ProbeReply"),
    _verb("/schema", "Add missing fields with an administrator's key", "SchemaReply", "KeyRequest"),
    _verb("/dry-run", "Begin to look what a first transfer would do", "DryReply"),
    _list("/dry-run", "What a first transfer would do", "DryReply"),
    _verb("/dry-run/stop", "Look no further", "DryReply"),
    _verb("/start", "Begin or go on"),
    _verb("/pause", "Send nothing for now"),
    _verb("/remove", "Forget a CRM and its key"),
    _list("/map", "How records look there", "CrmMap"),
    _verb("/map", "Look otherwise from now on", body="CrmMap"),
    _list("/refused", "What it did not take", "RefusedReply"),
    _verb("/resend", "Try again", "Resent", "CrmRecord"),
    _list("/notices", "What a person should see or decide", "NoticesReply"),
    _verb("/decide", "Do as a person said", body="DecideRequest"),
    Call("get", "/v1/crm/link", "Where one record stands", "LinksReply", query=_RECORD),
)
