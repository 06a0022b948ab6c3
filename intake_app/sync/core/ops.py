"""What one change is, on the wire, in the outbox and in the hub's feed.

A record is created once, by a `put` op whose id *is* the record's id; so the value a field was
born with has the record id as its op id, and no version row is needed until someone edits it.
Only a put that was refused and mended by a person has an id of its own; its `base` is the record.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.reading import Reader, as_base64

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

Scalar: TypeAlias = bool | int | str | None
"""A value of a synced field. UUIDs, moments (ISO 8601, UTC) and enums travel as text."""

SCHEMA = 1
"""Version of the payloads; readers keep fields they do not know."""

MAX_TEXT = 100_000
"""Letters in one value; what is longer belongs into a file."""

SIGNATURE_BYTES = 64

MAX_DEPTH = 16
"""Of what a newer version may add to an op."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Verb(StrEnum):
    """What an op does to its record."""

    PUT = "put"
    SET = "set"
    ERASE = "erase"  # of a client: everything that tells who he was


class Outcome(StrEnum):
    """What the hub decided about an op; stored with it for ever."""

    APPLIED = "applied"
    LOST = "lost"
    GONE = "gone"
    PARKED = "parked"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One change of one record, made on a workstation and never altered afterwards.

    `n` is dense per (origin, inc) and detects forks; it is not used for dedupe. Ops of one user
    action share `txn` and are applied together. `hlc` is advisory (`sync.core.hlc`).
    """

    op_id: UUID
    txn: UUID
    origin: UUID
    inc: int
    n: int
    verb: Verb
    entity: str
    rec: UUID
    field: str = ""  # empty for a put
    values: tuple[tuple[str, Scalar], ...] = ()  # a put: every synced field; a set: its one field
    base: UUID | None = None  # a set: the op whose value the author was looking at
    hlc: int = 0
    schema: int = SCHEMA
    made_at: str = ""  # ISO 8601 UTC, for people; never decides anything
    by_user: str = ""
    sig: bytes = b""  # Ed25519 of the author over `signed_part`; empty until it is sent first
    unknown: str = ""  # canonical JSON of members a newer version added; written back as they came

    @property
    def value(self) -> Scalar:
        """The value a `set` carries."""
        return self.values[0][1]


@dataclass(frozen=True, slots=True)
class FeedOp:
    """An op as the hub numbered it; `seq` is gapless per shop and in commit order."""

    seq: int
    outcome: Outcome
    op: Op


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return _CANONICAL.encode(value)


def encode(op: Op) -> dict[str, object]:
    """Put an op into the form it travels and is stored in. Raises RejectedError(MALFORMED)."""
    members = _members_of(op)
    decode(members)
    return members


def signed_part(op: Op) -> bytes:
    """Say everything that an author signs: all but `inc` and `n`, which a fork may change."""
    members = _members_of(op)
    for name in ("inc", "n", "sig"):
        members.pop(name, None)
    return canonical(members).encode(errors="surrogatepass")  # what cannot travel is refused later


def _members_of(op: Op) -> dict[str, object]:
    members: dict[str, object] = json.loads(op.unknown) if op.unknown else {}
    members |= {
        "op_id": str(op.op_id),
        "txn": str(op.txn),
        "origin": str(op.origin),
        "inc": op.inc,
        "n": op.n,
        "verb": op.verb.value,
        "entity": op.entity,
        "rec": str(op.rec),
        "field": op.field,
        "values": dict(op.values),
        "base": None if op.base is None else str(op.base),
        "hlc": op.hlc,
        "schema": op.schema,
        "made_at": op.made_at,
        "by_user": op.by_user,
    }
    if op.sig:
        members["sig"] = as_base64(op.sig)
    return members


def decode(members: Mapping[str, object]) -> Op:
    """Read an op, strictly; what a newer version added is kept. Raises RejectedError(MALFORMED)."""
    reader = Reader(members)
    verb = reader.choice("verb", Verb)
    field = reader.text("field", limit=40, default="")
    op = Op(
        op_id=reader.uuid("op_id"),
        txn=reader.uuid("txn"),
        origin=reader.uuid("origin"),
        inc=reader.whole("inc", high=2**31 - 1),
        n=reader.whole("n"),
        verb=verb,
        entity=_name(reader.text("entity", limit=40), "entity"),
        rec=reader.uuid("rec"),
        field=field,
        values=scalars(reader.mapping("values")),
        base=reader.uuid_or_none("base"),
        hlc=reader.whole("hlc"),
        schema=reader.whole("schema", low=1, high=2**31 - 1),
        made_at=reader.text("made_at", limit=40, default=""),
        by_user=reader.text("by_user", limit=100, default=""),
        sig=reader.octets("sig", SIGNATURE_BYTES),
        unknown=_unknown(members),
    )
    _check_shape(op)
    return op


_MEMBERS = frozenset(
    {"op_id", "txn", "origin", "inc", "n", "verb", "entity", "rec", "field", "values", "base"}
    | {"hlc", "schema", "made_at", "by_user", "sig"}
)


def _is_shallow(value: object) -> bool:
    """Whether every reader's stack holds it: one op must never stop the feed of all others."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return True
    return False


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def _unknown(members: Mapping[str, object]) -> str:
    extra = {name: value for name, value in members.items() if name not in _MEMBERS}
    if not _is_shallow(extra):
        raise RejectedError(Problem.MALFORMED, "nested too deep")
    text = canonical(extra) if extra else ""
    if not _is_unicode(text):
        raise RejectedError(Problem.MALFORMED, "an unknown member is no text")
    return text


@lru_cache(maxsize=512)  # the same few hundred names, in every record of a snapshot
def _name(text: str, what: str) -> str:
    if not _NAME.fullmatch(text):
        raise RejectedError(Problem.MALFORMED, f"{what} is no name")
    return text


def scalars(members: Mapping[str, object]) -> tuple[tuple[str, Scalar], ...]:
    """Read values by their names, sorted. Raises RejectedError(MALFORMED)."""
    return tuple([(_name(name, "field"), _scalar(members[name])) for name in sorted(members)])


def _scalar(value: object) -> Scalar:
    if isinstance(value, str):
        if len(value) > MAX_TEXT or not (value.isascii() or _is_unicode(value)):
            raise RejectedError(Problem.MALFORMED, "a value is no text")
        return value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return value
    raise RejectedError(Problem.MALFORMED, "a value is no scalar")


def _is_unicode(text: str) -> bool:
    """Whether UTF-8 can say it; a lone surrogate (half an emoji) cannot be stored or sent."""
    return text.isascii() or _SURROGATE.search(text) is None


def _check_shape(op: Op) -> None:
    if op.verb is Verb.ERASE:
        fits = op.field == "" and op.base is None and not op.values
    elif op.verb is Verb.PUT:
        # A put with a base is one that a person mended after it was refused.
        fits = op.field == "" and op.base in {None, op.rec} and bool(op.values)
    else:
        fits = [name for name, _ in op.values] == [op.field]
    if not fits:
        raise RejectedError(Problem.MALFORMED, f"a {op.verb} of another shape")
