"""What a store does when the hub's past is another one: offers, starts over, takes a snapshot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.shapes import insert_shape, synced_by_name
from intake_app.services import overlay
from intake_app.services.absorbing import Absorbing
from intake_app.services.outbox_rows import SELECT_OP, op_of
from intake_app.sync.core.ops import Op, Outcome, Verb, canonical, decode
from intake_app.sync.core.reading import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.sync.core.repair_wire import PartReply
    from intake_app.sync.core.standing import Receipt

_LIFE = 2**40
"""Numbers of an earlier life of the hub are moved below all of the present one, in their order."""

_UNSENT_AGAIN = (
    "UPDATE outbox SET state = 'new', hub_seq = 0, outcome = ''"
    " WHERE state IN ('acked', 'quarantined') AND state <> 'done'"
)
_UNSENT_AS_MISSED = (
    "UPDATE outbox SET state = 'new', hub_seq = 0, outcome = ''"
    " WHERE state = 'acked' AND state <> 'done' AND hub_seq BETWEEN 1 AND ?"
)
_UNSENT_AS_UNSEEN = (
    "UPDATE outbox SET state = 'new', hub_seq = 0, outcome = ''"
    " WHERE state = 'acked' AND state <> 'done'"
)
_OUR_PAST = "UPDATE outbox SET hub_seq = hub_seq - ? WHERE state = 'done' AND hub_seq <> 0"
_THEIR_PAST = "UPDATE feed SET seq = seq - ?"
_BEGIN = (
    "UPDATE sync SET epoch = ?, cursor = 0, chain = '', repair = 'offer', snapshot = NULL,"
    " part = 0, durable_seq = 0, durable_mark = 0, durable_old = 0"
)
_SNAPSHOT = "UPDATE sync SET epoch = ?, repair = 'snapshot', snapshot = NULL, part = 0"
_NEXT_PART = "UPDATE sync SET snapshot = ?, part = part + 1"
_TAKEN = (
    "UPDATE sync SET cursor = ?1, whole_seq = ?1, chain = ?2,"
    " repair = '', snapshot = NULL, part = 0"
)
_KEPT = (
    "SELECT seq, op_id, txn FROM"
    " (SELECT hub_seq AS seq, op_id, txn FROM outbox"
    "   WHERE state = 'done' AND hub_seq <> 0 AND hub_seq > ?1"
    "  UNION ALL SELECT seq, op_id, NULL FROM feed WHERE seq > ?1)"
    " ORDER BY seq LIMIT ?2"
)
_RAW = "SELECT raw FROM feed WHERE op_id = ?"
_OWN = f"{SELECT_OP} WHERE op_id = ?"
_ACKNOWLEDGE = (
    "UPDATE outbox SET hub_seq = ?2, outcome = ?3,"
    " state = CASE WHEN ?2 BETWEEN 1 AND (SELECT cursor FROM sync) THEN 'done' ELSE 'acked' END"
    " WHERE op_id = ?1 AND state = 'new'"
)
_PASSED = (
    "SELECT op_id, verb, entity, rec, field, payload, outcome, hub_seq FROM outbox"
    " WHERE state = 'acked' AND state <> 'done' AND hub_seq BETWEEN 1 AND ?"
)
_ONE = (
    "SELECT op_id, verb, entity, rec, field, payload, outcome, hub_seq FROM outbox"
    " WHERE op_id = ? AND state = 'done'"
)
_DONE = "UPDATE outbox SET state = 'done' WHERE op_id = ?"
_LOST = (
    "INSERT INTO conflict(loser, entity, rec, field, lost_value, seq, resolved, reopened)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING"
)
_OLDEST_FIRST = "SELECT op_id FROM outbox WHERE state = 'new' AND state <> 'done' ORDER BY inc, n"
_RENUMBER = "UPDATE outbox SET inc = ?, n = ? WHERE op_id = ?"
_LIVED = "SELECT 1 FROM outbox WHERE inc = ? AND state <> 'new' LIMIT 1"
_NEW_LIFE = "UPDATE sync SET inc = ?, next_n = ?"


def begin_again(driver: Connection, epoch: UUID) -> None:
    """The hub of another life: what it had taken of ours may be lost there, and is unsent again."""
    driver.execute(_UNSENT_AGAIN)
    driver.execute(_OUR_PAST, (_LIFE,))
    driver.execute(_THEIR_PAST, (_LIFE,))
    driver.execute(_BEGIN, (epoch.bytes,))


def send_missed_again(driver: Connection, cursor: int) -> bool:
    """Unsend what the hub had taken under a number that the feed has passed without it.

    A hub restored behind our back lost it, and gave its number away before anybody could notice.
    To send what is there after all does no harm: the hub answers where it stands.
    """
    return bool(driver.execute(_UNSENT_AS_MISSED, (cursor,)).rowcount)


def send_unseen_again(driver: Connection) -> None:
    """Unsend what the hub had taken and not shown in its feed; see `send_missed_again`.

    What it holds aside has no number by which anybody could notice that a restore lost it.
    """
    driver.execute(_UNSENT_AS_UNSEEN)


def begin_snapshot(driver: Connection, epoch: UUID) -> None:
    """Take the hub's state from its first part on."""
    driver.execute(_SNAPSHOT, (epoch.bytes,))


