"""The lists of the workshop in plain SQL; the rule of the queue is that of `checks.queue`. Light.

A list of any length is one JSON array made by SQLite itself: 50,000 rows cost the other threads
of the program no more than a few of them.
"""

from __future__ import annotations

import json
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.queue import REWORK_KIND, WARRANTY_KIND, WARRANTY_NEAR
from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED_SQL
from intake_app.clock import moment_text
from intake_app.services import alarms, allowed, legal_clocks
from intake_app.services.alarms import Watch
from intake_app.services.bench_rows import (
    BenchList,
    BenchRow,
    LegalRow,
    LostTake,
    PassedRow,
    WallColumn,
    WallRow,
)
from intake_app.sync.core.ops import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.bench_rows import Asker
    from intake_app.services.legal_clocks import Law, LegalClock

# The words of the partial index on what is in the shop.
_OPEN = f"o.stage NOT IN {CLOSED_SQL}"
_ACTIVE = f"{_OPEN} AND o.stage NOT IN ('ready', 'ready_no_repair', 'unclaimed')"
_FREE = (
    f"{_OPEN} AND o.stage IN ('accepted', 'diagnostics', 'in_repair', 'testing')"
    " AND (o.technician_id IS NULL OR (o.technician_id = :person AND o.stage = 'accepted'))"
)
_RANK = (
    "CASE WHEN o.promised_at < :now THEN 0"
    f" WHEN o.repair_kind = '{REWORK_KIND}' THEN 1 WHEN o.urgent THEN 2"
    f" WHEN o.repair_kind = '{WARRANTY_KIND}' AND o.accepted_at < :near THEN 3 ELSE 4 END"
)
_TURN = f"{_RANK}, CASE WHEN o.promised_at < :now THEN o.promised_at ELSE o.accepted_at END, o.no"
_PASSED_TODAY = "o.id IN (SELECT order_id FROM skip WHERE by = :name AND at >= :day)"
_LASTS = (
    "EXISTS (SELECT 1 FROM json_each(:limits) l WHERE l.key = o.stage"
    " AND coalesce(o.stage_at, o.accepted_at) < l.value)"
)

_WHICH: Mapping[BenchList, tuple[str, str]] = MappingProxyType(
    {
        BenchList.MINE: (f"{_ACTIVE} AND o.technician_id = :person", _TURN),
        BenchList.QUEUE: (_FREE, f"{_PASSED_TODAY}, {_TURN}"),
        BenchList.OVERDUE: (
            f"{_OPEN} AND {alarms.DUE} AND o.promised_at < :now",
            "o.promised_at, o.no",
        ),
        BenchList.TODAY: (
            f"{_OPEN} AND {alarms.DUE} AND o.promised_at >= :now",
            "o.promised_at, o.no",
        ),
        BenchList.UNTOUCHED: (f"o.stage = 'accepted' AND {_OPEN} AND {_LASTS}", _TURN),
        BenchList.STUCK: (
            f"{_ACTIVE} AND o.stage <> 'accepted' AND {_LASTS}",
            "coalesce(o.stage_at, o.accepted_at), o.no",
        ),
    }
)
_LISTS: Mapping[BenchList, str] = MappingProxyType(
    {
        name: "SELECT json_group_array(no) FROM"  # noqa: S608 - words of ours
        f' (SELECT o.no FROM "order" o WHERE {condition} ORDER BY {order})'
        for name, (condition, order) in _WHICH.items()
    }
)
_COUNTS = (
    "SELECT "  # noqa: S608 - words of ours; one walk over what is in the shop counts them all
    + ", ".join(f"coalesce(sum({condition}), 0)" for condition, _ in _WHICH.values())
    + f' FROM "order" o WHERE {_OPEN}'
)
_NEXT = f'SELECT o.no FROM "order" o WHERE {_FREE} AND NOT {_PASSED_TODAY} ORDER BY {_TURN} LIMIT 1'  # noqa: S608 - words of ours

