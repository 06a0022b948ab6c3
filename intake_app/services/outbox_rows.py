"""Ops of ours as the outbox holds them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from intake_app.sync.core.ops import Op, Verb

SELECT_OP = (
    "SELECT op_id, txn, s.origin, o.inc, n, verb, entity, rec, field, payload, base, o.hlc,"
    " schema, made_at, by_user FROM outbox o, sync s"
)


def op_of(row: Any) -> Op:  # noqa: ANN401 - the driver's rows are untyped
    """Read one row of `SELECT_OP`."""
    op_id, txn, origin, inc, n, verb, entity, rec, field, payload, base, *rest = row
    stamp, schema, made_at, by_user = rest
    return Op(
        op_id=UUID(bytes=op_id),
        txn=UUID(bytes=txn),
        origin=UUID(bytes=origin),
        inc=inc,
        n=n,
        verb=Verb(verb),
        entity=entity,
        rec=UUID(bytes=rec),
        field=field,
        values=tuple(json.loads(payload).items()),
        base=None if base is None else UUID(bytes=base),
        hlc=stamp,
        schema=schema,
        made_at=made_at,
        by_user=by_user,
    )
