"""Takes records of the hub over as they are: parts of a snapshot, and what a digest found wrong.

New records go in by the bulk; of those that are here only what differs is written. An edit of ours
that is on its way stays shown, and the hub's value goes beneath it.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import StageMove
from intake_app.models.scalars import from_wire
from intake_app.models.shapes import insert_shape, synced_by_name
from intake_app.models.storage import Placement
from intake_app.services import doubles, erasing, folding, placements, unions
from intake_app.sync.core.ops import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.base import Base
    from intake_app.models.scalars import Stored
    from intake_app.models.shapes import InsertShape
    from intake_app.sync.core.repair_wire import RecordState

_VERSIONS = (
    "SELECT rec, field, op_id, confirmed_op FROM field_version"
    " WHERE rec IN (SELECT unhex(value) FROM json_each(?))"
)
_NEW_VERSION = (
    "INSERT INTO field_version(rec, field, op_id, confirmed_op, confirmed_value)"
    " VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET op_id = excluded.op_id,"
    " confirmed_op = excluded.confirmed_op, confirmed_value = NULL"
)
_PLACES: Mapping[type[Base], tuple[str, Callable[[Connection, bytes], bool]]] = MappingProxyType(
    {
        StageMove: ("UPDATE stage SET seq = ? WHERE id = ? AND seq IS NOT ?", folding.fold),
        Placement: ("UPDATE placement SET seq = ? WHERE id = ? AND seq IS NOT ?", placements.fold),
    }
)
"""Facts that say more in the hub's order: where they stand in it, and what follows from them."""
Versions: TypeAlias = "dict[str, tuple[bytes, bytes]]"
"""By field: which op gave the value that is shown, and which the one of the feed."""

_BENEATH = (
    "UPDATE field_version SET confirmed_op = ?, confirmed_value = ? WHERE rec = ? AND field = ?"
)


