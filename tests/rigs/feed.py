"""A hub of two hands: it numbers the ops of several shops, and gives them back page by page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.sync.core import wire
from intake_app.sync.core.ops import FeedOp, Op, Outcome, Verb

if TYPE_CHECKING:
    from intake_app.services.replica import StoreReplica
    from intake_app.sync.core.ops import Scalar
    from intake_app.sync.fake import FakeHub

AT = "2026-11-22T12:00:00.000000Z"
EPOCH = UUID(int=1)
ELSEWHERE = UUID(int=2)


def put(entity: str, **values: Scalar) -> Op:
    """A record made on another workstation."""
    made = uuid4()
    return _op(Verb.PUT, entity, made, made, tuple(sorted(values.items())))


def edit(entity: str, rec: UUID, field_: str, value: Scalar, base: UUID | None = None) -> Op:
    """A field changed on another workstation; by default its author saw the first value."""
    op = _op(Verb.SET, entity, rec, uuid4(), ((field_, value),))
    return replace(op, base=base or rec, field=field_)


def _op(
    verb: Verb, entity: str, rec: UUID, op_id: UUID, values: tuple[tuple[str, Scalar], ...]
) -> Op:
    return Op(
        op_id=op_id,
        txn=uuid4(),
        origin=ELSEWHERE,
        inc=0,
        n=0,
        verb=verb,
        entity=entity,
        rec=rec,
        values=values,
        hlc=7,
        made_at=AT,
        by_user="Илья",
    )


@dataclass(slots=True)
class Feed:
    """The script of one replica's feed: what comes next, in order."""

    replica: StoreReplica
    epoch: UUID = EPOCH
    head: int = 0
    told: list[FeedOp] = field(default_factory=list[FeedOp])

    def bring(self, *ops: Op, outcome: Outcome = Outcome.APPLIED) -> None:
        """Number the ops and let the replica apply them as one page."""
        page = [FeedOp(self.head + place, outcome, op) for place, op in enumerate(ops, 1)]
        self.replica.apply(page, epoch=self.epoch)
        self.head += len(page)
        self.told += page

    def echo(self, outcome: Outcome = Outcome.APPLIED) -> list[Op]:
        """Give the replica all of its own unsent ops back."""
        ops = list(self.replica.unsent(10_000))
        self.bring(*ops, outcome=outcome)
        return ops


def exchange(hub: FakeHub, *replicas: StoreReplica) -> None:
    """Push and pull until nobody has anything to say."""
    while any(push(hub, replica) + pull(hub, replica) for replica in replicas):
        pass


def push(hub: FakeHub, replica: StoreReplica) -> int:
    standing, ops = replica.standing(), tuple(replica.unsent(wire.PUSH_OPS))
    if ops:
        request = wire.PushRequest(epoch=standing.epoch, inc=standing.inc, ops=ops)
        replica.acknowledge(hub.push(request).receipts)
    return len(ops)


def pull(hub: FakeHub, replica: StoreReplica, limit: int = 50) -> int:
    standing = replica.standing()
    asked = wire.PullRequest(
        epoch=standing.epoch, inc=standing.inc, after=standing.cursor, limit=limit
    )
    reply = hub.pull(asked)
    replica.apply(reply.ops, epoch=reply.hub.epoch)
    return len(reply.ops)
