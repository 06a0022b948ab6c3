"""JSON Schemas of what travels about CRMs."""

from __future__ import annotations

from intake_app.sync.core import wire_crm, wire_crm_work
from intake_hub.api.schemas import FLAG, UUID, WHOLE, Schema, listed, mapped, ref, text, thing

_NAME = text(wire_crm.MAX_NAME)
_WORDS = text(wire_crm.MAX_WORDS)
_KIND = text(20)
_REMOTE = text(wire_crm_work.MAX_REMOTE)
_TEXTS: Schema = mapped(text(wire_crm.MAX_ADDRESS)) | {
    "propertyNames": {"maxLength": wire_crm.MAX_ADDRESS}
}
_KEY: Schema = text(wire_crm.MAX_KEY) | {"writeOnly": True}
_NULLABLE_UUID: Schema = {"oneOf": [UUID, {"type": "null"}]}

CRM_COMPONENTS: dict[str, Schema] = {
    "CrmOffer": thing(
        {
            "adapter": _NAME,
            "title": _NAME,
            "seen": FLAG,
            "needs": listed(_WORDS),
            "may": listed(_WORDS),
        }
    ),
    "CrmState": thing(
        {
            "name": _NAME,
            "adapter": _NAME,
            "title": _NAME,
            "seen": FLAG,
            "address": text(wire_crm.MAX_ADDRESS),
            "state": _KIND,
            "why": text(40),
            "words": _WORDS,
            "product": text(),
            "options": _TEXTS,
            "key_ends_ms": WHOLE,
            "contact_ms": WHOLE,
            "sent": WHOLE,
            "waiting": WHOLE,
            "refused": WHOLE,
            "notices": WHOLE,
        }
    ),
    "CrmsReply": thing({"crms": listed(ref("CrmState")), "offers": listed(ref("CrmOffer"))}),
    "AddRequest": thing(
        {
            "name": _NAME,
            "adapter": _NAME,
            "address": text(wire_crm.MAX_ADDRESS),
            "key": _KEY,
            "options": _TEXTS,
        }
    ),
    "CrmNamed": thing({"name": _NAME}),
    "KeyRequest": thing({"name": _NAME, "key": _KEY}),
    "ProbeReply": thing(
        {
            "product": text(),
            "version": text(),
            "account": text(),
            "key_ends_ms": WHOLE,
            "lacks": listed(_WORDS),
            "fields": listed(_WORDS),
            "why": text(40),
            "words": _WORDS,
        }
    ),
    "SchemaReply": thing({"added": listed(_WORDS), "why": text(40), "words": _WORDS}),
    "DryRow": thing(
        {"kind": _KIND, "uid": UUID, "what": _KIND, "remote": _REMOTE, "words": _WORDS}
    ),
    "DryReply": thing(
        {
            "is_done": FLAG,
            "done": WHOLE,
            "total": WHOLE,
            "create": WHOLE,
            "link": WHOLE,
            "skip": WHOLE,
            "conflict": WHOLE,
            "why": _WORDS,
            "rows": listed(ref("DryRow")),
        }
    ),
    "CrmRecord": thing({"name": _NAME, "kind": _KIND, "uid": _NULLABLE_UUID}, "uid"),
    "CrmRefusal": thing(
        {"kind": _KIND, "uid": UUID, "words": _WORDS, "since_ms": WHOLE, "tries": WHOLE}
    ),
    "RefusedReply": thing({"refused": listed(ref("CrmRefusal"))}),
    "CrmNotice": thing(
        {
            "id": UUID,
            "what": text(40),
            "kind": _KIND,
            "uid": UUID,
            "remote": _REMOTE,
            "noted_ms": WHOLE,
            "words": _WORDS,
            "others": _TEXTS,
        }
    ),
    "NoticesReply": thing({"notices": listed(ref("CrmNotice"))}),
    "DecideRequest": thing(
        {
            "name": _NAME,
            "notice": UUID,
            "choice": {"enum": [one.value for one in wire_crm_work.Choice]},
            "remote": _REMOTE,
        }
    ),
    "CrmLinkInfo": thing(
        {
            "name": _NAME,
            "title": _NAME,
            "state": _KIND,
            "remote": _REMOTE,
            "words": _WORDS,
            "theirs": _TEXTS,
        }
    ),
    "LinksReply": thing({"links": listed(ref("CrmLinkInfo"))}),
    "MapRule": thing(
        {
            "kind": _KIND,
            "field": text(40),
            "remote": _REMOTE,
            "owner": _KIND,
            "sent": FLAG,
            "personal": FLAG,
        }
    ),
    "CrmMap": thing(
        {
            "name": _NAME,
            "rules": listed(ref("MapRule"), wire_crm_work.MAX_RULES),
            "codes": mapped(_TEXTS) | {"propertyNames": {"maxLength": wire_crm.MAX_NAME}},
        }
    ),
    "Resent": thing({"count": WHOLE}),
}
