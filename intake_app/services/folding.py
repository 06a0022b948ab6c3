"""Derives the stage of an order from its facts, in the order the hub gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.stage_story import counts

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_FACTS = (
    "SELECT id, from_stage, to_stage, at FROM stage WHERE order_id = ?"
    " ORDER BY seq IS NULL, seq, id"
)
_STAGE = (
    'UPDATE "order" SET stage = ?1, stage_at = ?2 WHERE id = ?3'
    " AND (stage <> ?1 OR stage_at IS NOT ?2)"
)
_ATTEND = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES ('stage', ?, ?, ?, 0)"
    " ON CONFLICT DO NOTHING"
)
_SETTLED = "DELETE FROM attention WHERE kind = 'stage' AND rec = ? AND NOT resolved"


def fold(driver: Connection, order: bytes) -> bool:
    """Take the last move that was allowed; ours on their way come on top.

    A late one that leads nowhere from where the order stands by then is for a person to see.
    """
    current, since, changed = "", None, 0
    for fact, before, to, at in driver.execute(_FACTS, (order,)).fetchall():
        if counts(current, before, to):
            # Two desks that sent it to one stage: it stands there since the first of them.
            current, since = to, since if to == current else at
            changed += driver.execute(_SETTLED, (fact,)).rowcount
        else:
            changed += driver.execute(_ATTEND, (fact, order, to)).rowcount
    changed += driver.execute(_STAGE, (current, since, order)).rowcount
    return bool(changed)
