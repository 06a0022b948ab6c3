"""JSON Schemas of everything that travels; a test holds them to the real codecs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from intake_app.sync.core import ops, repair_wire, wire, wire_enrol
from intake_app.sync.core.refusal import Why

if TYPE_CHECKING:
    from collections.abc import Mapping

Schema: TypeAlias = dict[str, Any]

UUID: Schema = {"type": "string", "format": "uuid"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
NAME: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"}
HEX: Schema = {"type": "string", "pattern": "^[0-9a-f]*$"}
KEY: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$", "description": "32 bytes"}


def text(limit: int = 200) -> Schema:
    """A text of so many letters."""
    return {"type": "string", "maxLength": limit}


def listed(items: Schema, most: int | None = None) -> Schema:
    """A list."""
    found: Schema = {"type": "array", "items": items}
    return found if most is None else found | {"maxItems": most}


def mapped(values: Schema) -> Schema:
    """An object by free names."""
    return {"type": "object", "additionalProperties": values}


def ref(name: str) -> Schema:
    """Point to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(members: Mapping[str, Schema], *optional: str) -> Schema:
    """An object; a later version may add members, so more of them are no mistake."""
    needed = [name for name in members if name not in optional]
    return {"type": "object", "properties": dict(members), "required": needed}


def reply(members: Mapping[str, Schema]) -> Schema:
    """An object that begins with where the feed stands."""
    return {"allOf": [ref("HubState"), thing(members)]}


_NULLABLE_UUID: Schema = {"oneOf": [UUID, {"type": "null"}]}
_VALUE: Schema = {
    "oneOf": [
        {"type": "null"},
        {"type": "boolean"},
        {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
        text(ops.MAX_TEXT),
    ]
}
_OUTCOME: Schema = {"enum": [one.value for one in ops.Outcome]}

_OP = thing(
    {
        "op_id": UUID,
        "txn": UUID,
        "origin": UUID,
        "inc": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
        "n": WHOLE,
        "verb": {"enum": [one.value for one in ops.Verb]},
        "entity": NAME,
        "rec": UUID,
        "field": text(40),
        "values": mapped(_VALUE),
        "base": _NULLABLE_UUID,
        "hlc": WHOLE,
        "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "made_at": text(40),
        "by_user": text(100),
        "sig": {"type": "string", "pattern": "^[A-Za-z0-9_-]{86}$", "description": "Ed25519"},
    },
    "field",
    "base",
    "made_at",
    "by_user",
    "sig",
)
_STATION = thing(
    {
        "origin": UUID,
        "name": text(80),
        "prefix": text(12),
        "enrolled_ms": WHOLE,
        "greeted_ms": WHOLE,
        "revoked": FLAG,
        "seal_key": KEY,
        "vault_keys": listed(ref("KeyId")),
        "revoked_ms": WHOLE,
    },
    "revoked_ms",
)

COMPONENTS: dict[str, Schema] = {
    "Op": _OP,
    "FeedOp": thing({"seq": WHOLE, "outcome": _OUTCOME, "op": ref("Op")}),
    "Receipt": thing({"op_id": UUID, "outcome": _OUTCOME, "seq": WHOLE, "code": text(40)}),
    "HubState": thing(
        {
            "epoch": UUID,
            "head": WHOLE,
            "last_n": {"type": "integer", "minimum": wire.NO_N},
            "server_ms": WHOLE,
            "min_proto": WHOLE,
            "max_proto": WHOLE,
            "durable_seq": WHOLE,
        }
    ),
    "Refusal": thing({"problem": {"enum": [one.value for one in Why]}, "detail": text(400)}),
    "EnrolRequest": thing(
        {"code": text(40), "name": text(60), "origin": UUID, "key": KEY, "seal_key": KEY}
    ),
    "EnrolReply": thing(
        {
            "token": text(),
            "shop": UUID,
            "epoch": UUID,
            "inc": WHOLE,
            "prefix": text(12),
            "name": text(80),
        }
    ),
    "HelloRequest": thing(
        {
            "origin": UUID,
            "inc": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
            "next_n": WHOLE,
            "cursor": WHOLE,
            "forked": FLAG,
            "clock_ms": WHOLE,
            "proto": {"type": "integer", "minimum": 1},
            "app": text(40),
        },
        "forked",
        "app",
    ),
    "HelloReply": reply({"inc": WHOLE, "prefix": text(12)}),
    "PushRequest": thing(
        {
            "epoch": _NULLABLE_UUID,
            "inc": WHOLE,
            "clock_ms": WHOLE,
            "ops": listed(ref("Op"), wire.TXN_OPS),
        },
        "epoch",
        "clock_ms",
    ),
    "PushReply": reply({"receipts": listed(ref("Receipt"))}),
    "PullReply": reply({"chain": HEX, "ops": listed(ref("FeedOp"))}),
    "DiffRequest": thing({"epoch": UUID, "ids": listed(UUID, repair_wire.DIFF_IDS)}),
    "DiffReply": reply({"missing": listed(UUID)}),
    "RelayRequest": thing({"epoch": UUID, "ops": listed(ref("Op"))}),
    "RecordState": thing(
        {
            "entity": text(40),
            "rec": UUID,
            "seq": WHOLE,
            "values": mapped(_VALUE),
            "versions": mapped(UUID),
        }
    ),
    "OpenConflict": thing(
        {
            "entity": text(40),
            "rec": UUID,
            "field": text(40),
            "loser": UUID,
            "value": _VALUE,
            "seq": WHOLE,
        }
    ),
    "PartReply": reply(
        {
            "snapshot": UUID,
            "seq": WHOLE,
            "chain": HEX,
            "part": WHOLE,
            "is_last": FLAG,
            "total": WHOLE,
            "records": listed(ref("RecordState")),
            "conflicts": listed(ref("OpenConflict")),
        }
    ),
    "DigestReply": reply({"schema": WHOLE, "buckets": mapped(listed(HEX, repair_wire.BUCKETS))}),
    "RecordsReply": reply({"records": listed(ref("RecordState"))}),
    "KeptBackup": thing(
        {
            "name": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "origin": UUID,
            "station": text(),
            "prefix": text(),
            "size": WHOLE,
            "kept_ms": WHOLE,
        }
    ),
    "BackupsReply": thing({"backups": listed(ref("KeptBackup"))}),
    "Nothing": {"type": "object"},
    "FileReply": thing({"offset": WHOLE, "length": WHOLE}),
    "TokenReply": thing({"token": text()}),
    "RenameRequest": thing({"name": text(60)}),
    "StationInfo": _STATION,
    "StationsReply": thing(
        {
            "shop_name": text(),
            "token_made_ms": WHOLE,
            "token_old": FLAG,
            "stations": listed(ref("StationInfo")),
        }
    ),
    "KeyId": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
    "HandedKey": thing({"origin": UUID, "key_id": ref("KeyId"), "sealed": text(400)}),
    "HandedKeys": thing({"keys": listed(ref("HandedKey"), wire_enrol.MAX_HANDED)}),
    "Authority": thing({"ca": text(4000)}),
    "Health": thing({"ok": FLAG, "proto": WHOLE}),
}