_ROWS = (
    "SELECT o.no, o.id, o.number, d.kind, d.brand, d.model, o.fault, o.stage,"
    " coalesce(o.stage_at, (SELECT max(s.at) FROM stage s WHERE s.order_id = o.id),"
    " o.accepted_at), o.accepted_at, o.promised_at, o.repair_kind, o.urgent,"
    " coalesce(t.name, ''), coalesce(p.name, ''),"
    " (SELECT count(*) FROM skip k WHERE k.order_id = o.id)"
    ' FROM "order" o JOIN device d ON d.id = o.device_id'
    " LEFT JOIN staff t ON t.id = o.technician_id LEFT JOIN place p ON p.id = o.place_id"
    " WHERE o.no IN (SELECT value FROM json_each(?))"
)
_PASSED = (
    "SELECT k.order_id, o.number, d.kind, d.brand, d.model, k.at, k.by, k.reason, k.note"
    ' FROM skip k JOIN "order" o ON o.id = k.order_id JOIN device d ON d.id = o.device_id'
    " ORDER BY k.id DESC LIMIT ?"
)
_DONE = "o.stage IN ('ready', 'ready_no_repair', 'unclaimed')"
_LATE = f"coalesce(o.promised_at < :now AND {alarms.RUNS}, FALSE)"
_WALL_COUNTS = (
    f"SELECT o.stage, count(*), sum({_LATE})"  # noqa: S608 - words of ours
    f' FROM "order" o WHERE {_OPEN} GROUP BY o.stage'
)
_WALL_ROWS = (
    "SELECT o.number, d.kind, d.brand, d.model, coalesce(t.name, ''),"  # noqa: S608 - words of ours
    f" CASE WHEN NOT {_DONE} THEN o.promised_at END, {_LATE}"
    f' FROM (SELECT * FROM "order" o WHERE o.stage = :stage AND {_OPEN}'
    f" ORDER BY {_LATE} DESC, o.promised_at IS NULL, o.promised_at, o.no LIMIT :most) o"
    " JOIN device d ON d.id = o.device_id LEFT JOIN staff t ON t.id = o.technician_id"
    f" ORDER BY {_LATE} DESC, o.promised_at IS NULL, o.promised_at, o.no"
)
_PERSON = "SELECT id FROM staff WHERE name = ? AND active ORDER BY id LIMIT 1"
_LOST = (
    "SELECT o.id, o.number, coalesce(t.name, ''), c.loser FROM conflict c"
    ' JOIN "order" o ON o.id = c.rec LEFT JOIN staff t ON t.id = o.technician_id'
    " WHERE c.entity = 'order' AND c.field = 'technician_id' AND NOT c.resolved"
    " AND c.lost_value = ? AND o.technician_id IS NOT ? ORDER BY o.no"
)
_DEVICE = (
    'SELECT d.kind, d.brand, d.model, o.stage FROM "order" o'
    " JOIN device d ON d.id = o.device_id WHERE o.id = ?"
)
_PASSED_COUNT = "SELECT count(*) FROM skip WHERE at >= :day"


def numbers(connection: Connection, which: BenchList, asker: Asker) -> tuple[int, ...]:
    """The inner numbers of all orders of a list, in its order."""
    text = connection.execute(_LISTS[which], _values(asker)).fetchone()[0]
    return tuple(json.loads(text))


def legal(connection: Connection, law: Law, limit: int) -> tuple[LegalRow, ...]:
    """The terms of the law that somebody must look at, the least days left first."""
    found = legal_clocks.warnings(connection, law)[:limit]
    return tuple(_legal(connection, clock) for clock in found)


def alarming(connection: Connection, asker: Asker) -> int:
    """How many orders and terms somebody must look at; an order counts once."""
    late = sum(alarms.counted(connection, asker.watch).values()) if asker.watch else 0
    return late + (len(legal_clocks.warnings(connection, asker.law)) if asker.law else 0)


def sees_passed(connection: Connection, name: str) -> bool:
    """Whether somebody may know who passed over what."""
    return allowed.may(connection, name, Right.SEE_PASSED)


def counts(connection: Connection, asker: Asker) -> Mapping[BenchList, int]:
    """How long each list is; of what was passed over, today's, for whoever may see them."""
    values = _values(asker)
    counted = connection.execute(_COUNTS, values).fetchone()
    found: dict[BenchList, int] = dict(zip(_WHICH, counted, strict=True))
    if asker.law is not None:
        found[BenchList.LEGAL] = len(legal_clocks.warnings(connection, asker.law))
    if sees_passed(connection, asker.name):
        found[BenchList.PASSED] = connection.execute(_PASSED_COUNT, values).fetchone()[0]
    return found


