"""A store in memory: fulfils `Replica` by the same rules, without rows or disk."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.digest import Digest
from intake_app.sync.core.merge import Version
from intake_app.sync.core.ops import FeedOp, Op, Outcome, Scalar, Verb
from intake_app.sync.core.standing import Receipt, Repair, Standing
from intake_app.sync.core.wire import whole_txns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from intake_app.sync.core.repair_wire import PartReply, RecordState
    from intake_app.sync.fake import Fields

MADE_AT = "2026-01-01T10:00:00Z"


class MemoryReplica:
    """What is shown is the confirmed state with the pending ops replayed on top."""

    def __init__(self, origin: UUID | None = None, new_id: Callable[[], UUID] = uuid4) -> None:
        self.new_id = new_id
        self.origin = origin or new_id()
        self.inc = 0
        self.prefix = ""
        self.next_n = 0
        self.epoch: UUID | None = None
        self.cursor = 0
        self.chain = ""
        self.repair = Repair.NONE
        self.snapshot: UUID | None = None
        self.part = 0
        self.compared_ms = 0
        self.is_doubted = False
        self.durable = 0
        self.taken: dict[UUID, Op] = {}  # all that ever came by the feed, in its order
        self.fresh: dict[UUID, Op] = {}  # not yet taken by the hub
        self.acked: dict[UUID, Op] = {}  # taken, not yet seen in the feed
        self.numbers: dict[UUID, int] = {}  # of the acked, 0 without one
        self.quarantined: dict[UUID, str] = {}
        self.refused: dict[UUID, Op] = {}  # by the hub, so that a restored one hears of it again
        self.confirmed: Fields = {}
        self.entities: dict[UUID, str] = {}
        self.applied: list[UUID] = []  # op ids of the feed, in its order
        self.trouble: Problem | None = None  # when set, the store takes nothing

    def put(self, entity: str, values: Mapping[str, Scalar], txn: UUID | None = None) -> Op:
        """Make a record, as a person would."""
        rec = self.new_id()
        return self.write(
            Op(
                op_id=rec,
                txn=txn or self.new_id(),
                origin=self.origin,
                inc=self.inc,
                n=self.next_n,
                verb=Verb.PUT,
                entity=entity,
                rec=rec,
                values=tuple(sorted(values.items())),
                made_at=MADE_AT,
            )
        )

    def edit(self, entity: str, rec: UUID, field: str, value: Scalar, *, hlc: int = 0) -> Op:
        """Change a field, looking at what is shown."""
        shown = self.shown(rec, field)
        return self.write(
            Op(
                op_id=self.new_id(),
                txn=self.new_id(),
                origin=self.origin,
                inc=self.inc,
                n=self.next_n,
                verb=Verb.SET,
                entity=entity,
                rec=rec,
                field=field,
                values=((field, value),),
                base=shown.op_id if shown else None,
                hlc=hlc,
                made_at=MADE_AT,
            )
        )

    def forget(self, client: UUID) -> Op:
        """Erase a person."""
        return self.write(
            Op(
                op_id=self.new_id(),
                txn=self.new_id(),
                origin=self.origin,
                inc=self.inc,
                n=self.next_n,
                verb=Verb.ERASE,
                entity="client",
                rec=client,
                made_at=MADE_AT,
            )
        )

    def write(self, op: Op) -> Op:
        """Put one into the outbox."""
        self.fresh[op.op_id] = op
        self.next_n = op.n + 1
        return op

    def shown(self, rec: UUID, field: str) -> Version | None:
        """What a person sees."""
        found = self.confirmed.get((rec, field))
        for op in (*self.acked.values(), *self.fresh.values()):
            if op.rec == rec and field in dict(op.values):
                found = Version(dict(op.values)[field], op.op_id, op.hlc)
        return found

    def standing(self) -> Standing:
        """See `Replica`."""
        pending = len(self.fresh) + len(self.acked)
        return Standing(
            origin=self.origin,
            inc=self.inc,
            next_n=self.next_n,
            epoch=self.epoch,
            cursor=self.cursor,
            pending=pending,
            oldest_pending_at=MADE_AT if pending else "",
            quarantined=len(self.quarantined),
            chain=self.chain,
            repair=self.repair,
            snapshot=self.snapshot,
            part=self.part,
        )

    def unsent(self, limit: int) -> Sequence[Op]:
        """See `Replica`."""
        found: list[Op] = []
        for txn in whole_txns(tuple(self.fresh.values())):
            if found and len(found) + len(txn) > limit:
                break
            found.extend(txn)
        return found

    def acknowledge(self, receipts: Sequence[Receipt]) -> None:
        """See `Replica`."""
        self._write()
        for receipt in receipts:
            op = self.fresh.pop(receipt.op_id, None)
            if op is None:
                continue
            if receipt.outcome is Outcome.QUARANTINED:
                self.quarantined[op.op_id] = receipt.code
                self.refused[op.op_id] = op
            elif op.op_id not in self.applied and not 0 < receipt.seq <= self.cursor:
                self.acked[op.op_id] = op
                self.numbers[op.op_id] = receipt.seq

    def apply(self, page: Sequence[FeedOp], *, epoch: UUID, chain: str = "") -> None:
        """See `Replica`."""
        self._write()
        if [one.seq for one in page] != list(range(self.cursor + 1, self.cursor + 1 + len(page))):
            raise RejectedError(Problem.MALFORMED, "a hole in the feed")
        for one in page:
            self.applied.append(one.op.op_id)
            self.fresh.pop(one.op.op_id, None)
            self.acked.pop(one.op.op_id, None)
            if one.op.verb is Verb.PUT:
                self.entities[one.op.rec] = one.op.entity
            if one.outcome is Outcome.APPLIED:
                for name, value in one.op.values:
                    version = Version(value, one.op.op_id, one.op.hlc)
                    self.confirmed[one.op.rec, name] = version
            self.taken[one.op.op_id] = one.op
        self.cursor += len(page)
        self.chain = chain

    def refuse(self, op_id: UUID, code: str) -> None:
        """See `Replica`."""
        self._write()
        if self.fresh.pop(op_id, None) is not None:
            self.quarantined[op_id] = code

    def note_epoch(self, epoch: UUID) -> None:
        """See `Replica`."""
        self._write()
        self.epoch = epoch

    def grant(self, inc: int, prefix: str) -> None:
        """See `Replica`."""
        self._write()
        self.prefix = prefix
        if inc == self.inc:
            return
        self.inc, self.next_n = inc, 0
        for op_id, op in tuple(self.fresh.items()):
            self.fresh[op_id] = replace(op, inc=inc, n=self.next_n)
            self.next_n += 1

    def note_durable(self, seq: int) -> None:
        """See `Replica`."""
        self.durable = max(self.durable, seq)

    def mend(self, epoch: UUID, repair: Repair) -> None:
        """See `Replica`."""
        self._write()
        self.epoch, self.repair, self.snapshot, self.part = epoch, repair, None, 0
        if repair is Repair.OFFER:
            unsent = self.refused | self.acked | self.fresh
            self.fresh = dict(sorted(unsent.items(), key=lambda pair: (pair[1].inc, pair[1].n)))
            for op_id in self.refused:
                del self.quarantined[op_id]
            self.refused, self.acked = {}, {}
            self.cursor, self.chain, self.applied = 0, "", []

    def kept(self, after: int | None, limit: int) -> Sequence[tuple[int, UUID]]:
        """See `Replica`."""
        first = 0 if after is None else after + 1
        return list(enumerate(self.taken))[first : first + limit]

    def bodies(self, op_ids: Sequence[UUID]) -> Sequence[Op]:
        """See `Replica`."""
        return [self.taken[op_id] for op_id in op_ids]

    def absorb(self, part: PartReply) -> None:
        """See `Replica`."""
        self._write()
        if part.part != self.part or self.snapshot not in {None, part.snapshot}:
            raise RejectedError(Problem.HUB_TROUBLE, "another part")
        if part.part == 0:
            self.confirmed.clear()
        for one in part.records:
            self.entities[one.rec] = one.entity
            for name, value in one.values.items():
                self.confirmed[one.rec, name] = Version(value, one.versions.get(name, one.rec), 0)
        self.snapshot, self.part = part.snapshot, self.part + 1
        if part.is_last:
            self.cursor, self.chain, self.repair = part.seq, part.chain, Repair.NONE
            self.snapshot, self.part = None, 0
            passed = {one for one in self.acked if 0 < self.numbers[one] <= part.seq}
            self.acked = {one: op for one, op in self.acked.items() if one not in passed}

    def digest(self) -> Mapping[str, tuple[str, ...]]:
        """See `Replica`."""
        rows: dict[UUID, dict[str, Scalar]] = {}
        for (rec, name), version in self.confirmed.items():
            rows.setdefault(rec, {})[name] = version.value
        found = Digest()
        for rec, values in rows.items():
            found.add(self.entities[rec], rec, values)
        return found.buckets()

    def correct(self, records: Sequence[RecordState]) -> int:
        """See `Replica`."""
        self._write()
        wrong = 0
        for one in records:
            for name, value in one.values.items():
                version = Version(value, one.versions.get(name, one.rec), 0)
                known = self.confirmed.get((one.rec, name))
                wrong += known is None or known.value != value
                self.confirmed[one.rec, name] = version
        return wrong

    def doubt(self) -> None:
        """See `Replica`."""
        self.is_doubted = True

    def compared(self) -> None:
        """See `Replica`."""
        self.compared_ms = 1

    def counts(self) -> Mapping[str, int]:
        """See `Replica`."""
        return Counter(self.entities.values())

    def _write(self) -> None:
        if self.trouble is not None:
            raise UnavailableError(self.trouble)
