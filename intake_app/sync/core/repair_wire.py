"""What is said when a desk and the hub find out what the other lacks; `docs/protocol.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.ops import Op, Scalar, encode, scalars
from intake_app.sync.core.reading import Reader, as_mapping
from intake_app.sync.core.wire import HubState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

DIFF_IDS = 5_000
"""Most op ids in one question."""

PART_RECORDS = 2_000
"""Records in one part of a snapshot."""

BUCKETS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRequest:
    """Which of these ops does the hub lack."""

    epoch: UUID
    ids: tuple[UUID, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"epoch": str(self.epoch), "ids": [str(one) for one in self.ids]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DiffRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(epoch=reader.uuid("epoch"), ids=_ids(reader, "ids"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffReply:
    """Those it lacks."""

    hub: HubState
    missing: tuple[UUID, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {"missing": [str(one) for one in self.missing]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DiffReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(hub=HubState.read(reader), missing=_ids(reader, "missing"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayRequest:
    """Ops that the hub lacks, whoever made them, in the order of its feed before."""

    epoch: UUID
    ops: tuple[Op, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members. Raises RejectedError(MALFORMED) for an op that cannot travel."""
        return {"epoch": str(self.epoch), "ops": [encode(op) for op in self.ops]}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRequest:
    """One part of a snapshot: of a given one, or of the newest."""

    inc: int
    snapshot: UUID | None = None
    part: int = 0

    def parameters(self) -> dict[str, str]:
        """Give its query parameters."""
        found = {"inc": str(self.inc), "part": str(self.part)}
        return found if self.snapshot is None else found | {"snapshot": str(self.snapshot)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """A record as the hub has it: `versions` names the ops of fields edited since it was made.

    `seq` is its birth's number in the feed. Values of fields a reader does not know are kept.
    """

    entity: str
    rec: UUID
    seq: int
    values: Mapping[str, Scalar]
    versions: Mapping[str, UUID]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "entity": self.entity,
            "rec": str(self.rec),
            "seq": self.seq,
            "values": dict(self.values),
            "versions": {name: str(op_id) for name, op_id in self.versions.items()},
        }

    @classmethod
    def decode(cls, value: object) -> RecordState:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(as_mapping(value, "a record"))
        versions = Reader(reader.mapping("versions"))
        return cls(
            entity=reader.text("entity", limit=40),
            rec=reader.uuid("rec"),
            seq=reader.whole("seq"),
            values=dict(scalars(reader.mapping("values"))),
            versions={name: versions.uuid(name) for name in versions.members},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """An edit that lost, and that nobody has decided about; `seq` is where the winner met it."""

    entity: str
    rec: UUID
    field: str
    loser: UUID
    value: Scalar  # what was lost
    seq: int

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "entity": self.entity,
            "rec": str(self.rec),
            "field": self.field,
            "loser": str(self.loser),
            "value": self.value,
            "seq": self.seq,
        }

    @classmethod
    def decode(cls, value: object) -> OpenConflict:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(as_mapping(value, "a conflict"))
        ((_, lost),) = scalars({"value": reader.members.get("value")})
        return cls(
            entity=reader.text("entity", limit=40),
            rec=reader.uuid("rec"),
            field=reader.text("field", limit=40),
            loser=reader.uuid("loser"),
            value=lost,
            seq=reader.whole("seq"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReply:
    """`part` of `parts` (0 while the hub does not know yet): the state at number `seq`.

    The last part brings the open conflicts as well: what led to them may be in no feed any more.
    """

    hub: HubState
    snapshot: UUID
    seq: int
    chain: str
    part: int
    is_last: bool
    total: int  # records in all parts, as well as the hub knows
    records: tuple[RecordState, ...]
    conflicts: tuple[OpenConflict, ...] = ()

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {
            "snapshot": str(self.snapshot),
            "seq": self.seq,
            "chain": self.chain,
            "part": self.part,
            "is_last": self.is_last,
            "total": self.total,
            "records": [one.members() for one in self.records],
            "conflicts": [one.members() for one in self.conflicts],
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> PartReply:
        """Read it; an earlier hub tells of no conflicts. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        listed = reader.sequence("conflicts") if "conflicts" in members else []
        return cls(
            hub=HubState.read(reader),
            snapshot=reader.uuid("snapshot"),
            seq=reader.whole("seq"),
            chain=reader.text("chain", default=""),
            part=reader.whole("part"),
            is_last=reader.flag("is_last"),
            total=reader.whole("total"),
            records=tuple(RecordState.decode(one) for one in reader.sequence("records")),
            conflicts=tuple(OpenConflict.decode(one) for one in listed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestReply:
    """What all records come to at the head of the feed: 256 buckets for each kind, as hex."""

    hub: HubState
    schema: int
    buckets: Mapping[str, tuple[str, ...]]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        named = {name: list(found) for name, found in self.buckets.items()}
        return self.hub.members() | {"schema": self.schema, "buckets": named}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DigestReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        named = Reader(reader.mapping("buckets"))
        return cls(
            hub=HubState.read(reader),
            schema=reader.whole("schema"),
            buckets={name: _hashes(named.sequence(name)) for name in named.members},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReply:
    """All records of one bucket of one kind, at the head of the feed."""

    hub: HubState
    records: tuple[RecordState, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return self.hub.members() | {"records": [one.members() for one in self.records]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> RecordsReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        found = tuple(RecordState.decode(one) for one in reader.sequence("records"))
        return cls(hub=HubState.read(reader), records=found)


def _ids(reader: Reader, name: str) -> tuple[UUID, ...]:
    found = reader.sequence(name)
    if len(found) > DIFF_IDS:
        raise RejectedError(Problem.MALFORMED, f"too many {name}")
    return tuple(Reader({name: one}).uuid(name) for one in found)


def _hashes(found: list[object]) -> tuple[str, ...]:
    if len(found) != BUCKETS:
        raise RejectedError(Problem.MALFORMED, "no digest")
    return tuple(Reader({"hash": one}).text("hash", limit=64) for one in found)
