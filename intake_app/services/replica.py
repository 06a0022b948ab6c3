"""The store as the exchange sees it: fulfils `sync.replica.Replica`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import ticket
from intake_app.errors import Problem, RejectedError
from intake_app.models.shapes import SYNCED, count_sql, table_of
from intake_app.services import authors, comparing, overlay, repairing
from intake_app.services.feeding import Feeding
from intake_app.services.identity import begin_life
from intake_app.services.outbox_rows import SELECT_OP, op_of
from intake_app.services.tidying import Tidying
from intake_app.sync.core import hlc
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.standing import Repair, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.sync.core.ops import FeedOp, Op
    from intake_app.sync.core.repair_wire import PartReply, RecordState
    from intake_app.sync.core.standing import Receipt

_STANDING = (
    "SELECT origin, inc, next_n, epoch, cursor,"
    " (SELECT count(*) FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'),"
    " coalesce((SELECT made_at FROM outbox WHERE state IN ('new', 'acked') AND state <> 'done'"
    " ORDER BY inc, n LIMIT 1), ''),"
    " (SELECT count(*) FROM outbox WHERE state = 'quarantined' AND state <> 'done'),"
    " chain, repair, snapshot, part, compared_ms FROM sync"
)
_OFFER_PICTURES = "UPDATE blob SET state = 'new' WHERE state = 'confirmed'"
_UNSENT = f"{SELECT_OP} WHERE state = 'new' AND state <> 'done' ORDER BY o.inc, n LIMIT ?"
_QUARANTINE = (
    "UPDATE outbox SET state = 'quarantined', outcome = ?, last_error = ?"
    " WHERE op_id = ? AND state IN ('new', 'acked') RETURNING verb, entity, rec, field"
)
_NEEDS_ATTENTION = (
    "INSERT INTO attention(kind, rec, about, code, resolved) VALUES ('refused', ?, ?, ?, 0)"
    " ON CONFLICT DO NOTHING"
)
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class StoreReplica:
    """See the protocol for the contract of each verb."""

    store: Store

    def standing(self) -> Standing:
        """Read where we stand."""
        with self.store.reading() as session:
            row = session.driver.execute(_STANDING).fetchone()
        origin, inc, next_n, epoch, cursor, pending, oldest, quarantined, *mending = row
        chain, repair, snapshot, part, compared_ms = mending
        return Standing(
            origin=UUID(bytes=origin),
            inc=inc,
            next_n=next_n,
            epoch=None if epoch is None else UUID(bytes=epoch),
            cursor=cursor,
            pending=pending,
            oldest_pending_at=oldest,
            quarantined=quarantined,
            chain=chain,
            repair=Repair(repair),
            snapshot=None if snapshot is None else UUID(bytes=snapshot),
            part=part,
            compared_ms=compared_ms,
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
        refused = [one for one in receipts if one.outcome is Outcome.QUARANTINED]
        with self.store.writing() as session:
            with session.unrecorded({"outbox"}) as driver:
                for receipt in receipts:
                    if receipt.outcome is not Outcome.QUARANTINED:
                        session.touched |= repairing.acknowledge(driver, receipt)
            for receipt in refused:
                _quarantine(session, receipt.op_id, receipt.code)

    def apply(self, page: Sequence[FeedOp], *, epoch: UUID, chain: str = "") -> None:
        """Apply a page and move the cursor to its last number, or do neither.

        Own ops in the page leave the outbox here. Values for fields with a pending op of ours go
        to the confirmed side, not to the screen. An op of ours that this store never made tells
        that it was put back or copied: it goes on as another life. Raises RejectedError on a hole,
        and on a feed of another epoch.
        """
        if not page:
            return
        with self.store.writing() as session:
            row = session.driver.execute("SELECT epoch, cursor, hlc, origin FROM sync").fetchone()
            known, cursor, stamp, origin = row
            _check_continuity(page, cursor)
            if known not in {None, epoch.bytes}:
                raise RejectedError(Problem.HUB_TROUBLE, "another epoch")
            now_ms = int(session.now.timestamp() * 1000)
            with session.unrecorded({"sync", "outbox"}) as driver:
                feeding = Feeding(driver, epoch, now_ms)
                for one in page:
                    feeding.take(one)
                    stamp = hlc.receive(stamp, one.op.hlc, now_ms)
                feeding.settle()
                driver.execute(
                    "UPDATE sync SET epoch = ?, cursor = ?, hlc = ?, chain = ?",
                    (epoch.bytes, page[-1].seq, stamp, chain),
                )
                if feeding.is_forked:
                    begin_life(driver, UUID(bytes=origin))
                if repairing.send_missed_again(driver, page[-1].seq):
                    feeding.touched.add("outbox")
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

        In the same life all that is pending goes out again: the hub may have lost it in a restore.
        Raises RejectedError for a prefix that no number can be made with, and for a life that was
        lived before: it is an earlier answer, given once more by something on the way.
        """
        if not ticket.is_prefix(prefix):
            raise RejectedError(Problem.HUB_TROUBLE, "no prefix")
        with self.store.writing() as session:
            driver = session.driver
            if driver.execute("SELECT inc FROM sync").fetchone()[0] != inc:
                if repairing.was_lived(driver, inc):
                    raise RejectedError(Problem.HUB_TROUBLE, "an earlier life")
                repairing.renumber(driver, inc)
            else:
                repairing.send_unseen_again(driver)
            driver.execute("UPDATE sync SET prefix = ?", (prefix,))
            session.touched.add("sync")

    def note_durable(self, seq: int) -> None:
        """The hub's feed up to this number is in a backup that was read back."""
        Tidying(self.store).note_durable(seq)

    def name_desks(self, names: Mapping[UUID, str]) -> None:
        """Remember how the other desks are called."""
        with self.store.writing() as session:
            if authors.name_desks(session.driver, names):
                session.touched.add("conflict")  # it is told beside what they wrote

    def mend(self, epoch: UUID, repair: Repair) -> None:
        """Note what is to be done before the feed is followed again; see the protocol."""
        with self.store.writing() as session:
            if repair is Repair.OFFER:
                repairing.begin_again(session.driver, epoch)
                session.driver.execute(_OFFER_PICTURES)
            else:
                repairing.begin_snapshot(session.driver, epoch)
            session.touched |= {"sync", "outbox"}

    def kept(self, after: int | None, limit: int) -> Sequence[tuple[int, UUID]]:
        """Ids of ops that were in a feed, by their place in it, whole transactions."""
        with self.store.reading() as session:
            return repairing.kept(session.driver, after, limit)

    def bodies(self, op_ids: Sequence[UUID]) -> Sequence[Op]:
        """Give ops that are kept, in the order of `op_ids`."""
        with self.store.reading() as session:
            return repairing.bodies(session.driver, op_ids)

    def absorb(self, part: PartReply) -> None:
        """Take a part of a snapshot over and note which is next, or do neither."""
        with self.store.writing() as session, session.unrecorded({"sync"}) as driver:
            session.touched |= repairing.absorb(driver, part)

    def digest(self) -> Mapping[str, tuple[str, ...]]:
        """What the records come to, as the feed has confirmed them."""
        with self.store.reading() as session:
            return comparing.digest_of(session.driver)

    def correct(self, records: Sequence[RecordState]) -> int:
        """Take records over as the hub has them; return how many were not the same."""
        kinds = {one.entity for one in records}
        with self.store.writing() as session, session.unrecorded(kinds) as driver:
            return comparing.repair(driver, records)

    def doubt(self) -> None:
        """Note that this store cannot be brought to agree with the hub and is to be made anew."""
        self.store.doubt()

    def compared(self) -> None:
        """Note that this store agrees with the hub."""
        with self.store.writing() as session:
            now_ms = int(session.now.timestamp() * 1000)
            session.driver.execute("UPDATE sync SET compared_ms = ?", (now_ms,))

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


def _quarantine(session: Writing, op_id: UUID, code: str) -> None:
    row = session.driver.execute(_QUARANTINE, (Outcome.QUARANTINED, code, op_id.bytes)).fetchone()
    if row is None:
        return
    verb, entity, rec, field = row
    session.driver.execute(_NEEDS_ATTENTION, (op_id.bytes, rec, code))
    session.touched.add("attention")
    if verb != Verb.SET:
        return
    with session.unrecorded(set()) as driver:  # what is in force stands again; the edit is listed
        if overlay.fall_back(driver, op_id.bytes, entity, rec, field):
            session.touched.add(entity)


def _unsent(driver: Connection, limit: int) -> list[Op]:
    return [op_of(row) for row in driver.execute(_UNSENT, (limit,))]
