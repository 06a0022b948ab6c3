"""What workstation and hub say to each other, as values and as JSON; `docs/protocol.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.ops import FeedOp, Op, Outcome, canonical, decode, encode
from intake_app.sync.core.reading import Reader, as_mapping
from intake_app.sync.core.standing import Receipt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

PROTO = 1
"""Version of the wire; the payloads have their own (`ops.SCHEMA`)."""

PUSH_OPS = 200
PUSH_BYTES = 256 * 1024
"""Most of one push. One user action (`txn`) that is bigger by itself may go alone …"""

TXN_OPS = 2_000
TXN_BYTES = 2 * 1024 * 1024
"""… up to this."""

_ENVELOPE_BYTES = 512  # what stands around the ops of a push
_SIGNATURE_SIZE = 96  # `,"sig":"…"`

PULL_OPS = 500
PULL_BYTES = 1024 * 1024
LONG_POLL_S = 15
"""How long a pull waits at the hub for news: less than the client's stall time-out."""

NO_N = -1
"""`last_n` of a workstation that has sent nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubState:
    """What every reply tells: whose feed this is, how far it goes, what it has of the asker."""

    epoch: UUID
    head: int
    last_n: int = NO_N
    server_ms: int = 0
    min_proto: int = PROTO
    max_proto: int = PROTO
    durable_seq: int = 0

    def members(self) -> dict[str, object]:
        """Give the JSON members that stand in every reply."""
        return {
            "epoch": str(self.epoch),
            "head": self.head,
            "last_n": self.last_n,
            "server_ms": self.server_ms,
            "min_proto": self.min_proto,
            "max_proto": self.max_proto,
            "durable_seq": self.durable_seq,
        }

    @classmethod
    def read(cls, reader: Reader) -> HubState:
        """Read them back. Raises RejectedError(MALFORMED)."""
        return cls(
            epoch=reader.uuid("epoch"),
            head=reader.whole("head"),
            last_n=reader.whole("last_n", low=NO_N),
            server_ms=reader.whole("server_ms"),
            min_proto=reader.whole("min_proto"),
            max_proto=reader.whole("max_proto"),
            durable_seq=reader.whole("durable_seq"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HelloRequest:
    """Where the workstation stands. `forked`: the hub holds another op of ours under our number."""

    origin: UUID
    inc: int
    next_n: int
    cursor: int
    forked: bool = False
    clock_ms: int = 0
    proto: int = PROTO
    app: str = ""

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "origin": str(self.origin),
            "inc": self.inc,
            "next_n": self.next_n,
            "cursor": self.cursor,
            "forked": self.forked,
            "clock_ms": self.clock_ms,
            "proto": self.proto,
            "app": self.app,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> HelloRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            origin=reader.uuid("origin"),
            inc=reader.whole("inc", high=2**31 - 1),
            next_n=reader.whole("next_n"),
            cursor=reader.whole("cursor"),
            forked=reader.flag("forked"),
            clock_ms=reader.whole("clock_ms"),
            proto=reader.whole("proto", low=1),
            app=reader.text("app", limit=40, default=""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HelloReply:
    """The hub's answer: the incarnation and number prefix to go on with."""

    hub: HubState
    inc: int
    prefix: str

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {"inc": self.inc, "prefix": self.prefix}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> HelloReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            hub=HubState.read(reader),
            inc=reader.whole("inc", high=2**31 - 1),
            prefix=reader.text("prefix", limit=12),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRequest:
    """Whole transactions, oldest first."""

    epoch: UUID | None
    inc: int
    ops: tuple[Op, ...]
    clock_ms: int = 0

    def members(self) -> dict[str, object]:
        """Give its JSON members. Raises RejectedError(MALFORMED) for an op that cannot travel."""
        return {
            "epoch": None if self.epoch is None else str(self.epoch),
            "inc": self.inc,
            "clock_ms": self.clock_ms,
            "ops": [encode(op) for op in self.ops],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PushReply:
    """One receipt for each op the hub has taken."""

    hub: HubState
    receipts: tuple[Receipt, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {"receipts": [_receipt(one) for one in self.receipts]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> PushReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            hub=HubState.read(reader),
            receipts=tuple(_read_receipt(one) for one in reader.sequence("receipts")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """What follows number `after`; with `wait_s` the hub may wait that long for news."""

    epoch: UUID | None
    inc: int
    after: int
    limit: int = PULL_OPS
    wait_s: int = 0
    chain: str = ""  # of the feed up to `after`, as hex; empty when it is not known

    def parameters(self) -> dict[str, str]:
        """Give its query parameters."""
        found = {
            "inc": str(self.inc),
            "after": str(self.after),
            "limit": str(self.limit),
            "wait": str(self.wait_s),
        }
        if self.chain:
            found["chain"] = self.chain
        return found if self.epoch is None else found | {"epoch": str(self.epoch)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PullReply:
    """A page of the feed, cut between transactions."""

    hub: HubState
    ops: tuple[FeedOp, ...]
    chain: str = ""  # of the feed up to the last of them

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {
            "ops": [_feed_op(one) for one in self.ops],
            "chain": self.chain,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> PullReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            hub=HubState.read(reader),
            ops=tuple(_read_feed_op(one) for one in reader.sequence("ops")),
            chain=reader.text("chain", default=""),
        )


def _receipt(one: Receipt) -> dict[str, object]:
    return {
        "op_id": str(one.op_id),
        "outcome": one.outcome.value,
        "seq": one.seq,
        "code": one.code,
    }


def _read_receipt(value: object) -> Receipt:
    reader = Reader(as_mapping(value, "a receipt"))
    return Receipt(
        op_id=reader.uuid("op_id"),
        outcome=reader.choice("outcome", Outcome),
        seq=reader.whole("seq"),
        code=reader.text("code", limit=40, default=""),
    )


def _feed_op(one: FeedOp) -> dict[str, object]:
    return {"seq": one.seq, "outcome": one.outcome.value, "op": encode(one.op)}


def _read_feed_op(value: object) -> FeedOp:
    reader = Reader(as_mapping(value, "an op of the feed"))
    return FeedOp(
        seq=reader.whole("seq", low=1),
        outcome=reader.choice("outcome", Outcome),
        op=decode(reader.mapping("op")),
    )


def whole_txns(ops: Sequence[Op]) -> list[list[Op]]:
    """Cut a run of ops where the transaction changes."""
    found: list[list[Op]] = []
    for op in ops:
        if found and found[-1][0].txn == op.txn:
            found[-1].append(op)
        else:
            found.append([op])
    return found


def fitting(ops: Sequence[Op], most_bytes: int = PUSH_BYTES) -> tuple[Op, ...]:
    """Take whole transactions up to a size, one at least. Raises RejectedError(MALFORMED)."""
    found: list[Op] = []
    room = most_bytes - _ENVELOPE_BYTES
    for txn in whole_txns(ops):
        room -= sum(_size(op) for op in txn)
        if found and room < 0:
            break
        found.extend(txn)
    return tuple(found)


def _size(op: Op) -> int:
    """A signature comes on top when the op is sent first."""
    return len(canonical(encode(op)).encode()) + 1 + (0 if op.sig else _SIGNATURE_SIZE)
