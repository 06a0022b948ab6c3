"""One push: dedupe, lock, merge, number, all in one transaction with the number taken last."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, assert_never

from sqlalchemy import delete, insert, literal_column, or_, select, update

from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.standing import Receipt
from intake_hub.feed import incoming, judging, mending
from intake_hub.feed.ledger import Ledger
from intake_hub.feed.verdicts import Parked, Quarantined, Taken, decide
from intake_hub.store.engine import CollidedError
from intake_hub.store.erasing import erase
from intake_hub.store.rows import add_rows
from intake_hub.store.tables import FeedEntry, Head, Held, Record, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Op
    from intake_hub.feed.author import Author
    from intake_hub.feed.incoming import Incoming
    from intake_hub.feed.verdicts import Verdict

NOT_RELAYED = Seen.relayed == literal_column("0")
"""As the index of slots says it, word for word, so that the planner may use it."""

RELAYED = (Seen.relayed == literal_column("1")) & (Seen.outcome != literal_column("'quarantined'"))
"""What others brought of an author and is believed; as its index says it."""


class Push:
    """The work of one transaction; made, run and thrown away."""

    def __init__(
        self,
        connection: Connection,
        author: Author,
        now_ms: int,
        offset_ms: int,
        *,
        is_relay: bool = False,
    ) -> None:
        self.receipts: dict[UUID, Receipt] = {}
        self._connection = connection
        self._shop = author.shop
        self._origin = author.origin
        self._now_ms = now_ms
        self._offset_ms = offset_ms
        self._is_relay = is_relay
        self.erased: list[UUID] = []
        self._ledger = Ledger(connection, author.shop, now_ms)
        self._taken: list[tuple[Incoming, Op, Outcome]] = []
        self._waiting: set[UUID] = set()  # records that something parked here waits for
        self._released: set[UUID] = set()  # ops that had been parked and now get their number

    def run(self, run: Sequence[Incoming]) -> int:
        """Take what is new and note a receipt for all; return the head of the feed."""
        fresh = self._fresh(run)
        if not fresh:
            seq = select(Head.seq).where(Head.shop == self._shop)
            return self._connection.execute(seq).scalar_one()
        if not self._is_relay:
            self._refuse_fork(fresh)
        self._load(fresh)
        for txn in incoming.by_txn(fresh):
            verdict = decide(txn, self._author_of(txn), self._ledger, self._offset_ms)
            self._carry_out(txn, verdict)
        born = self._ledger.flush()
        return self._number(born)

    def release(self, txns: Sequence[UUID]) -> int:
        """Try user actions again that were parked for another reason than a missing record."""
        for txn in txns:
            self._retry(txn)
        return self._number(self._ledger.flush())

    def _fresh(self, run: Sequence[Incoming]) -> list[Incoming]:
        ids = {one.op_id for one in run}
        if not self._is_relay:
            self._hear_author(run)
        rows = select(Seen.op_id, Seen.outcome, Seen.seq, Seen.code).where(
            Seen.shop == self._shop, Seen.op_id.in_(ids)
        )
        for op_id, outcome, seq, code in self._connection.execute(rows):
            self.receipts[op_id] = Receipt(op_id, Outcome(outcome), seq, code)
        found = {one.op_id: one for one in run if one.op_id not in self.receipts}
        return list(found.values())

    def _hear_author(self, run: Sequence[Incoming]) -> None:
        """Judge an op anew that another desk brought and that was put aside, once its author comes.

        A hub put back from a backup may lack the key an op was signed with until its author is here
        again; and nobody shall keep an op of somebody else out by bringing it spoiled beforehand.
        """
        sound = {one.op_id for one in run if one.op is not None and not one.fault}
        aside = select(Seen.op_id).where(
            Seen.shop == self._shop,
            Seen.op_id.in_(sound),
            Seen.origin == self._origin,
            Seen.outcome == Outcome.QUARANTINED.value,
            ~NOT_RELAYED,
        )
        found = self._connection.execute(aside).scalars().all()
        for table in (Held, Seen) if found else ():
            rows = delete(table).where(table.shop == self._shop, table.op_id.in_(found))
            self._connection.execute(rows)

    def _refuse_fork(self, fresh: Sequence[Incoming]) -> None:
        """Another op of ours under the same number: this store was rolled back or cloned.

        What others gave back after a restore counts as well: the author may have forgotten it. The
        same op under it is a twin of this push, committed since we looked for known ops.
        """
        own = [one.op for one in fresh if one.op is not None and one.op.origin == self._origin]
        slots = {(op.inc, op.n): op.op_id for op in own}
        if len(slots) < len(own):
            raise refusal(Why.FORK, "number twice")
        for inc in {inc for inc, _ in slots}:
            taken = select(Seen.n, Seen.op_id).where(
                Seen.shop == self._shop,
                Seen.origin == self._origin,
                Seen.inc == inc,
                Seen.n.in_([n for found, n in slots if found == inc]),
                or_(NOT_RELAYED, RELAYED),
            )
            rows = self._connection.execute(taken).all()
            if any(op_id != slots[inc, n] for n, op_id in rows):
                raise refusal(Why.FORK, "number taken")
            if rows:
                raise CollidedError

    def _load(self, run: Iterable[Incoming]) -> None:
        ops = [one.op for one in run if one.op is not None]
        needed = {rec for op in ops for rec, _ in judging.needs(op)}
        needed |= {op.rec for op in ops if op.op_id != op.rec}
        self._ledger.load(needed, (op.rec for op in ops if op.verb is Verb.SET))

    def _author_of(self, txn: Sequence[Incoming]) -> UUID:
        """A relayed op is judged as its author's, whoever brings it."""
        first = txn[0].op
        return first.origin if self._is_relay and first is not None else self._origin

    def _carry_out(self, txn: Sequence[Incoming], verdict: Verdict) -> None:
        match verdict:
            case Taken():
                self._taken.extend(verdict.ops)
            case Parked():
                if verdict.waits_for is not None:
                    self._waiting.add(verdict.waits_for)
                codes = (verdict.code,) * len(txn)
                self._hold(txn, Outcome.PARKED, codes, verdict.waits_for)
            case Quarantined():
                self._hold(txn, Outcome.QUARANTINED, verdict.codes, None)
            case _:
                assert_never(verdict)

    def _hold(
        self,
        txn: Sequence[Incoming],
        outcome: Outcome,
        codes: Sequence[str],
        waits_for: UUID | None,
    ) -> None:
        rows = [
            {
                "shop": self._shop,
                "op_id": one.op_id,
                "txn": one.txn,
                "place": place,
                "outcome": outcome.value,
                "code": code,
                "waits_for": waits_for,
                "body": one.body,
                "offset_ms": self._offset_ms,
                "received_ms": self._now_ms,
            }
            for place, (one, code) in enumerate(zip(txn, codes, strict=True))
        ]
        self._connection.execute(insert(Held), rows)
        seen = [self._seen(one, outcome, 0, code) for one, code in zip(txn, codes, strict=True)]
        self._connection.execute(insert(Seen), seen)

    def _seen(self, one: Incoming, outcome: Outcome, seq: int, code: str) -> dict[str, object]:
        self.receipts[one.op_id] = Receipt(one.op_id, outcome, seq, code)
        op = one.op
        has_slot = op is not None and op.origin == self._origin and not self._is_relay
        return {
            "shop": self._shop,
            "op_id": one.op_id,
            "origin": op.origin if op else self._origin,
            "inc": op.inc if op else 0,
            "n": op.n if op else 0,
            "relayed": 0 if has_slot else 1,
            "seq": seq,
            "outcome": outcome.value,
            "code": code,
        }

    def _number(self, born: list[UUID]) -> int:
        """Lock the end of the feed, let go what waited, give out the numbers.

        Whoever parks an op and whoever brings its parent meet at this lock, so the second of
        them sees what the first committed, and nothing stays parked by mistake.
        """
        head = self._connection.execute(
            select(Head.seq, Head.chain).where(Head.shop == self._shop).with_for_update()
        ).one()
        if self._ledger.has_met_erasure():
            raise CollidedError
        arrived = {*born, *self._waiting}
        while arrived:
            arrived = self._release(arrived)
        if not self._taken:
            return head.seq
        chain: bytes = head.chain
        entries: list[dict[str, object]] = []
        seen: list[dict[str, object]] = []
        for seq, (one, op, outcome) in enumerate(self._taken, head.seq + 1):
            chain = hashlib.sha256(chain + op.op_id.bytes).digest()
            entries.append(self._entry(one, op, outcome, seq) | {"chain": chain})
            row = self._seen(one, outcome, seq, "")
            if one.op_id in self._released:
                self._complete(one.op_id, outcome, seq)
            else:
                seen.append(row)
        last = head.seq + len(entries)
        self._connection.execute(
            update(Head).where(Head.shop == self._shop).values(seq=last, chain=chain)
        )
        add_rows(self._connection, FeedEntry, entries)
        if seen:
            add_rows(self._connection, Seen, seen)
        self._settle(head.seq + 1)
        return last

    def _settle(self, first: int) -> None:
        """What numbered ops do beyond their own record."""
        for op in self._ledger.erasing:
            erase(self._connection, self._shop, op.rec, op.op_id)
            self.erased.append(op.rec)
        puts = [
            (seq, op) for seq, (_, op, _) in enumerate(self._taken, first) if op.verb is Verb.PUT
        ]
        mending.note(self._connection, self._shop, puts)

    def _entry(self, one: Incoming, op: Op, outcome: Outcome, seq: int) -> dict[str, object]:
        return {
            "shop": self._shop,
            "seq": seq,
            "op_id": op.op_id,
            "txn": op.txn,
            "rec": op.rec,
            "entity": op.entity,
            "field": op.field,
            "outcome": outcome.value,
            "body": one.body,
            "received_ms": self._now_ms,
        }

    def _complete(self, op_id: UUID, outcome: Outcome, seq: int) -> None:
        at_op = (Seen.shop == self._shop) & (Seen.op_id == op_id)
        done = {"outcome": outcome.value, "seq": seq, "code": ""}
        self._connection.execute(update(Seen).where(at_op).values(done))

    def _release(self, arrived: set[UUID]) -> set[UUID]:
        """Try every user action that waits for one of these; return the records it brought."""
        waiting = (
            select(Held.txn)
            .join(Record, (Record.shop == Held.shop) & (Record.rec == Held.waits_for))
            .where(Held.shop == self._shop, Held.waits_for.in_(arrived))
            .distinct()
        )
        for txn in self._connection.execute(waiting).scalars().all():
            self._retry(txn)
        return set(self._ledger.flush())

    def _retry(self, txn: UUID) -> None:
        rows = self._connection.execute(
            select(Held.op_id, Held.body, Held.offset_ms)
            .where(Held.shop == self._shop, Held.txn == txn, Held.outcome == Outcome.PARKED.value)
            .order_by(Held.place)
        ).all()
        held = [incoming.reread(body) for _, body, _ in rows]
        ops = [one.op for one in held if one.op is not None]
        self._load(held)
        verdict = decide(held, ops[0].origin, self._ledger, rows[0].offset_ms)
        at_ops = (Held.shop == self._shop) & Held.op_id.in_([one.op_id for one in held])
        match verdict:
            case Taken():
                self._released.update(one.op_id for one in held)
                self._taken.extend(verdict.ops)
                self._connection.execute(delete(Held).where(at_ops))
            case Parked():
                waits = update(Held).where(at_ops).values(waits_for=verdict.waits_for)
                self._connection.execute(waits)
            case Quarantined():
                self._condemn(held, verdict)
            case _:
                assert_never(verdict)

    def _condemn(self, held: Sequence[Incoming], verdict: Quarantined) -> None:
        """What it waited for turned out to be something else."""
        for one, code in zip(held, verdict.codes, strict=True):
            now = {"outcome": Outcome.QUARANTINED.value, "code": code}
            at_held = (Held.shop == self._shop) & (Held.op_id == one.op_id)
            at_seen = (Seen.shop == self._shop) & (Seen.op_id == one.op_id)
            self._connection.execute(update(Held).where(at_held).values(now | {"waits_for": None}))
            self._connection.execute(update(Seen).where(at_seen).values(now))