def wall(connection: Connection, watch: Watch, most: int) -> tuple[WallColumn, ...]:
    """What is in the shop by stage, of each the late first, then by the promise.

    Late is what the list of the overdue calls so; what is ready was promised for nothing any more.
    """
    values = alarms.values(watch)
    found: list[WallColumn] = []
    for stage, count, overdue in connection.execute(_WALL_COUNTS, values).fetchall():
        asked = values | {"stage": stage, "most": most}
        rows = connection.execute(_WALL_ROWS, asked).fetchall()
        found.append(WallColumn(stage, count, overdue, tuple(_wall_row(row) for row in rows)))
    return tuple(found)


def person(connection: Connection, name: str) -> UUID | None:
    """Who works here under a name."""
    row = connection.execute(_PERSON, (name,)).fetchone()
    return None if row is None else UUID(bytes=row[0])


def lost(connection: Connection, person: UUID) -> tuple[LostTake, ...]:
    """Orders that somebody else has by the hub's word, though this one took them as well."""
    found = connection.execute(_LOST, (canonical(str(person)), person.bytes)).fetchall()
    return tuple(
        LostTake(UUID(bytes=order), number, other, UUID(bytes=loser))
        for order, number, other, loser in found
    )


def next_up(connection: Connection, asker: Asker) -> BenchRow | None:
    """The top of the queue for whoever asks; None when nothing waits."""
    row = connection.execute(_NEXT, _values(asker)).fetchone()
    return None if row is None else rows(connection, row)[0]


def rows(connection: Connection, wanted: Sequence[int]) -> tuple[BenchRow, ...]:
    """Some orders by their inner numbers, in that order; those that are gone are left out."""
    found = {row[0]: row for row in connection.execute(_ROWS, (json.dumps(wanted),)).fetchall()}
    return tuple(_row(found[no]) for no in wanted if no in found)


def passed(connection: Connection, name: str, limit: int) -> tuple[PassedRow, ...]:
    """What was passed over, the latest first. Raises RejectedError(NOT_ALLOWED)."""
    allowed.demand(connection, name, Right.SEE_PASSED)
    return tuple(
        PassedRow(
            order_id=UUID(bytes=order),
            number=number,
            device=_title(kind, brand, model),
            at=datetime.fromisoformat(at),
            by=by,
            reason=reason,
            note=note,
        )
        for order, number, kind, brand, model, at, by, reason, note in connection.execute(
            _PASSED, (limit,)
        ).fetchall()
    )


def _legal(connection: Connection, clock: LegalClock) -> LegalRow:
    *device, stage = connection.execute(_DEVICE, (clock.order.bytes,)).fetchone()
    return LegalRow(clock.order, clock.number, _title(*device), stage, clock.left)


def _values(asker: Asker) -> dict[str, str | int | bytes]:
    watch = asker.watch or Watch(asker.now, asker.next_day, {}, frozenset(), frozenset())
    return alarms.values(watch) | {
        "near": moment_text(asker.now - WARRANTY_NEAR),
        "day": moment_text(asker.day),
        "person": asker.person.bytes if asker.person is not None else b"",
        "name": asker.name,
    }


def _wall_row(row: Any) -> WallRow:  # noqa: ANN401 - the driver's rows are untyped
    number, kind, brand, model, technician, promised, is_late = row
    at = None if promised is None else datetime.fromisoformat(promised)
    return WallRow(number, _title(kind, brand, model), technician, at, bool(is_late))


def _row(row: Any) -> BenchRow:  # noqa: ANN401 - the driver's rows are untyped
    no, ident, number, kind, brand, model, fault, stage, *rest = row
    since, accepted, promised, repair_kind, urgent, technician, place, skips = rest
    return BenchRow(
        no=no,
        id=UUID(bytes=ident),
        number=number,
        device=_title(kind, brand, model),
        fault=" ".join(fault.split()),
        stage=stage,
        since=datetime.fromisoformat(since),
        accepted_at=datetime.fromisoformat(accepted),
        promised_at=None if promised is None else datetime.fromisoformat(promised),
        repair_kind=repair_kind,
        urgent=bool(urgent),
        technician=technician,
        place=place,
        skips=skips,
    )


def _title(kind: str, brand: str, model: str) -> str:
    return " ".join(part for part in (brand, model) if part) or kind
