"""The store as the exchange sees it: fulfils `sync.replica.Replica`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import ticket
from intake_app.errors import Problem, RejectedError
from intake_app.models.shapes import SYNCED, count_sql, table_of
from intake_app.services.feeding import Feeding
from intake_app.sync.core import hlc
from intake_app.sync.core.ops import Op, Outcome, Verb
from intake_app.sync.core.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.sync.core.ops import FeedOp
    from intake_app.sync.core.standing import Receipt

_STANDING = (
    "SELECT origin, inc, next_n, epoch, cursor,"
    " (SELECT count(*) FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'),"
    " coalesce((SELECT made_at FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'"
    " ORDER BY inc, n LIMIT 1), ''),"
    " (SELECT count(*) FROM outbox WHERE state = 'quarantined' AND state <> 'done') FROM sync"
)
_UNSENT = (
    "SELECT op_id, txn, s.origin, o.inc, n, verb, entity, rec, field, payload, base, o.hlc,"
    " schema, made_at, by_user FROM outbox o, sync s"
    " WHERE state = 'new' AND state <> 'done' ORDER BY o.inc, n LIMIT ?"
)
_ACKNOWLEDGE = (
    "UPDATE outbox SET state = 'acked', hub_seq = ?, outcome = ? WHERE op_id = ? AND state = 'new'"
)
_QUARANTINE = (
    "UPDATE outbox SET state = 'quarantined', outcome = ?, last_error = ?"
    " WHERE op_id = ? AND state IN ('new', 'acked') RETURNING rec"
)
_NEEDS_ATTENTION = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES ('refused', ?, ?, ?, 0)"
    " ON CONFLICT DO NOTHING"
)
_NEWEST_FIRST = "SELECT op_id FROM outbox WHERE state = 'new' AND state <> 'done' ORDER BY inc, n"
_RENUMBER = "UPDATE outbox SET inc = ?, n = ? WHERE op_id = ?"
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class StoreReplica:
    """See the protocol for the contract of each verb."""

    store: Store

    def standing(self) -> Standing:
        """Read where we stand."""
        with self.store.reading() as session:
            row = session.driver.execute(_STANDING).fetchone()
        origin, inc, next_n, epoch, cursor, pending, oldest, quarantined = row
        return Standing(
            origin=UUID(bytes=origin),
            inc=inc,
            next_n=next_n,
            epoch=None if epoch is None else UUID(bytes=epoch),
            cursor=cursor,
            pending=pending,
            oldest_pending_at=oldest,
            quarantined=quarantined,
        )

    def unsent(self, limit: int) -> Sequence[Op]:
        """The oldest ops in state `new`: whole transactions, at most `limit` unless one is more."""
        with self.store.reading() as session:
            ops = _unsent(session.driver, limit + 1)
            if len(ops) <= limit:
                return ops
            whole = [op for op in ops if op.txn != ops[-1].txn]
            if whole:
                return whole
            txn = ops[0].txn
            return [op for op in _unsent(session.driver, _MOST) if op.txn == txn]

    def acknowledge(self, receipts: Sequence[Receipt]) -> None:
        """Move the named ops from `new` to `acked` (or `quarantined`), no others."""
        with self.store.writing() as session:
            for receipt in receipts:
                if receipt.outcome is Outcome.QUARANTINED:
                    _quarantine(session, receipt.op_id, receipt.code)
                else:
                    session.driver.execute(
                        _ACKNOWLEDGE, (receipt.seq, receipt.outcome, receipt.op_id.bytes)
                    )
            session.touched.add("outbox")

    def apply(self, page: Sequence[FeedOp], *, epoch: UUID) -> None:
        """Apply a page and move the cursor to its last number, or do neither.

        Own ops in the page leave the outbox here. Values for fields with a pending op of ours go
        to the confirmed side, not to the screen. Raises RejectedError on a hole, and on a feed of
        another epoch.
        """
        if not page:
            return
        with self.store.writing() as session:
            row = session.driver.execute("SELECT epoch, cursor, hlc FROM sync").fetchone()
            known, cursor, stamp = row
            _check_continuity(page, cursor)
            if known not in {None, epoch.bytes}:
                raise RejectedError(Problem.HUB_TROUBLE, "another epoch")
            now_ms = int(session.now.timestamp() * 1000)
            with session.unrecorded({"sync", "outbox"}) as driver:
                feeding = Feeding(driver, epoch)
                for one in page:
                    feeding.take(one)
                    stamp = hlc.receive(stamp, one.op.hlc, now_ms)
                feeding.settle()
                driver.execute(
                    "UPDATE sync SET epoch = ?, cursor = ?, hlc = ?",
                    (epoch.bytes, page[-1].seq, stamp),
                )
            session.touched |= feeding.touched

    def refuse(self, op_id: UUID, code: str) -> None:
        """Quarantine one op that cannot be sent, so that the rest flows."""
        with self.store.writing() as session:
            _quarantine(session, op_id, code)
            session.touched.add("outbox")

    def note_epoch(self, epoch: UUID) -> None:
        """Remember the hub's epoch on first contact. Raises RejectedError for a second one."""
        with self.store.writing() as session:
            row = session.driver.execute(
                "UPDATE sync SET epoch = ?1 WHERE epoch IS NULL OR epoch = ?1 RETURNING one",
                (epoch.bytes,),
            ).fetchone()
            if row is None:
                raise RejectedError(Problem.HUB_TROUBLE, "another epoch")
            session.touched.add("sync")

    def grant(self, inc: int, prefix: str) -> None:
        """Take the incarnation and number prefix the hub granted; pending ops keep their ids.

        Raises RejectedError for a prefix that no number can be made with.
        """
        if not ticket.is_prefix(prefix):
            raise RejectedError(Problem.HUB_TROUBLE, "no prefix")
        with self.store.writing() as session:
            driver = session.driver
            if driver.execute("SELECT inc FROM sync").fetchone()[0] != inc:
                _renumber(driver, inc)
            driver.execute("UPDATE sync SET prefix = ?", (prefix,))
            session.touched.add("sync")

    def counts(self) -> Mapping[str, int]:
        """Rows per shared entity, for the first comparison with the hub."""
        with self.store.reading() as session:
            driver = session.driver
            return {
                table_of(entity).name: driver.execute(count_sql(entity)).fetchone()[0]
                for entity in SYNCED
            }


def _check_continuity(page: Sequence[FeedOp], cursor: int) -> None:
    for expected, one in enumerate(page, cursor + 1):
        if one.seq != expected:
            raise RejectedError(Problem.HUB_TROUBLE, f"hole before {one.seq}")


def _renumber(driver: Connection, inc: int) -> None:
    """Give unsent ops dense numbers of a new incarnation; what the hub has keeps its own."""
    ops = driver.execute(_NEWEST_FIRST).fetchall()
    driver.executemany(_RENUMBER, ((inc, n, row[0]) for n, row in enumerate(ops)))
    driver.execute("UPDATE sync SET inc = ?, next_n = ?", (inc, len(ops)))


def _quarantine(session: Writing, op_id: UUID, code: str) -> None:
    row = session.driver.execute(_QUARANTINE, (Outcome.QUARANTINED, code, op_id.bytes)).fetchone()
    if row is not None:
        session.driver.execute(_NEEDS_ATTENTION, (op_id.bytes, row[0], code))
        session.touched.add("attention")


def _unsent(driver: Connection, limit: int) -> list[Op]:
    return [_op(row) for row in driver.execute(_UNSENT, (limit,))]


def _op(row: Any) -> Op:  # noqa: ANN401 - the driver's rows are untyped
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
