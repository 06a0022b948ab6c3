"""Ops as they came in: read where that is possible, kept as they are where it is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.ops import Op, canonical, decode
from intake_app.sync.core.reading import Reader, as_mapping
from intake_app.sync.core.upcasting import upcast
from intake_app.sync.signing import verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID


BAD_SIGNATURE = "bad_signature"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One op of a push. `op` is None when only its ids could be read."""

    op_id: UUID
    txn: UUID
    body: str
    op: Op | None
    fault: str = ""  # found before the feed was asked


def read(value: object, key: bytes = b"") -> Incoming:
    """Read one op, and check its signature if the key of its author is given.

    Raises RejectedError(MALFORMED) when not even its ids can be read.
    """
    members = as_mapping(value, "an op")
    reader = Reader(members)
    op_id, txn = reader.uuid("op_id"), reader.uuid("txn")
    try:
        op = decode(members)
    except RejectedError:
        return Incoming(op_id, txn, _unread(members), None)
    fault = BAD_SIGNATURE if key and not verify(op, key) else ""
    return Incoming(op_id, txn, canonical(members), upcast(op), fault)


def _unread(members: Mapping[str, object]) -> str:
    """What cannot be read as an op, as text that every database takes."""
    try:
        return json.dumps(members, sort_keys=True)
    except RecursionError as error:
        raise RejectedError(Problem.MALFORMED, "nested too deep") from error


def reread(body: str) -> Incoming:
    """Read one that was held back."""
    members: Mapping[str, object] = json.loads(body)
    return read(members)


def by_txn(run: Sequence[Incoming]) -> list[list[Incoming]]:
    """Cut a run where the user action changes."""
    found: list[list[Incoming]] = []
    for one in run:
        if found and found[-1][0].txn == one.txn:
            found[-1].append(one)
        else:
            found.append([one])
    return found
