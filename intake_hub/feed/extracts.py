"""What other programs may read of a shop: every record once, then whatever changed since.

A cursor says how far somebody is: among the records, in the order of their ids, or in the feed.
It goes on from the one to the other without a gap, because the feed is followed from where it ended
when the reading began. Passcodes, notes of the staff and everything said in a case are no column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import Why, refusal
from intake_hub.feed import states
from intake_hub.store.repair_tables import Erased
from intake_hub.store.tables import FeedEntry, Head, Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

    from intake_app.sync.core.ops import Scalar
    from intake_app.sync.core.repair_wire import RecordState
    from intake_hub.store.engine import HubStore

MAX_ROWS = 1000
_CURSOR = re.compile(r"([rs])(\d{1,19})-([0-9a-f]{8})(?:-([0-9a-f]{32}))?")


class Columns(NamedTuple):
    """Of one kind of record: what everybody may see, and what tells who somebody is."""

    entity: str
    plain: tuple[str, ...]
    personal: tuple[str, ...] = ()


KINDS: Mapping[str, Columns] = MappingProxyType(
    {
        "clients": Columns(
            "client",
            ("kind", "client_class", "language", "source", "archived", "created_at"),
            ("name", "email", "inn", "kpp", "address", "birthday"),
        ),
        "phones": Columns("phone", ("client_id", "archived", "created_at"), ("e164",)),
        "devices": Columns(
            "device", ("client_id", "kind", "brand", "model", "colour"), ("serial", "imei")
        ),
        "orders": Columns(
            "order",
            (
                "number",
                "client_id",
                "device_id",
                "repair_kind",
                "urgent",
                "outcome",
                "accepted_at",
                "promised_at",
                "estimate_minor",
                "limit_minor",
                "currency",
                "technician_id",
                "visit_id",
                "rework_of",
            ),
            ("accepted_by", "fault", "accessories"),
        ),
        "stages": Columns("stage", ("order_id", "from_stage", "to_stage", "at"), ("by",)),
        "payments": Columns(
            "payment",
            ("order_id", "kind", "method", "minor", "currency", "reverses", "owed_minor", "at"),
            ("by",),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Extract:
    """Some rows; `after` goes on from here, also when there is nothing more for now."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Scalar], ...]
    after: str
    is_last: bool


class _At(NamedTuple):
    """Where a reader stands: among the records behind `last`, or in the feed behind `seq`."""

    is_following: bool
    seq: int
    epoch: str
    last: UUID | None = None

    def text(self) -> str:
        tail = f"-{self.last.hex}" if self.last is not None else ""
        return f"{'s' if self.is_following else 'r'}{self.seq}-{self.epoch}{tail}"


@dataclass(frozen=True, slots=True)
class Extracts:
    """Reads one shop; each call is one transaction."""

    store: HubStore

    def read(self, shop: UUID, kind: str, after: str, limit: int, *, is_personal: bool) -> Extract:
        """Give what comes next. Raises RejectedError(MALFORMED), HubRejectedError(TRIMMED)."""
        columns = KINDS[kind]
        shown = ("id", *columns.plain, *(columns.personal if is_personal else ()))
        with self.store.unchanging() as connection:
            head = connection.execute(
                select(Head.seq, Head.floor, Head.epoch).where(Head.shop == shop)
            ).one()
            at = _read_cursor(after) or _At(
                is_following=False, seq=head.seq, epoch=_name(head.epoch)
            )
            if at.epoch != _name(head.epoch) or at.seq > head.seq:
                raise refusal(Why.TRIMMED, "the hub came from a backup: begin anew")
            if at.is_following:
                if at.seq < head.floor:
                    raise refusal(Why.TRIMMED, "too long ago: begin anew")
                found, now = _changed(connection, shop, columns.entity, (at, head.seq), limit)
            else:
                found, now = _all(connection, shop, columns.entity, at, limit)
        return Extract(
            shown,
            tuple(_row(shown, one) for one in found),
            now.text(),
            is_last=now.is_following and now.seq == head.seq and len(found) < limit,
        )


def _all(
    connection: Connection, shop: UUID, entity: str, at: _At, limit: int
) -> tuple[Sequence[RecordState], _At]:
    nothing: list[RecordState] = []
    found = next(states.records(connection, shop, entity, limit, after=at.last), nothing)
    if len(found) < limit:
        return found, at._replace(is_following=True, last=None)
    return found, at._replace(last=found[-1].rec)


def _changed(
    connection: Connection, shop: UUID, entity: str, span: tuple[_At, int], limit: int
) -> tuple[Sequence[RecordState], _At]:
    """What was made or changed since, in the order of the last change, with whoever was erased."""
    at, head = span
    last = func.max(FeedEntry.seq)
    within = (FeedEntry.shop == shop, FeedEntry.seq > at.seq, FeedEntry.seq <= head)
    made = select(FeedEntry.rec, last).where(*within, FeedEntry.entity == entity)
    erased = (
        select(Erased.rec, last)
        .join(FeedEntry, (FeedEntry.shop == Erased.shop) & (FeedEntry.op_id == Erased.op_id))
        .join(Record, (Record.shop == Erased.shop) & (Record.rec == Erased.rec))
        .where(*within, Record.entity == entity)
    )
    newest: dict[UUID, int] = {}
    for query, rec in ((made, FeedEntry.rec), (erased, Erased.rec)):
        rows: Select[UUID, int] = query.group_by(rec).order_by(last).limit(limit)
        for found, seq in connection.execute(rows).all():
            newest[found] = max(seq, newest.get(found, 0))
    wanted = sorted(newest, key=newest.__getitem__)[:limit]
    by_id = {one.rec: one for one in states.these(connection, shop, entity, wanted)}
    ended = newest[wanted[-1]] if len(wanted) == limit else head
    return [by_id[rec] for rec in wanted if rec in by_id], at._replace(seq=ended)


def _row(shown: Sequence[str], one: RecordState) -> Mapping[str, Scalar]:
    values: dict[str, Scalar] = {"id": str(one.rec)}
    return values | {name: one.values.get(name) for name in shown[1:]}


def _read_cursor(text: str) -> _At | None:
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None or (found[1] == "s" and found[4]):
        raise RejectedError(Problem.MALFORMED, "bad after")
    last = UUID(hex=found[4]) if found[4] else None
    return _At(found[1] == "s", int(found[2]), found[3], last)


def _name(epoch: UUID) -> str:
    return epoch.hex[:8]
