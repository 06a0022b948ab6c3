"""What people decide about ops that were put aside: mended ones, and those that are discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select, update

from intake_app.sync.core.ops import Outcome
from intake_hub.store.tables import Held, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Op

DISCARD = "discard"
DISCARDED = "discarded"


def note(connection: Connection, shop: UUID, ops: Sequence[tuple[int, Op]]) -> None:
    """Let go of what numbered puts replace or discard; nothing waits for a person any more."""
    for seq, op in ops:
        if op.base == op.rec and op.op_id != op.rec:
            _let_go(connection, shop, op.rec, seq)
        elif op.entity == DISCARD:
            _let_go(connection, shop, UUID(str(dict(op.values)["op_id"])), 0)


def _let_go(connection: Connection, shop: UUID, op_id: UUID, seq: int) -> None:
    """The op itself is never numbered; a mended one stands in the feed at `seq` in its place."""
    at_op = (Held.shop == shop, Held.op_id == op_id)
    waiting = Held.outcome.in_((Outcome.QUARANTINED.value, Outcome.PARKED.value))
    if connection.execute(select(Held.op_id).where(*at_op, waiting)).first() is None:
        return
    connection.execute(delete(Held).where(*at_op))
    at_seen = (Seen.shop == shop, Seen.op_id == op_id)
    now = {"outcome": Outcome.GONE.value, "code": DISCARDED, "seq": seq}
    connection.execute(update(Seen).where(*at_seen).values(now))