class Absorbing:
    """Works on the writer's connection, with the guard lifted."""

    def __init__(self, driver: Connection) -> None:
        self.touched: set[str] = set()
        self.mended = 0  # records of ours that were not as the hub has them
        self._driver = driver

    def take(self, records: Sequence[RecordState]) -> None:
        """Take records of any kinds, parents before children."""
        kinds = synced_by_name()
        for name in dict.fromkeys(one.entity for one in records):
            entity = kinds.get(name)
            if entity is not None:  # else of a newer program; compared again after the upgrade
                self._take(entity, [one for one in records if one.entity == name])
                self.touched.add(name)

    def _take(self, entity: type[Base], records: Sequence[RecordState]) -> None:
        shape = insert_shape(entity)
        here = self._rows(shape, records)
        new = [one for one in records if one.rec.bytes not in here]
        self._insert(shape, new)
        self._compare(shape, [one for one in records if one.rec.bytes in here], here)
        self._derive(entity, records, new)

    def _rows(
        self, shape: InsertShape, records: Sequence[RecordState]
    ) -> dict[bytes, Sequence[Stored]]:
        columns = ", ".join(f'"{name}"' for name in ("id", *shape.synced))
        sql = (
            f'SELECT {columns} FROM "{shape.name}"'  # noqa: S608 - names of ours
            " WHERE id IN (SELECT unhex(value) FROM json_each(?))"
        )
        found = self._driver.execute(sql, (_ids(records),)).fetchall()
        return {row[0]: row[1:] for row in found}

    def _insert(self, shape: InsertShape, records: Sequence[RecordState]) -> None:
        rows: list[tuple[Stored, ...]] = []
        versions: list[tuple[Stored, ...]] = []
        for one in records:
            row = _stored(shape, one)
            if shape.name == "stage":
                row["seq"] = one.seq or None
            rows.append(tuple([row.get(name) for name in shape.columns]))
            rec = one.rec.bytes
            versions += [(rec, name, op.bytes, op.bytes) for name, op in one.versions.items()]
        self._driver.executemany(f"{shape.sql} ON CONFLICT (id) DO NOTHING", rows)
        self._driver.executemany(_NEW_VERSION, versions)

    def _compare(
        self,
        shape: InsertShape,
        records: Sequence[RecordState],
        here: Mapping[bytes, Sequence[Stored]],
    ) -> None:
        if not records:
            return
        known: dict[bytes, Versions] = {}
        for rec, field, *ops in self._driver.execute(_VERSIONS, (_ids(records),)).fetchall():
            known.setdefault(rec, {})[field] = ops[0], ops[1]
        for one in records:
            row = _stored(shape, one)
            ours = dict(zip(shape.synced, here[one.rec.bytes], strict=True))
            if shape.name == "order":
                ours["number"] = doubles.without_suffix(str(ours["number"]))
            fields = {name for name in ours if ours[name] != row.get(name, ours[name])}
            fields |= one.versions.keys() & ours.keys()
            edited = known.get(one.rec.bytes, {})
            names = sorted(fields | edited.keys())
            changed = [self._field(shape, one, name, (ours[name], edited)) for name in names]
            self.mended += any(changed)

    def _field(
        self, shape: InsertShape, one: RecordState, name: str, here: tuple[Stored, Versions]
    ) -> bool:
        ours, edited = here
        rec = one.rec.bytes
        theirs = one.versions.get(name, one.rec).bytes
        shown, confirmed = edited.get(name, (rec, rec))
        if name not in one.values or name not in shape.synced:
            return False
        if shown not in {confirmed, theirs}:
            self._driver.execute(_BENEATH, (theirs, canonical(one.values[name]), rec, name))
            return False
        value = from_wire(shape.columns[name], one.values[name])
        changed = value != ours
        if changed:
            sql = f'UPDATE "{shape.name}" SET "{name}" = ? WHERE id = ?'  # noqa: S608 - ours
            self._driver.execute(sql, (value, rec))
        if theirs != shown or theirs != confirmed:
            self._driver.execute(_NEW_VERSION, (rec, name, theirs, theirs))
        return changed

    def _derive(
        self, entity: type[Base], records: Sequence[RecordState], new: Sequence[RecordState]
    ) -> None:
        if entity in _PLACES:
            self._place(entity, records)
        elif insert_shape(entity).name in {"merge", "unmerge"}:
            self._unite(records)
        elif insert_shape(entity).name == "order":
            doubles.keep_ahead(self._driver, (str(one.values["number"]) for one in new))
            for order in doubles.of_one_number(self._driver, _ids(new)):
                doubles.settle_number(self._driver, order)
        elif insert_shape(entity).name == "client":
            for one in records:
                if erasing.is_erased("client", dict(one.values)):
                    self.touched |= erasing.erase(self._driver, one.rec, is_elsewhere=True)

    def _place(self, entity: type[Base], records: Sequence[RecordState]) -> None:
        sql, fold = _PLACES[entity]
        places = [(one.seq or None, one.rec.bytes, one.seq or None) for one in records]
        self._driver.executemany(sql, places)
        for order in dict.fromkeys(str(one.values["order_id"]) for one in records):
            if fold(self._driver, UUID(order).bytes):
                self.touched.add("order")

    def _unite(self, records: Sequence[RecordState]) -> None:
        for one in records:
            client = one.values.get("client_id")
            card = UUID(str(client)) if client else self._of_merge(one)
            if card is not None and unions.settle(self._driver, card):
                self.touched.add("client")

    def _of_merge(self, one: RecordState) -> UUID | None:
        return unions.client_of(self._driver, UUID(str(one.values["merge_id"])))


def _stored(shape: InsertShape, one: RecordState) -> dict[str, Stored]:
    """What the columns hold; a field that the hub does not have has its default."""
    row: dict[str, Stored] = {**cast("dict[str, Stored]", shape.defaults), "id": one.rec.bytes}
    values, columns = one.values, shape.columns
    for name in shape.synced:
        if name in values:
            row[name] = from_wire(columns[name], values[name])
        elif name not in shape.defaults:
            raise RejectedError(*_missing(shape.name, name))
    return row


def _missing(entity: str, name: str) -> tuple[Problem, str]:
    return Problem.MALFORMED, f"{entity} without {name}"


def _ids(records: Iterable[RecordState]) -> str:
    return json.dumps([one.rec.hex for one in records])
