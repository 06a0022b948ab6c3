"""What stands in the stores, read past the program: files are opened and looked into."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.models.scalars import to_scalar
from intake_app.models.shapes import SYNCED, insert_shape
from intake_app.services.shop import FILE_NAME
from tests.sim import hub as hubs
from tests.sim.disk import past_the_program

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3 import dbapi2

    from intake_app.sync.core.ops import Scalar

Row = tuple[Any, ...]
_CONFLICTS = "SELECT edit, loser, resolved FROM conflict WHERE rec NOT IN (SELECT rec FROM erased)"


_open: dict[tuple[str, int], dbapi2.Connection] = {}


def _connection(file: Path) -> dbapi2.Connection:
    """Opening costs more than asking, so one stays open as long as the file is the same."""
    key = file.as_posix(), file.stat().st_ino
    if key not in _open:
        for stale in [known for known in _open if known[0] == key[0]]:
            _open.pop(stale).close()
        _open[key] = past_the_program(file)
    return _open[key]


def close() -> None:
    """Let go of every file."""
    while _open:
        _open.popitem()[1].close()


def rows(file: Path, sql: str, *parameters: Any) -> list[Row]:  # noqa: ANN401 - of the driver
    """Ask one file one question; nothing is written."""
    found: list[Row] = _connection(file).execute(sql, parameters).fetchall()
    return found


@dataclass(frozen=True, slots=True)
class DeskBook:
    """All that one desk has."""

    records: dict[tuple[str, UUID], dict[str, Scalar]]
    outbox: dict[UUID, Row]  # op id: state, hub_seq, outcome, txn, verb, rec
    feed: dict[UUID, Row]  # op id: seq, outcome, members
    cursor: int
    conflicts: set[UUID]
    open: set[UUID]  # of these: what waits for somebody to decide

    @property
    def ids(self) -> set[UUID]:
        """Every op it knows."""
        return self.outbox.keys() | self.feed.keys()

    @property
    def refused(self) -> set[UUID]:
        """What cannot travel, and waits here for a person."""
        return {op for op, row in self.outbox.items() if row[0] == "quarantined"}


def desk(folder: Path) -> DeskBook:
    """Read a desk's store."""
    file = folder / FILE_NAME
    records: dict[tuple[str, UUID], dict[str, Scalar]] = {}
    for entity in SYNCED:
        shape = insert_shape(entity)
        names = ("id", *shape.synced)
        columns = ", ".join(f'"{name}"' for name in names)
        for row in rows(file, f'SELECT {columns} FROM "{shape.name}"'):  # noqa: S608 - ours
            values = zip(shape.synced, row[1:], strict=True)
            records[shape.name, UUID(bytes=row[0])] = {
                name: to_scalar(shape.columns[name], value) for name, value in values
            }
    outbox = "SELECT op_id, state, hub_seq, outcome, txn, verb, rec FROM outbox"
    feed = "SELECT op_id, seq, outcome, raw FROM feed"
    return DeskBook(
        records,
        {UUID(bytes=row[0]): row[1:] for row in rows(file, outbox)},
        {UUID(bytes=row[0]): (row[1], row[2], json.loads(row[3])) for row in rows(file, feed)},
        rows(file, "SELECT cursor FROM sync")[0][0],
        {UUID(bytes=row[0]) for row in rows(file, "SELECT loser FROM conflict")},
        {UUID(bytes=row[0]) for row in rows(file, "SELECT loser FROM conflict WHERE NOT resolved")},
    )


def derived(folder: Path, orders: set[bytes]) -> set[Row]:
    """What a desk works out of facts: where each order stands and lies."""
    found = rows(folder / FILE_NAME, 'SELECT id, number, stage, place_id FROM "order"')
    return {row for row in found if row[0] in orders}


@dataclass(frozen=True, slots=True)
class HubBook:
    """All that the hub has."""

    feed: list[tuple[int, str, dict[str, Any]]]  # seq, outcome, the op's members
    seen: dict[UUID, tuple[str, int]]
    state: dict[tuple[str, UUID], dict[str, Scalar]]
    conflicts: dict[UUID, UUID]  # edit: loser
    undecided: set[UUID]  # losers
    head: int
    erased: set[UUID]


def hub(folder: Path) -> HubBook:
    """Read the hub's tables."""
    file = folder / hubs.FILE
    state: dict[UUID, tuple[str, dict[str, Scalar]]] = {
        UUID(rec): (entity, json.loads(born))
        for rec, entity, born in rows(file, "SELECT rec, entity, born FROM record")
    }
    for rec, name, value in rows(file, "SELECT rec, field, value FROM field_version"):
        state[UUID(rec)][1][name] = json.loads(value)
    feed = rows(file, "SELECT seq, outcome, body FROM op ORDER BY seq")
    seen = rows(file, "SELECT op_id, outcome, seq FROM op_seen")
    conflicts = rows(file, _CONFLICTS)
    erased = rows(file, "SELECT rec FROM erased")
    return HubBook(
        [(seq, outcome, json.loads(body)) for seq, outcome, body in feed],
        {UUID(op_id): (outcome, seq) for op_id, outcome, seq in seen},
        {(entity, rec): values for rec, (entity, values) in state.items()},
        {UUID(edit): UUID(loser) for edit, loser, _ in conflicts},
        {UUID(loser) for _, loser, resolved in conflicts if not resolved},
        rows(file, "SELECT seq FROM hub_head")[0][0],
        {UUID(row[0]) for row in erased},
    )
