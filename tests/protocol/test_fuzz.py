"""Whatever comes in, a reader accepts it or says MALFORMED; nothing else ever leaves it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core import repair_wire, wire, wire_enrol
from intake_app.sync.core.ops import decode, encode
from intake_app.sync.core.reading import parse
from intake_hub.feed import incoming, judging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"
ROUNDS = 400
GOLDEN = sorted((Path(__file__).parent / "v1").glob("*.json"))
BODIES: list[Any] = [json.loads(file.read_text("utf-8"))["body"] for file in GOLDEN]
OPS: list[dict[str, Any]] = [
    op for body in BODIES if body for op in body.get("ops", []) if isinstance(op, dict)
]
ODD: tuple[Json, ...] = (
    *(None, True, -1, 2**63, 2**64, 1.5, 1e308, "", "\0", "\ud800", "x" * 200_000),
    *("00000000-0000-0000-0000-000000000000", "'; DROP TABLE op; --"),
    *([], [[]], {}, {"": {}}),
)
HUB_STATE = wire.HubState(epoch=UUID(int=1), head=3).members()
READERS: dict[str, Callable[[Mapping[str, object]], object]] = {
    "op": decode,
    "hello": wire.HelloRequest.decode,
    "hello reply": wire.HelloReply.decode,
    "push reply": wire.PushReply.decode,
    "pull reply": wire.PullReply.decode,
    "enrol": wire_enrol.EnrolRequest.decode,
    "enrol reply": wire_enrol.EnrolReply.decode,
    "diff": repair_wire.DiffRequest.decode,
    "diff reply": repair_wire.DiffReply.decode,
    "part of a snapshot": repair_wire.PartReply.decode,
    "op at the hub": incoming.read,
}
SEEDS: list[dict[str, Any]] = [
    *OPS,
    *[body for body in BODIES if body],
    HUB_STATE | {"inc": 0, "prefix": "A"},
    HUB_STATE | {"receipts": [{"op_id": OPS[0]["op_id"], "outcome": "applied", "seq": 1}]},
    HUB_STATE | {"ops": [{"seq": 1, "outcome": "applied", "op": OPS[0]}], "chain": "00"},
    HUB_STATE | {"missing": [OPS[0]["op_id"]], "ids": [OPS[0]["op_id"]]},
]


def tried(read: Callable[[Any], object], message: object) -> Any:  # noqa: ANN401 - as it reads
    """Read it, or be refused in the one way that is allowed."""
    try:
        return read(message)
    except RejectedError as error:
        if error.problem is not Problem.MALFORMED:
            raise
        return None


def mutated(value: Json, rolls: random.Random) -> Json:
    """Change something somewhere in it."""
    if rolls.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return rolls.choice(ODD)
    if isinstance(value, list):
        place = rolls.randrange(len(value))
        return [mutated(one, rolls) if at == place else one for at, one in enumerate(value)]
    name = rolls.choice(sorted(value))
    rest = {known: found for known, found in value.items() if known != name}
    return rest if rolls.random() < 0.2 else rest | {name: mutated(value[name], rolls)}


@pytest.mark.parametrize("name", READERS)
def test_a_mutated_message_is_read_or_refused(name: str) -> None:
    rolls = random.Random(name)
    for _ in range(ROUNDS):
        message = mutated(rolls.choice(SEEDS), rolls)
        for _ in range(rolls.randrange(3)):
            message = mutated(message, rolls)
        if isinstance(message, dict):
            tried(READERS[name], message)


def test_what_is_read_is_written_back_and_judged() -> None:
    rolls = random.Random("ops")
    for _ in range(ROUNDS * 3):
        found = tried(incoming.read, mutated(rolls.choice(OPS), rolls))
        if isinstance(found, incoming.Incoming) and found.op is not None:
            assert decode(encode(found.op)) == found.op
            judging.fault(found.op, found.op.origin)
            list(judging.needs(found.op))


@given(st.binary(max_size=400))
def test_bytes_are_json_or_refused(raw: bytes) -> None:
    tried(parse, raw)


def test_flipped_bytes_of_golden_requests_are_json_or_refused() -> None:
    rolls = random.Random("bytes")
    texts = [json.dumps(body).encode() for body in BODIES]
    for _ in range(ROUNDS * 3):
        raw = bytearray(rolls.choice(texts))
        for _ in range(rolls.randint(1, 8)):
            raw[rolls.randrange(len(raw))] = rolls.randrange(256)
        message = tried(
            parse, bytes(raw[: rolls.randint(0, len(raw))] if rolls.random() < 0.2 else raw)
        )
        for read in READERS.values() if message is not None else ():
            tried(read, message)