def kept(driver: Connection, after: int | None, limit: int) -> list[tuple[int, UUID]]:
    """What was in a feed, the earliest first."""
    lowest = -(2**62) if after is None else after
    rows = driver.execute(_KEPT, (lowest, limit)).fetchall()
    return [(seq, UUID(bytes=op_id)) for seq, op_id, _ in rows]


def bodies(driver: Connection, op_ids: Sequence[UUID]) -> list[Op]:
    """Read what is kept of these; what was trimmed meanwhile is left out."""
    found: list[Op] = []
    for op_id in op_ids:
        raw = driver.execute(_RAW, (op_id.bytes,)).fetchone()
        own = None if raw else driver.execute(_OWN, (op_id.bytes,)).fetchone()
        if raw is not None:
            found.append(decode(parse(raw[0].encode())))
        elif own is not None:
            found.append(op_of(own))
    return found


def absorb(driver: Connection, part: PartReply) -> set[str]:
    """Take one part; with the last one the feed is followed again. Raises RejectedError."""
    known, number = driver.execute("SELECT snapshot, part FROM sync").fetchone()
    if number != part.part or known not in {None, part.snapshot.bytes}:
        raise RejectedError(Problem.HUB_TROUBLE, "another part")
    absorbing = Absorbing(driver)
    absorbing.take(part.records)
    driver.execute(_NEXT_PART, (part.snapshot.bytes,))
    if not part.is_last:
        return absorbing.touched
    touched = absorbing.touched | {"outbox"}
    for row in driver.execute(_PASSED, (part.seq,)).fetchall():
        driver.execute(_DONE, (row[0],))
        touched |= _settle(driver, row)
    driver.execute(_TAKEN, (part.seq, part.chain))
    return touched | _list(driver, part)


def _list(driver: Connection, part: PartReply) -> set[str]:
    """List what lost and is not decided; a hub that was restored may have judged it anew."""
    kinds = synced_by_name()
    rows = [
        (one.loser.bytes, one.entity, one.rec.bytes, one.field, canonical(one.value), one.seq)
        for one in part.conflicts
        if one.entity in kinds and one.field in insert_shape(kinds[one.entity]).synced
    ]
    driver.executemany(_LOST, rows)
    return {"conflict"} if rows else set()


def acknowledge(driver: Connection, receipt: Receipt) -> set[str]:
    """Note that the hub has an op; one that we have passed already does not come by again."""
    op_id = receipt.op_id.bytes
    asked = (op_id, receipt.seq, receipt.outcome)
    if not driver.execute(_ACKNOWLEDGE, asked).rowcount:
        return set()
    row = driver.execute(_ONE, (op_id,)).fetchone()
    return set() if row is None else _settle(driver, row)


def _settle(driver: Connection, row: Sequence[object]) -> set[str]:
    """An op that the snapshot had in it already: what came after it there is what is shown."""
    op_id, verb, entity, rec, field, payload, outcome, seq = row
    if verb != Verb.SET:
        return set()
    if outcome == Outcome.LOST:
        value = json.dumps(json.loads(str(payload))[field])
        driver.execute(_LOST, (op_id, entity, rec, field, value, seq))  # pyright: ignore[reportArgumentType] - a row
    overlay.fall_back(driver, op_id, entity, rec, field)  # pyright: ignore[reportArgumentType] - the same
    return {str(entity), "conflict"}


def was_lived(driver: Connection, inc: int) -> bool:
    """Whether the hub has ops of ours that were numbered in that life."""
    return driver.execute(_LIVED, (inc,)).fetchone() is not None


def renumber(driver: Connection, inc: int) -> None:
    """Give unsent ops dense numbers of a new life; what the hub has keeps its own."""
    ops = driver.execute(_OLDEST_FIRST).fetchall()
    driver.executemany(_RENUMBER, ((inc, n, row[0]) for n, row in enumerate(ops)))
    driver.execute(_NEW_LIFE, (inc, len(ops)))
